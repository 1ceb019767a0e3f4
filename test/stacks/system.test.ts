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

/** The log groups that the policy of a key admits, by the key's reference in one of the stacks. */
function admittedLogGroups(
  system: Readonly<Record<string, Synthesized>>,
  stack: string,
  keyReference: string,
): readonly string[] {
  const shared = /terraform_remote_state\.(\w+)\.outputs\.(?:data\.|messaging\.)?(\w+)\.key_arn/.exec(
    keyReference,
  );
  const owner = system[shared?.[1] ?? stack];
  const id = shared ? `${shared[2]}_key` : /aws_kms_key\.(\w+)\.arn/.exec(keyReference)?.[1];
  const key = owner?.resources('aws_kms_key')[id ?? ''];
  if (!owner || !key) throw new Error(`no key behind ${keyReference}`);
  return owner
    .statements(key['policy'])
    .flatMap(({ condition }) => (condition ?? []) as readonly { variable: string; values: string[] }[])
    .filter(({ variable }) => variable === 'kms:EncryptionContext:aws:logs:arn')
    .flatMap(({ values }) => values.map((arn) => arn.replace(/^.*:log-group:/, '')));
}

function globToRegExp(glob: string): RegExp {
  return new RegExp(`^${glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
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

  it('has six stacks, each after those that it reads', () => {
    expect(Object.keys(system)).toEqual(['network', 'data', 'messaging', 'access', 'deposits', 'operations']);
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

  it('gives the one function that calls a partner a way to the internet, and nothing else', () => {
    const stacks = [system['access'], system['deposits']].filter((stack) => stack !== undefined);
    const rules = stacks.flatMap((stack) => [
      ...Object.values(stack.resources('aws_vpc_security_group_egress_rule')),
      ...Object.values(stack.resources('aws_vpc_security_group_ingress_rule')),
    ]);
    expect(rules.length).toBeGreaterThan(4);
    const { host } = new URL(loadEnvironment(name).partner.url);
    const open = rules.filter(
      ({ cidr_ipv4, cidr_ipv6 }) => cidr_ipv4 === '0.0.0.0/0' || cidr_ipv6 === '::/0',
    );
    expect(open).toEqual([
      expect.objectContaining({ from_port: 443, to_port: 443, description: expect.stringContaining(host) }),
    ]);
    const group = String(open[0]?.['security_group_id']);
    const members = Object.values(system['deposits']?.resources('aws_lambda_function') ?? {}).filter(
      (block) => JSON.stringify(block['vpc_config']).includes(group),
    );
    expect(members.map((block) => block['function_name'])).toEqual([`deposits-${name}-notify-partner`]);
    expect(JSON.stringify(members[0]?.['vpc_config'])).toContain('.egress');
  });

  it('resolves no name on the internet but the partner, and none of other AWS regions', () => {
    const lists = Object.values(
      system['network']?.resources('aws_route53_resolver_firewall_domain_list') ?? {},
    ).map(({ domains }) => domains as readonly string[]);
    const { environment, host } = {
      environment: loadEnvironment(name),
      host: new URL(loadEnvironment(name).partner.url).host,
    };
    expect(lists.flat().sort()).toEqual([`${host}.`, `*.${environment.region}.amazonaws.com.`, '*.'].sort());
  });

  it('encrypts each log group with a key whose policy names it: CloudWatch Logs would refuse to make it', () => {
    const groups = Object.entries(system).flatMap(([stack, blocks]) =>
      Object.values(blocks.resources('aws_cloudwatch_log_group')).map((group) => ({ stack, group })),
    );
    expect(groups.length).toBeGreaterThanOrEqual(folders.length + 3);
    for (const { stack, group } of groups) {
      const logGroup = String(group['name']).replace(/\$\{[^}]*\}/g, 'id');
      const patterns = admittedLogGroups(system, stack, String(group['kms_key_id']));
      expect([logGroup, patterns.some((pattern) => globToRegExp(pattern).test(logGroup))]).toEqual([
        logGroup,
        true,
      ]);
    }
  });

  it('calls functions through their alias by reference: after it is made, and after it has moved', () => {
    const deposits = system['deposits'];
    const callers = ['aws_lambda_permission', 'aws_lambda_invocation'].flatMap((type) =>
      Object.values(deposits?.resources(type) ?? {}),
    );
    expect(callers.length).toBeGreaterThanOrEqual(4);
    for (const { qualifier } of callers) expect(qualifier).toMatch(/^\$\{aws_lambda_alias\.\w+\.name\}$/);
  });

  it('has endpoints for just the services that contracts reach', () => {
    const region = loadEnvironment(name).region;
    const expected = ['dynamodb', 'events', 'rds-data', 'rekognition', 's3', 'secretsmanager', 'states'];
    if (loadEnvironment(name).api.exposure === 'private') expected.push('execute-api');
    expect(services(system)).toEqual(expected.map((service) => `com.amazonaws.${region}.${service}`).sort());
  });
});

describe('a private API', () => {
  it('is called through its endpoint by roles of the account: the sessions of a role have its ARN', () => {
    const access = synthesizeSystem(loadEnvironment('prod'))['access'];
    const endpoint = access?.resources('aws_vpc_endpoint')['endpoints_execute_api'];
    expect(access?.statements(endpoint?.['policy'])).toEqual([
      expect.objectContaining({
        actions: ['execute-api:Invoke'],
        condition: [
          { test: 'ArnEquals', variable: 'aws:PrincipalArn', values: ['arn:aws:iam::777788889999:role/*'] },
        ],
      }),
    ]);
  });
});

describe('one declaration', () => {
  it('a function that joins or leaves a security group does not replace it', () => {
    // GIVEN two functions of one profile
    const environment = loadEnvironment('dev');
    const id = 'reach_rds_data_secretsmanager_14a665c8_group';
    const groupOf = (deployed: readonly FunctionContract[]) =>
      synthesizeSystem(environment, deployed)['deposits']?.resources('aws_security_group')[id];
    // WHEN one of them goes
    const { depends_on: _before, ...before } = groupOf(contracts) ?? {};
    const { depends_on: _after, ...after } =
      groupOf(contracts.filter(({ name }) => name !== 'rotate-secret')) ?? {};
    // THEN nothing changes that AWS cannot change in place
    expect(before).toMatchObject({ description: 'Functions that reach rds-data, secretsmanager' });
    expect(after).toEqual(before);
  });

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
    egressSubnetIds: ['subnet-0123456789abcdef4', 'subnet-0123456789abcdef5'],
    privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    isolatedSubnetIds: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
  };
  const attached = {
    mode: 'attached',
    vpc: { id: 'vpc-0123456789abcdef0', cidr: '10.0.0.0/16' },
    subnetSpace: '10.0.64.0/18',
    occupied: [],
    zones: ['eu-central-1a', 'eu-central-1b'],
    egress: { kind: 'nat-gateway', placement: 'single', inspected: false },
    filterWholeVpc: true,
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
    expect(Object.keys(system['deposits']?.data('aws_vpc_endpoint') ?? {})).toHaveLength(7);
  });

  it('that is attached keeps its VPC: subnets are made in it, the VPC is not', () => {
    const system = synthesizeSystem(withNetwork(attached));
    expect(system['network']?.resources('aws_vpc')).toEqual({});
    // Private, isolated egress and public subnets in two zones.
    expect(Object.keys(system['network']?.resources('aws_subnet') ?? {})).toHaveLength(8);
  });

  it('without a way out it is refused, with the function that needs one', () => {
    const closed = { ...attached, egress: { kind: 'endpoints-only' } };
    expect(() => synthesizeSystem(withNetwork(closed))).toThrow(
      /notify-partner.*function-internet-unreachable/s,
    );
  });
});

/** The file's content; UPDATE_GOLDEN=1 writes it anew. */
function golden(file: string, actual: string): string {
  const path = join(root, 'test', 'golden', file);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(path, actual);
  return readFileSync(path, 'utf8');
}
