import { join } from 'node:path';
import { loadGraph } from '../../../policies/graph/load';
import { loadPlan, planGraph } from '../../../policies/graph/load-plan';
import type { JsonObject } from '../../../policies/graph/read-input';
import { isUnknown } from '../../../policies/graph/value';
import { FIXTURES, found, inDirectory, inputError } from './support';

describe('a plan', () => {
  const graph = loadPlan(join(FIXTURES, 'terraform/everything.plan.json'));

  it('says of an unknown value what it follows from, and does not take it for that', () => {
    const subnet = found(graph, 'module.network.aws_subnet.private["eu-central-1a"]');
    const vpcId = subnet.get('vpc_id');

    expect(isUnknown(vpcId) && vpcId.reason).toBe(
      'vpc_id is known after apply: it follows from module.network.aws_vpc.main.id',
    );
    expect(graph.referred(vpcId)?.address).toBe('module.network.aws_vpc.main');
    // The expression could be more than the reference: no two such values have the same text.
    const other = found(graph, 'module.network.aws_subnet.private["eu-central-1b"]').get('vpc_id');
    expect(graph.text(vpcId)).not.toBe(graph.text(other));
  });

  it('leads references through modules, outputs, variables and for_each to the instance', () => {
    const to = (address: string, path: string): unknown =>
      found(graph, address)
        .referencesAt(path)
        .map(({ target, attribute, exact }) => [target, attribute, exact]);

    expect(to('aws_security_group.web', 'vpc_id')).toEqual([['module.network.aws_vpc.main', 'id', true]]);
    expect(to('module.queue["orders"].aws_iam_role_policy.send', 'policy')).toEqual([
      ['module.queue["orders"].aws_sqs_queue.main', 'arn', true],
    ]);
    expect(to('module.queue["orders"].aws_iam_role_policy.send', 'role')).toEqual([
      ['aws_iam_role.worker', 'name', true],
    ]);
    expect(to('module.network.aws_route_table_association.private["eu-central-1b"]', 'subnet_id')).toEqual([
      ['module.network.aws_subnet.private["eu-central-1b"]', 'id', true],
    ]);
    expect(to('aws_s3_bucket_policy.files[1]', 'bucket')).toEqual([['aws_s3_bucket.files[1]', '', true]]);
  });

  it('has the same references both ways', () => {
    const referrals = graph.referencesTo(found(graph, 'aws_iam_role.worker'));

    expect(referrals.map(({ from, path }) => [from.address, path]).sort()).toEqual([
      ['aws_iam_role_policy.work', 'role'],
      ['module.queue["orders"].aws_iam_role_policy.send', 'role'],
      ['module.queue["payments"].aws_iam_role_policy.send', 'role'],
    ]);
  });

  it('reads a policy through the data source, where the plan knows only that', () => {
    const [document] = graph.policyDocuments(found(graph, 'aws_iam_role_policy.work'));

    expect(document?.statements.map(({ sid, resource, path }) => [sid, resource, path])).toEqual([
      ['Logs', 'data.aws_iam_policy_document.base', 'statement[0]'],
      ['ReadFiles', 'data.aws_iam_policy_document.work', 'statement[0]'],
      ['SendOrders', 'data.aws_iam_policy_document.work', 'statement[1]'],
      ['SendPayments', 'data.aws_iam_policy_document.work', 'statement[2]'],
    ]);
  });

  it('keeps a document that is wholly unknown, with the reason', () => {
    const [document] = graph.policyDocuments(found(graph, 'module.queue["orders"].aws_iam_role_policy.send'));

    expect(document).toMatchObject({ path: 'policy', statements: [] });
    expect(document?.unknown?.reason).toContain('module.queue["orders"].aws_sqs_queue.main.arn');
  });

  it('composes ARNs from the provider and the name', () => {
    expect(graph.arn(found(graph, 'module.queue["payments"].aws_sqs_queue.main'))).toBe(
      'arn:aws:sqs:eu-central-1:000000000000:acme-staging-payments.fifo',
    );
    expect(graph.arn(found(graph, 'aws_s3_bucket.files[0]'))).toBe('arn:aws:s3:::acme-staging-files-001');
  });

  it('loads 12,000 resources and all their references within a second, and does not slow down with their number', () => {
    const cpu = (functions: number): number => {
      const text = JSON.stringify(largePlan(functions));
      const start = process.cpuUsage();
      const large = planGraph(JSON.parse(text) as JsonObject, 'large.json');
      const role = found(large, 'aws_iam_role.r1');
      expect(large.referencesTo(role)).toHaveLength(2);
      expect(large.resources).toHaveLength(functions * 4);
      expect(large.policyDocuments(found(large, 'aws_iam_role_policy.p1'))).toHaveLength(1);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1e6;
    };
    cpu(300);

    expect(cpu(3_000)).toBeLessThan(2);
  });

  describe('that is broken', () => {
    it.each([
      ['cut off', '{ "format_version": "1.2",\n "planned_values": {', /^plan\.json:2:21: not JSON/],
      ['empty', '', /^plan\.json:1:1: not JSON/],
      ['a list', '[]', /^plan\.json:1:1: not a JSON object/],
      ['something else', '{"a": 1}', /^plan\.json:1: is neither a plan/],
      [
        'a resource without an address',
        '{"format_version":"1.2","planned_values":{"root_module":{"resources":[{"type":"x"}]}}}',
        /^plan\.json: a resource of the root module has no address/,
      ],
      [
        'a resource that is none',
        '{"format_version":"1.2","planned_values":{"root_module":{"resources":[7]}}}',
        /^plan\.json: the resources of the root module are not objects/,
      ],
    ])('names file and position: %s', async (_, text, message) => {
      const error = await inDirectory({ 'plan.json': text }, (path) =>
        inputError(() => loadGraph(join(path, 'plan.json'))),
      );

      expect(error.message).toMatch(message);
    });

    it('is told when it does not exist', async () => {
      expect((await inputError(() => loadGraph('no/such/plan.json'))).message).toBe(
        'no/such/plan.json: does not exist',
      );
    });
  });
});

