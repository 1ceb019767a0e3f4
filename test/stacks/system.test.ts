import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import type { FunctionContract } from '../../functions/shared/contract';
import { contracts } from '../../stacks/contracts';
import { environmentNames, loadEnvironment, validateEnvironment } from '../../stacks/environments/load';
import type { EnvironmentConfig } from '../../stacks/environments/schema';
import { defineSystem } from '../../stacks/system';
import { Synthesized } from '../support/synth';

const root = join(__dirname, '..', '..');
const folders = readdirSync(join(root, 'functions'), { withFileTypes: true })
  .filter(
    (entry) =>
      entry.isDirectory() && readdirSync(join(root, 'functions', entry.name)).includes('contract.ts'),
  )
  .map(({ name }) => name)
  .filter((name) => name !== 'shared')
  .sort();
const artefacts = {
  functions: Object.fromEntries(
    folders.map((name) => [
      name,
      { file: `${name}.zip`, sha256Base64: Buffer.alloc(32, name).toString('base64') },
    ]),
  ),
};

function synthesizeSystem(
  environment: EnvironmentConfig,
  deployed: readonly FunctionContract[] = contracts,
): Readonly<Record<string, Synthesized>> {
  const app = new App({ outdir: '.build/test-synth' });
  defineSystem(app, environment, artefacts, deployed);
  const stacks = app.node.children.filter((child): child is TerraformStack => TerraformStack.isStack(child));
  for (const stack of stacks) stack.prepareStack();
  return Object.fromEntries(
    stacks.map((stack) => {
      stack.runAllValidations();
      return [stack.node.id, new Synthesized(stack.toTerraform())];
    }),
  );
}

const services = (system: Readonly<Record<string, Synthesized>>): string[] =>
  Object.values(system['access']?.resources('aws_vpc_endpoint') ?? {})
    .map((endpoint) => String(endpoint['service_name']))
    .sort();

describe('the contracts', () => {
  it('are those of the folders, each under its own name', () => {
    expect(contracts.map(({ name }) => name).sort()).toEqual(folders);
  });

  it.each(contracts.map((contract) => [contract.name, contract] as const))(
    '%s is named as its folder',
    (name) => {
      expect(readFileSync(join(root, 'functions', name, 'contract.ts'), 'utf8')).toContain(`name: '${name}'`);
    },
  );
});

describe.each(environmentNames)('the system in %s', (name) => {
  const system = synthesizeSystem(loadEnvironment(name));

  it('has four stacks', () => {
    expect(Object.keys(system)).toEqual(['network', 'data', 'access', 'deposits']);
  });

  it('has the addresses that its state knows: renaming a construct moves or replaces its resource', () => {
    const addresses = Object.entries(system).flatMap(([stack, { json }]) =>
      Object.entries((json['resource'] ?? {}) as Record<string, object>).flatMap(([type, blocks]) =>
        Object.keys(blocks).map((id) => `${stack} ${type}.${id}`),
      ),
    );
    expect(`${addresses.sort().join('\n')}\n`).toEqual(
      golden(`addresses-${name}.txt`, `${addresses.sort().join('\n')}\n`),
    );
  });

  it('places every function in the VPC, in a group without inline rules, with a role of its own', () => {
    const deposits = system['deposits'];
    const functions = Object.values(deposits?.resources('aws_lambda_function') ?? {});
    expect(functions).toHaveLength(folders.length);
    const roles = functions.map((block) => block['role']);
    expect(new Set(roles).size).toBe(functions.length);
    for (const block of functions) {
      expect(block['vpc_config']).toMatchObject({
        subnet_ids: expect.any(Array),
        security_group_ids: [expect.any(String)],
      });
    }
    for (const group of Object.values(deposits?.resources('aws_security_group') ?? {})) {
      expect(group).not.toHaveProperty('ingress');
      expect(group).not.toHaveProperty('egress');
    }
  });

  it('opens no function and no endpoint to the whole internet', () => {
    const stacks = [system['access'], system['deposits']].filter((stack) => stack !== undefined);
    const rules = stacks.flatMap((stack) => [
      ...Object.values(stack.resources('aws_vpc_security_group_egress_rule')),
      ...Object.values(stack.resources('aws_vpc_security_group_ingress_rule')),
    ]);
    expect(rules.length).toBeGreaterThan(4);
    expect(rules.filter((rule) => rule['cidr_ipv4'] === '0.0.0.0/0' || rule['cidr_ipv6'] === '::/0')).toEqual(
      [],
    );
  });

  it('has endpoints for just the services that contracts reach', () => {
    const region = loadEnvironment(name).region;
    const expected = ['dynamodb', 'events', 'rds-data', 'secretsmanager'];
    if (loadEnvironment(name).api.exposure === 'private') expected.push('execute-api');
    expect(services(system)).toEqual(expected.map((service) => `com.amazonaws.${region}.${service}`).sort());
  });
});

