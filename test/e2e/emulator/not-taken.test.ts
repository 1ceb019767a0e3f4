import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MotoProcess, startMoto } from '../../../tools/emulator/moto/start-moto';
import { repositoryRoot } from '../../../tools/repository';
import { runTerraform, type TerraformContext } from '../../../tools/terraform/run-terraform';
import { init, plan, validate } from '../../../tools/terraform/terraform-commands';
import { terraformOnMoto } from './support/terraform-on-moto';

interface NotTaken {
  readonly type: string;
  /** As Terraform prints it, up to its first id. */
  readonly error: RegExp;
}

/** The rows of the table in docs/emulator.md: `type`, who uses it, `error`. */
function documented(): NotTaken[] {
  const text = readFileSync(join(repositoryRoot, 'docs', 'emulator.md'), 'utf8');
  const [, section = ''] = text.split('\n## Not taken\n');
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| `(aws_\w+)`.*\| `([^`]+)` *\|$/gm)].map(([, type = '', error = '']) => ({
    type,
    error: new RegExp(error.split('…').map(literal).join('.+?')),
  }));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The errors of one run, each with the address that Terraform names in it, on one line. */
function errorsIn(stderr: string): string[] {
  return stderr
    .split(/^Error: /m)
    .slice(1)
    .map((error) => error.replace(/\s+/g, ' '));
}

describe('what the emulator does not take', () => {
  let work: string;
  let moto: MotoProcess;
  let context: TerraformContext;

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'not-taken-'));
    moto = await startMoto({ gatewayUrl: 'http://127.0.0.1:9' });
    context = await terraformOnMoto(moto, work, join(__dirname, 'not-taken'));
    await init(context);
  });
  afterAll(async () => {
    await moto?.stop();
    rmSync(work, { recursive: true, force: true });
  });

  it('is valid and can be planned', async () => {
    expect(await validate(context)).toMatchObject({ valid: true });
    expect((await plan(context)).changes).toBe(true);
  });

  it('fails with the errors that docs/emulator.md lists, and with no other', async () => {
    const options = ['-auto-approve', '-input=false', '-no-color'];
    const applied = await runTerraform(context, ['apply', ...options], { accept: [1] });
    const destroyed = await runTerraform(context, ['destroy', ...options], { accept: [1] });
    const errors = [...errorsIn(applied.stderr), ...errorsIn(destroyed.stderr)];
    const rows = documented();
    expect(rows.map(({ type }) => type)).toHaveLength(4);
    expect(rows.filter(({ error }) => !errors.some((text) => error.test(text)))).toEqual([]);
    expect(errors.filter((text) => !rows.some(({ error }) => error.test(text)))).toEqual([]);
  });
});
