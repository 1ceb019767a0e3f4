import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { buildSync } from 'esbuild';
import { deterministicZip } from '../../tools/bundling/zip';
import { applySystem, destroySystem, planSystem, type Terraform } from '../../tools/deploy/deploy-system';
import { type EmulatorSession, startEmulatorSession } from '../../tools/deploy/emulator-session';
import { repositoryRoot, typescriptBundle } from '../../tools/repository';
import type { SynthesizedSystem } from '../../tools/synth/synthesize-system';
import { findTerraform } from '../../tools/terraform/find-terraform';
import { apply, init, output, plan, stateList } from '../../tools/terraform/terraform-commands';

const STACKS = ['network', 'keeper'] as const;

/**
 * A VPC that a network team made with plain Terraform, and our network, function and call in it: attached by id, attached
 * by tags, and in subnets that the team shares.
 */
describe("in an organisation's VPC", () => {
  let directory: string;
  let session: EmulatorSession;
  let terraform: Terraform;
  let organisation: Terraform & { directory: string };
  let ids: { vpc_id: string; private_subnet_ids: string[]; isolated_subnet_ids: string[] };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-organisation-'));
    session = await startEmulatorSession();
    const binary = (await findTerraform())?.path ?? '';
    terraform = { binary, env: session.env };
    organisation = { ...terraform, directory: join(directory, 'organisation') };
    mkdirSync(organisation.directory);
    cpSync(join(__dirname, 'organisation', 'main.tf'), join(organisation.directory, 'main.tf'));
    await init(organisation);
    await apply(organisation);
    ids = (await output(organisation)) as typeof ids;
  });
  afterAll(async () => {
    await session?.emulator.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const attached = (vpc: object) => ({
    mode: 'attached',
    vpc: { ...vpc, cidr: '10.64.0.0/16' },
    subnetSpace: '10.64.64.0/18',
    occupied: ['10.64.120.0/22'],
    zones: ['eu-central-1a', 'eu-central-1b'],
    egress: { kind: 'nat-gateway', placement: 'single', inspected: false },
    filterWholeVpc: true,
    flowLogs: false,
  });
  const shared = () => ({
    mode: 'shared',
    vpcId: ids.vpc_id,
    vpcCidr: '10.64.0.0/16',
    zones: ['eu-central-1a', 'eu-central-1b'],
    egressSubnetIds: [],
    privateSubnetIds: ids.private_subnet_ids,
    isolatedSubnetIds: ids.isolated_subnet_ids,
  });

  it.each([
    ['attached by id', () => attached({ id: ids.vpc_id })],
    ['attached by tags', () => attached({ tags: { Owner: 'network-team' } })],
    ['shared', shared],
  ])('%s: applied, planned empty, called, destroyed, and the VPC as it was', async (name, network) => {
    // GIVEN
    const system = synthesize(join(directory, name.replaceAll(' ', '-')), network());
    // WHEN
    await applySystem(system, { terraform });
    // THEN a second plan is empty
    const plans = await planSystem(system, { terraform });
    expect(
      [...plans].filter(([, { changes }]) => changes).map(([stack, { text }]) => `${stack}\n${text}`),
    ).toEqual([]);
    // AND the function runs in it and reaches what it was granted
    expect(await call({ pk: name })).toEqual({ stored: name });
    // AND nothing was made that is not ours to make
    const made = await resources(system);
    expect(made.some((address) => /^aws_vpc\./.test(address))).toBe(false);
    if (name === 'shared') {
      expect(
        made.filter((address) =>
          /^aws_(subnet|route|route_table|nat_gateway|vpc_endpoint|internet_gateway)\./.test(address),
        ),
      ).toEqual([]);
    } else {
      expect(made.filter((address) => address.startsWith('aws_subnet.'))).toHaveLength(8);
      expect(made.filter((address) => address.startsWith('aws_vpc_endpoint.'))).toHaveLength(1);
    }
    // AND after the destroy nothing of ours is left, and the VPC is as its owner made it
    await destroySystem(system, { terraform });
    expect(await resources(system)).toEqual([]);
    expect(await plan(organisation)).toMatchObject({ changes: false });
  });

  it('refuses a VPC whose range is not the declared one, in the plan', async () => {
    const wrong = { ...attached({ id: ids.vpc_id }), subnetSpace: '10.65.64.0/18', occupied: [] };
    const network = { ...wrong, vpc: { id: ids.vpc_id, cidr: '10.65.0.0/16' } };
    const system = synthesize(join(directory, 'wrong-range'), network);
    await expect(applySystem(system, { terraform })).rejects.toThrow(/10\.65\.0\.0\/16/);
  });

  it('refuses shared subnets without the endpoint that the function needs, in the plan', async () => {
    // GIVEN the network team takes its endpoint away
    await apply({ ...organisation, env: { ...session.env, TF_VAR_with_endpoints: 'false' } });
    const system = synthesize(join(directory, 'no-endpoint'), shared());
    // THEN
    await expect(applySystem(system, { terraform })).rejects.toThrow(/required[-_]endpoint[-_]dynamodb/);
  });

  /** Runs the test's application for the network, as the CLI runs the system's. */
  function synthesize(out: string, network: object): SynthesizedSystem {
    mkdirSync(join(out, 'functions'), { recursive: true });
    writeFileSync(join(out, 'functions', 'keeper.zip'), deterministicZip({ 'index.js': bundledHandler() }));
    const config = join(out, 'environment.json');
    writeFileSync(config, JSON.stringify({ extends: 'emulator', network }));
    execFileSync(process.execPath, [typescriptBundle('test/e2e/organisation/app.ts', { standalone: true })], {
      env: { ...process.env, CDKTF_OUTDIR: out, VPC_LAMBDA_ENV: config },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const stacks = STACKS.map((name) => ({
      name,
      jsonDirectory: join(out, 'stacks', name),
      hclDirectory: '',
      dependencies: STACKS.slice(0, STACKS.indexOf(name)),
      blocks: Object.keys(JSON.parse(readFileSync(join(out, 'stacks', name, 'cdk.tf.json'), 'utf8'))).length,
    }));
    return { out, stacks, functions: ['keeper'], digest: '' };
  }

  async function call(event: object): Promise<unknown> {
    const { emulator } = session;
    const client = new LambdaClient({
      endpoint: emulator.endpoint,
      region: session.env['AWS_REGION'],
      credentials: emulator.credentials.operator,
    });
    const answer = await client.send(
      new InvokeCommand({
        FunctionName: 'deposits-emulator-keeper',
        Qualifier: 'live',
        Payload: Buffer.from(JSON.stringify(event)),
      }),
    );
    return JSON.parse(Buffer.from(answer.Payload ?? []).toString());
  }

  async function resources(system: SynthesizedSystem): Promise<string[]> {
    const lists = await Promise.all(
      system.stacks.map(({ jsonDirectory }) => stateList({ ...terraform, directory: jsonDirectory })),
    );
    return lists.flat().filter((address) => !address.startsWith('data.'));
  }
});

function bundledHandler(): Uint8Array {
  const { outputFiles } = buildSync({
    absWorkingDir: repositoryRoot,
    entryPoints: ['test/e2e/organisation/handler.ts'],
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote nothing');
  return file.contents;
}
