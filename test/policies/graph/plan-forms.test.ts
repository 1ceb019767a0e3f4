import type { Graph } from '../../../policies/graph/graph';
import { planGraph } from '../../../policies/graph/load-plan';
import type { JsonObject } from '../../../policies/graph/read-input';
import { isUnknown } from '../../../policies/graph/value';
import { RULES } from '../../../policies/rules/registry';
import { runRules } from '../../../policies/rules/run-rules';
import { found } from './support';

interface Planned {
  readonly address: string;
  readonly mode?: 'managed' | 'data';
  readonly index?: string | number;
  readonly values?: object;
  readonly [more: string]: unknown;
}

/** A resource as plans list it; type and name follow from the address. */
function resource({ address, mode = 'managed', values = {}, ...more }: Planned): object {
  const own = address.replace(/^(module\.[\w-]+(\[[^\]]*\])?\.)*/, '').replace(/^data\./, '');
  const [type = '', name = ''] = own.replace(/\[[^\]]*\]$/, '').split('.');
  return { address, mode, type, name, values, ...more };
}

function plan(parts: JsonObject): Graph {
  return planGraph({ format_version: '1.2', planned_values: { root_module: {} }, ...parts }, 'plan.json');
}

/** What a rule says, as `status address`. */
function verdicts(graph: Graph, id: string): readonly string[] {
  const rules = RULES.filter((rule) => rule.id === id);
  expect(rules).toHaveLength(1);
  return runRules(graph, rules).violations.map(
    ({ resource: one, outcome }) => `${outcome.status} ${one.address}`,
  );
}

const addresses = (graph: Graph): readonly string[] => graph.resources.map(({ address }) => address).sort();

const change = (address: string, actions: readonly string[], more: object = {}): object => ({
  address,
  mode: 'managed',
  type: address.split('.')[0],
  change: { actions, before: null, after: {}, after_unknown: {}, ...more },
});