describe('one declaration', () => {
  it('the last user of a service takes its endpoint, its rules and its permission along', () => {
    // GIVEN no function publishes events any more
    const without = contracts.map((contract) => ({
      ...contract,
      uses: Object.fromEntries(Object.entries(contract.uses).filter(([, use]) => use.kind !== 'event-bus')),
    }));
    // WHEN
    const system = synthesizeSystem(loadEnvironment('dev'), without);
    // THEN
    expect(services(system).filter((service) => service.endsWith('.events'))).toEqual([]);
    expect(JSON.stringify(system['deposits']?.json)).not.toContain('events:PutEvents');
    expect(JSON.stringify(system['deposits']?.json)).not.toMatch(
      /DEPOSITS_BUS_NAME|to-deposits-dev-endpoint-events/,
    );
  });

  it('a contract for an unknown resource is refused with the names that there are', () => {
    const [first, ...others] = contracts;
    if (!first) throw new Error('no contracts');
    const wrong = { ...first, uses: { legder: { kind: 'database', access: 'read' } as const } };
    expect(() => synthesizeSystem(loadEnvironment('dev'), [wrong, ...others])).toThrow(
      /contract-resource-unknown.*legder.*ledger/s,
    );
  });
});

describe('a network of somebody else', () => {
  const shared = {
    mode: 'shared',
    vpcId: 'vpc-0123456789abcdef0',
    vpcCidr: '10.0.0.0/16',
    zones: ['eu-central-1a', 'eu-central-1b'],
    internetEgress: false,
    privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    isolatedSubnetIds: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
  };
  const attached = {
    mode: 'attached',
    vpc: { id: 'vpc-0123456789abcdef0', cidr: '10.0.0.0/16' },
    subnetSpace: '10.0.64.0/18',
    occupied: [],
    zones: ['eu-central-1a', 'eu-central-1b'],
    egress: { kind: 'endpoints-only' },
    flowLogs: false,
  };
  const withNetwork = (network: object): EnvironmentConfig =>
    validateEnvironment({ ...loadEnvironment('dev'), network }, 'test');

  it('that is shared gets no endpoint, subnet, route or VPC from us: what is needed is looked up', () => {
    const system = synthesizeSystem(withNetwork(shared));
    const made = Object.values(system).flatMap(({ json }) => Object.keys((json['resource'] ?? {}) as object));
    for (const type of [
      'aws_vpc',
      'aws_subnet',
      'aws_route',
      'aws_route_table',
      'aws_vpc_endpoint',
      'aws_nat_gateway',
    ]) {
      expect(made).not.toContain(type);
    }
    expect(Object.keys(system['deposits']?.data('aws_vpc_endpoint') ?? {})).toHaveLength(4);
  });

  it('that is attached keeps its VPC: subnets are made in it, the VPC is not', () => {
    const system = synthesizeSystem(withNetwork(attached));
    expect(system['network']?.resources('aws_vpc')).toEqual({});
    expect(Object.keys(system['network']?.resources('aws_subnet') ?? {})).toHaveLength(4);
  });
});

/** The file's content; UPDATE_GOLDEN=1 writes it anew. */
function golden(file: string, actual: string): string {
  const path = join(root, 'test', 'golden', file);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(path, actual);
  return readFileSync(path, 'utf8');
}