/** As many functions, each with a role, a policy and a group, as a plan before the first apply has them. */
function largePlan(functions: number): unknown {
  const resources: unknown[] = [];
  const changes: unknown[] = [];
  const configured: unknown[] = [];
  const add = (type: string, name: string, values: object, unknown: object, expressions: object): void => {
    const address = `${type}.${name}`;
    resources.push({ address, mode: 'managed', type, name, values });
    changes.push({ address, change: { actions: ['create'], after: values, after_unknown: unknown } });
    configured.push({ address, mode: 'managed', type, name, provider_config_key: 'aws', expressions });
  };
  const policy = JSON.stringify({
    Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: '*' }],
  });
  for (let i = 0; i < functions; i += 1) {
    add(
      'aws_iam_role',
      `r${i}`,
      { name: `role-${i}` },
      { arn: true, id: true },
      { name: { constant_value: `role-${i}` } },
    );
    add(
      'aws_iam_role_policy',
      `p${i}`,
      { policy },
      { id: true, role: true },
      { role: { references: [`aws_iam_role.r${i}.id`, `aws_iam_role.r${i}`] } },
    );
    add('aws_security_group', `g${i}`, { name: `group-${i}`, ingress: [] }, { id: true }, {});
    add(
      'aws_lambda_function',
      `f${i}`,
      { function_name: `f-${i}`, vpc_config: [{}] },
      { role: true, vpc_config: [{ security_group_ids: true }] },
      {
        role: { references: [`aws_iam_role.r${i}.arn`, `aws_iam_role.r${i}`] },
        vpc_config: [
          { security_group_ids: { references: [`aws_security_group.g${i}.id`, `aws_security_group.g${i}`] } },
        ],
      },
    );
  }
  return {
    format_version: '1.2',
    planned_values: { root_module: { resources } },
    resource_changes: changes,
    configuration: { root_module: { resources: configured } },
  };
}
