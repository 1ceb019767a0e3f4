import type { TerraformContext } from '../../../tools/terraform/run-terraform';
import {
  apply,
  destroy,
  fmt,
  fmtCheck,
  init,
  output,
  plan,
  showPlan,
  stateList,
  validate,
} from '../../../tools/terraform/terraform-commands';
import { FakeTerraform } from './fake-terraform';

describe('the commands', () => {
  let fake: FakeTerraform;
  let lines: string[];
  afterEach(() => fake.dispose());

  function context(script: string): TerraformContext {
    fake = new FakeTerraform(script);
    lines = [];
    return { binary: fake.binary, directory: fake.directory, onLine: (line) => lines.push(line) };
  }
  const ECHO = 'echo "$@"';

  it.each<[string, (context: TerraformContext) => Promise<unknown>, string]>([
    ['init', (c) => init(c), 'init -input=false -no-color'],
    [
      'init without a backend',
      (c) => init(c, { backend: false, reconfigure: true, backendConfig: { bucket: 'b' } }),
      'init -input=false -no-color -backend=false -reconfigure -backend-config=bucket=b',
    ],
    ['plan', (c) => plan(c), 'plan -input=false -no-color -detailed-exitcode'],
    [
      'plan with all options',
      (c) => plan(c, { out: 'p', destroy: true, refresh: false, parallelism: 4 }),
      'plan -input=false -no-color -detailed-exitcode -parallelism=4 -out=p -destroy -refresh=false',
    ],
    ['apply', (c) => apply(c), 'apply -input=false -no-color -auto-approve'],
    [
      'apply of a plan',
      (c) => apply(c, { planFile: 'p', parallelism: 30 }),
      'apply -input=false -no-color -auto-approve -parallelism=30 p',
    ],
    ['destroy', (c) => destroy(c), 'destroy -input=false -no-color -auto-approve'],
    ['fmtCheck', (c) => fmtCheck(c), 'fmt -check -list=true -recursive -no-color'],
    ['fmt', (c) => fmt(c), 'fmt -list=true -recursive -no-color'],
  ])('%s never asks', async (_name, run, expected) => {
    await run(context(ECHO));
    expect(lines).toEqual([expected]);
  });

  it.each([
    ['nothing to do', 0, false],
    ['something to do', 2, true],
  ])('plan tells: %s', async (_name, code, changes) => {
    await expect(plan(context(`echo text; exit ${code}`))).resolves.toEqual({ changes, text: 'text\n' });
  });

  it('plan fails when Terraform does', async () => {
    await expect(plan(context('exit 1'))).rejects.toThrow(/terraform plan in .* failed with status 1/);
  });

  it('validate answers the findings with their places', async () => {
    const answer = {
      valid: false,
      diagnostics: [
        {
          severity: 'error',
          summary: 'Unsupported argument',
          detail: 'An argument named "x" is not expected here.',
          address: 'aws_vpc.this',
          range: { filename: 'network.tf', start: { line: 3, column: 1, byte: 9 } },
        },
        { severity: 'warning', summary: 'Deprecated' },
      ],
    };
    await expect(validate(context(`cat <<'E'\n${JSON.stringify(answer)}\nE\nexit 1`))).resolves.toEqual({
      valid: false,
      diagnostics: [
        {
          severity: 'error',
          summary: 'Unsupported argument',
          detail: 'An argument named "x" is not expected here.',
          address: 'aws_vpc.this',
          file: 'network.tf',
          line: 3,
        },
        { severity: 'warning', summary: 'Deprecated', detail: '' },
      ],
    });
  });

  it('validate of what is fine has no findings', async () => {
    await expect(validate(context(`echo '{"valid": true}'`))).resolves.toEqual({
      valid: true,
      diagnostics: [],
    });
  });

  it('fmtCheck lists the files that are not formatted', async () => {
    await expect(fmtCheck(context('echo a.tf; echo sub/b.tf; exit 3'))).resolves.toEqual([
      'a.tf',
      'sub/b.tf',
    ]);
    await expect(fmtCheck(context('exit 2'))).rejects.toThrow('terraform fmt');
  });

  it('output gives the values, and prints none of them', async () => {
    const script = `echo '{"url": {"value": "http://x", "sensitive": false}, "key": {"value": {"a": 1}, "sensitive": true}}'`;
    await expect(output(context(script))).resolves.toEqual({ url: 'http://x', key: { a: 1 } });
    expect(lines).toEqual([]);
  });

  it('showPlan reads a saved plan', async () => {
    const json = { format_version: '1.2', resource_changes: [] };
    await expect(showPlan(context(`[ "$4" = p ] && echo '${JSON.stringify(json)}'`), 'p')).resolves.toEqual(
      json,
    );
  });

  it('stateList gives the addresses', async () => {
    await expect(stateList(context('echo aws_vpc.this; echo aws_subnet.a[0]'))).resolves.toEqual([
      'aws_vpc.this',
      'aws_subnet.a[0]',
    ]);
    await expect(stateList(context('exit 0'))).resolves.toEqual([]);
  });
});