describe('forms of a plan', () => {
  it('judges resources of modules within modules, with their indexes', () => {
    const queue = (address: string, encrypted: boolean) =>
      resource({ address, values: { sqs_managed_sse_enabled: encrypted, kms_master_key_id: null } });
    const graph = plan({
      planned_values: {
        root_module: {
          resources: [queue('aws_sqs_queue.root', true)],
          child_modules: [
            {
              address: 'module.a["x.y"]',
              child_modules: [
                {
                  address: 'module.a["x.y"].module.b[0]',
                  resources: [queue('module.a["x.y"].module.b[0].aws_sqs_queue.inner', false)],
                },
              ],
            },
          ],
        },
      },
    });

    expect(verdicts(graph, 'sqs-encryption-off')).toEqual([
      'fail module.a["x.y"].module.b[0].aws_sqs_queue.inner',
    ]);
  });

  it('does not judge what is deleted, forgotten, drifted, or managed in the prior state only', () => {
    const open = { sqs_managed_sse_enabled: false };
    const graph = plan({
      planned_values: { root_module: { resources: [resource({ address: 'aws_sqs_queue.kept' })] } },
      prior_state: {
        values: { root_module: { resources: [resource({ address: 'aws_sqs_queue.gone', values: open })] } },
      },
      resource_drift: [change('aws_sqs_queue.kept', ['update'], { after: open })],
      resource_changes: [
        change('aws_sqs_queue.kept', ['no-op']),
        change('aws_sqs_queue.gone', ['delete'], { before: open, after: null }),
        change('aws_sqs_queue.left', ['forget'], { before: open, after: null }),
      ],
    });

    expect(addresses(graph)).toEqual(['aws_sqs_queue.kept']);
    expect(verdicts(graph, 'sqs-encryption-off')).toEqual([]);
  });

  it.each([[['delete', 'create']], [['create', 'delete']]])('judges what takes the place: %j', (actions) => {
    const graph = plan({
      planned_values: {
        root_module: {
          resources: [resource({ address: 'aws_sqs_queue.q', values: { sqs_managed_sse_enabled: false } })],
        },
      },
      resource_changes: [
        change('aws_sqs_queue.q', actions, {
          before: { sqs_managed_sse_enabled: true },
          after: { sqs_managed_sse_enabled: false },
          after_unknown: { arn: true },
          replace_paths: [['name']],
        }),
      ],
    });

    expect(verdicts(graph, 'sqs-encryption-off')).toEqual(['fail aws_sqs_queue.q']);
    expect(isUnknown(found(graph, 'aws_sqs_queue.q').get('arn'))).toBe(true);
  });

  it('takes what is known after apply from the resource, not from a deposed one at its address', () => {
    const change_ = change('aws_sns_topic.t', ['create'], { after_unknown: { kms_master_key_id: true } });
    const deposed = { ...change('aws_sns_topic.t', ['delete'], { after: null }), deposed: 'c0ffee00' };
    const graph = plan({
      planned_values: {
        root_module: { resources: [resource({ address: 'aws_sns_topic.t', values: { name: 't' } })] },
      },
      resource_changes: [change_, deposed],
      configuration: {
        root_module: {
          resources: [
            {
              address: 'aws_sns_topic.t',
              mode: 'managed',
              type: 'aws_sns_topic',
              name: 't',
              expressions: { kms_master_key_id: { references: ['aws_kms_key.k.arn', 'aws_kms_key.k'] } },
            },
            { address: 'aws_kms_key.k', mode: 'managed', type: 'aws_kms_key', name: 'k', expressions: {} },
          ],
        },
      },
    });

    expect(isUnknown(found(graph, 'aws_sns_topic.t').get('kms_master_key_id'))).toBe(true);
    expect(verdicts(graph, 'sns-encryption')).toEqual([]);
  });

  it('judges sensitive values, which stand in the plan in clear', () => {
    const graph = plan({
      planned_values: {
        root_module: {
          resources: [
            resource({
              address: 'aws_db_instance.d',
              values: { engine: 'mysql', password: 'correct-horse' },
              sensitive_values: { password: true },
            }),
          ],
        },
      },
      resource_changes: [
        change('aws_db_instance.d', ['create'], {
          after_unknown: { id: true },
          after_sensitive: { password: true },
        }),
      ],
    });

    expect(found(graph, 'aws_db_instance.d').get('password')).toBe('correct-horse');
    expect(verdicts(graph, 'rds-password-literal')).toEqual(['fail aws_db_instance.d']);
  });

  it('reads data sources from the state before, and those that are read at apply from the plan', () => {
    const statement = (actions: readonly string[]) => ({
      statement: [{ effect: 'Allow', actions, resources: ['*'], principals: [], condition: [] }],
    });
    const graph = plan({
      planned_values: {
        root_module: {
          resources: [
            resource({
              address: 'data.aws_iam_policy_document.late',
              mode: 'data',
              values: statement(['*']),
            }),
          ],
        },
      },
      prior_state: {
        values: {
          root_module: {
            resources: [
              resource({
                address: 'data.aws_iam_policy_document.early',
                mode: 'data',
                values: statement(['*']),
              }),
              resource({
                address: 'data.aws_iam_policy_document.narrow',
                mode: 'data',
                values: statement(['s3:ListAllMyBuckets']),
              }),
            ],
          },
        },
      },
    });

    expect([...verdicts(graph, 'iam-no-admin')].sort()).toEqual([
      'fail data.aws_iam_policy_document.early',
      'fail data.aws_iam_policy_document.late',
    ]);
  });

  it('finds the document of each key, where the plan names only the data source and each.key', () => {
    const document = (key: string, action: string) =>
      resource({
        address: `data.aws_iam_policy_document.d["${key}"]`,
        mode: 'data',
        index: key,
        values: { statement: [{ effect: 'Allow', actions: [action], resources: ['*'] }] },
      });
    const policy = (key: string) =>
      resource({ address: `aws_iam_role_policy.p["${key}"]`, index: key, values: { role: 'r' } });
    const graph = plan({
      planned_values: {
        root_module: {
          resources: [document('a', '*'), document('b', 's3:ListAllMyBuckets'), policy('a'), policy('b')],
        },
      },
      resource_changes: ['a', 'b'].map((key) =>
        change(`aws_iam_role_policy.p["${key}"]`, ['create'], { after_unknown: { policy: true } }),
      ),
      configuration: {
        root_module: {
          resources: [
            {
              address: 'aws_iam_role_policy.p',
              mode: 'managed',
              type: 'aws_iam_role_policy',
              name: 'p',
              expressions: { policy: { references: ['data.aws_iam_policy_document.d', 'each.key'] } },
              for_each_expression: { references: ['local.keys'] },
            },
            {
              address: 'data.aws_iam_policy_document.d',
              mode: 'data',
              type: 'aws_iam_policy_document',
              name: 'd',
              expressions: {},
              for_each_expression: { references: ['local.keys'] },
            },
          ],
        },
      },
    });

    expect(verdicts(graph, 'iam-no-admin')).toContain('fail aws_iam_role_policy.p["a"]');
    expect(verdicts(graph, 'iam-no-admin').filter((line) => line.includes('"b"'))).toEqual([]);
  });

  it('knows the region of each provider alias, through modules too', () => {
    const configured = (address: string, key: string) => ({
      address,
      mode: 'managed',
      type: 'aws_sqs_queue',
      name: address.split('.')[1],
      provider_config_key: key,
      expressions: {},
    });
    const graph = plan({
      variables: { second: { value: 'us-east-1' } },
      planned_values: {
        root_module: {
          resources: [resource({ address: 'aws_sqs_queue.here', values: { name: 'here' } })],
          child_modules: [
            {
              address: 'module.m',
              resources: [resource({ address: 'module.m.aws_sqs_queue.there', values: { name: 'there' } })],
            },
          ],
        },
      },
      configuration: {
        provider_config: {
          aws: { name: 'aws', expressions: { region: { constant_value: 'eu-central-1' } } },
          'aws.second': {
            name: 'aws',
            alias: 'second',
            expressions: { region: { references: ['var.second'] } },
          },
        },
        root_module: {
          resources: [configured('aws_sqs_queue.here', 'aws')],
          module_calls: { m: { module: { resources: [configured('aws_sqs_queue.there', 'aws.second')] } } },
        },
      },
    });

    expect(graph.arn(found(graph, 'aws_sqs_queue.here'))).toContain(':eu-central-1:');
    expect(graph.arn(found(graph, 'module.m.aws_sqs_queue.there'))).toContain(':us-east-1:');
  });

  it('does not pass what is known only after apply', () => {
    const graph = plan({
      planned_values: {
        root_module: {
          resources: [
            resource({
              address: 'aws_security_group_rule.r',
              values: { type: 'ingress', from_port: 22, to_port: 22, protocol: 'tcp' },
            }),
          ],
        },
      },
      resource_changes: [
        change('aws_security_group_rule.r', ['create'], { after_unknown: { cidr_blocks: true } }),
      ],
      configuration: {
        root_module: {
          resources: [
            {
              address: 'aws_security_group_rule.r',
              mode: 'managed',
              type: 'aws_security_group_rule',
              name: 'r',
              expressions: { cidr_blocks: { references: ['local.offices'] } },
            },
          ],
        },
      },
    });

    expect(verdicts(graph, 'network-no-open-ssh')).toEqual(['unknown aws_security_group_rule.r']);
  });

  it('judges a list of which one item is known', () => {
    const graph = plan({
      planned_values: {
        root_module: {
          resources: [
            resource({
              address: 'aws_security_group_rule.r',
              values: {
                type: 'ingress',
                from_port: 22,
                to_port: 22,
                protocol: 'tcp',
                cidr_blocks: ['0.0.0.0/0', null],
              },
            }),
          ],
        },
      },
      resource_changes: [
        change('aws_security_group_rule.r', ['create'], { after_unknown: { cidr_blocks: [false, true] } }),
      ],
    });

    expect(verdicts(graph, 'network-no-open-ssh')).toContain('fail aws_security_group_rule.r');
  });

  it('takes a state, and a plan of which only the values were kept', () => {
    const values = {
      root_module: {
        resources: [resource({ address: 'aws_sqs_queue.q', values: { sqs_managed_sse_enabled: false } })],
      },
    };
    const state = planGraph({ format_version: '1.0', terraform_version: '1.9.0', values }, 'state.json');
    const kept = planGraph({ planned_values: values }, 'plan.json');

    for (const graph of [state, kept])
      expect(verdicts(graph, 'sqs-encryption-off')).toEqual(['fail aws_sqs_queue.q']);
  });

  it.each<[string, JsonObject]>([
    ['an empty plan', { planned_values: {} }],
    [
      'changes of a wrong type',
      { planned_values: { root_module: {} }, resource_changes: [7, null, { change: 1 }] },
    ],
    [
      'no configuration',
      { planned_values: { root_module: { resources: [resource({ address: 'aws_vpc.v' })] } } },
    ],
    [
      'values of a wrong type',
      { planned_values: { root_module: { resources: [resource({ address: 'aws_vpc.v', values: [1] })] } } },
    ],
  ])('is not upset by %s', (_, parts) => {
    const graph = plan(parts);

    expect(
      runRules(graph, RULES).violations.filter(({ outcome }) => /could not judge/.test(outcome.message)),
    ).toEqual([]);
  });
});
