import type { Block } from './block';
import { type Change, change, type HarmlessKind } from './kind';
import { isJsonObject, type Json, type JsonObject } from './system-json';
import type { StatementView, SystemView } from './system-view';

/** The value replaced by another one, wherever an attribute of the type has one that the function takes. */
function replaced(
  id: string,
  type: string,
  path: readonly (string | number)[],
  by: (value: Json) => Json | undefined,
): HarmlessKind {
  return {
    id,
    changes: (view) =>
      view.all(type).flatMap((block) => {
        const before = block.get(...path);
        const after = before === undefined ? undefined : by(before);
        return after === undefined ? [] : [change(block, block.set(path, after))];
      }),
  };
}

const number = (by: (value: number) => number) => (value: Json) =>
  typeof value === 'number' ? by(value) : undefined;
const text = (by: (value: string) => string) => (value: Json) =>
  typeof value === 'string' ? by(value) : undefined;
const reversed = (value: Json) =>
  Array.isArray(value) && value.length > 1 ? [...value].reverse() : undefined;

function every(view: SystemView, by: (block: Block) => readonly Change[]): readonly Change[] {
  return view.blocks.flatMap(by);
}

function statements(view: SystemView, by: (statement: StatementView) => Json | undefined): readonly Change[] {
  return view.policies('grants', 'trust', 'boundary', 'endpoint', 'resource').flatMap((policy) => {
    const all = policy.statements.map((one) => by(one));
    if (all.every((one) => one === undefined)) return [];
    const next = policy.statements.flatMap((one, index): Json[] => {
      const made = all[index];
      if (made === undefined) return [one.body];
      return Array.isArray(made) ? [...(made as readonly Json[])] : [made];
    });
    return [change(policy.block, policy.block.set(['statement'], next))];
  });
}

function halves(statement: StatementView): Json | undefined {
  const { actions, body, sid } = statement;
  if (actions.length < 2) return undefined;
  const middle = Math.ceil(actions.length / 2);
  return [
    { ...body, actions: actions.slice(0, middle), sid: `${sid}One` },
    { ...body, actions: actions.slice(middle), sid: `${sid}Two` },
  ];
}

/** The same block as two texts, numbers and booleans written as strings: Terraform takes both. */
function asText(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      typeof one === 'number' || typeof one === 'boolean' ? String(one) : one,
    ]),
  );
}

/** Changes that make nothing weaker: nothing may be raised. */
export const HARMLESS_KINDS: readonly HarmlessKind[] = [
  {
    id: 'another-tag',
    changes: (view) =>
      every(view, (block) =>
        isJsonObject(block.get('tags')) ? [change(block, block.set(['tags', 'CostCentre'], '4711'))] : [],
      ),
  },
  {
    id: 'name-tag-changed',
    changes: (view) =>
      every(view, (block) => {
        const name = block.get('tags', 'Name');
        return typeof name === 'string' ? [change(block, block.set(['tags', 'Name'], `${name}-2`))] : [];
      }),
  },
  {
    id: 'description-changed',
    changes: (view) =>
      every(view, (block) => {
        const old = block.get('description');
        return typeof old === 'string'
          ? [change(block, block.set(['description'], `${old} (see the handbook)`))]
          : [];
      }),
  },
  {
    id: 'keys-in-another-order',
    changes: (view) =>
      every(view, (block) => [
        change(block, block.set([], Object.fromEntries(Object.entries(block.body).reverse()))),
      ]),
  },
  {
    id: 'values-as-text',
    changes: (view) =>
      every(view, (block) => {
        const after = asText(block.body);
        return JSON.stringify(after) === JSON.stringify(block.body)
          ? []
          : [change(block, block.set([], after))];
      }),
  },
  {
    id: 'comment',
    changes: (view) =>
      every(view, (block) => [change(block, block.set(['//', 'metadata', 'note'], 'approved in March'))]),
  },
  {
    id: 'kept-from-destruction',
    changes: (view) =>
      every(view, (block) =>
        block.section === 'resource' && block.type.startsWith('aws_s3_bucket')
          ? [change(block, block.set(['lifecycle', 'prevent_destroy'], true))]
          : [],
      ),
  },
  {
    id: 'statements-in-another-order',
    changes: (view) =>
      view
        .policies('grants', 'trust', 'boundary', 'endpoint', 'resource')
        .filter((policy) => policy.statements.length > 1)
        .map(({ block }) => change(block, block.set(['statement'], [...block.list('statement')].reverse()))),
  },
  {
    id: 'actions-in-another-order',
    changes: (view) =>
      statements(view, ({ actions, body }) =>
        actions.length > 1 ? { ...body, actions: [...actions].reverse() } : undefined,
      ),
  },
  { id: 'statement-split', changes: (view) => statements(view, halves) },
  {
    id: 'statement-renamed',
    changes: (view) => statements(view, ({ body, sid }) => (sid ? { ...body, sid: `${sid}V2` } : undefined)),
  },
  {
    id: 'explicit-deny',
    changes: (view) =>
      view
        .policies('grants', 'boundary')
        .map((policy) =>
          change(
            policy.block,
            policy.append({ sid: 'NeverIam', effect: 'Deny', actions: ['iam:*'], resources: ['*'] }),
          ),
        ),
  },
  {
    id: 'narrower-condition',
    changes: (view) =>
      statements(view, ({ body, conditions, effect, document }) =>
        document.use === 'grants' && effect === 'Allow'
          ? {
              ...body,
              condition: [
                ...conditions,
                { test: 'StringNotEquals', variable: 'aws:PrincipalAccount', values: ['999999999999'] },
              ],
            }
          : undefined,
      ),
  },
  replaced('subnets-in-another-order', 'aws_lambda_function', ['vpc_config', 'subnet_ids'], reversed),
  replaced('endpoint-subnets-in-another-order', 'aws_vpc_endpoint', ['subnet_ids'], reversed),
  replaced('order-of-creation', 'aws_lambda_function', ['depends_on'], reversed),
  replaced(
    'longer-log',
    'aws_cloudwatch_log_group',
    ['retention_in_days'],
    number(() => 3653),
  ),
  replaced(
    'smaller-function',
    'aws_lambda_function',
    ['memory_size'],
    number((size) => size / 2),
  ),
  replaced(
    'shorter-function',
    'aws_lambda_function',
    ['timeout'],
    number((seconds) => seconds - 1),
  ),
  replaced(
    'another-setting',
    'aws_lambda_function',
    ['environment', 'variables', 'LOG_LEVEL'],
    text(() => 'warn'),
  ),
  {
    id: 'tighter-range',
    changes: (view) =>
      view.all('aws_vpc_security_group_ingress_rule').flatMap((rule) => {
        // A subnet's own range is left: whoever lies in the other half would no longer be served.
        const [, range, bits] = /^(.*)\/(1\d)$/.exec(String(rule.get('cidr_ipv4') ?? '')) ?? [];
        return bits === undefined
          ? []
          : [change(rule, rule.set(['cidr_ipv4'], `${range}/${Number(bits) + 1}`))];
      }),
  },
  replaced(
    'later-deletion',
    'aws_kms_key',
    ['deletion_window_in_days'],
    number(() => 30),
  ),
  replaced(
    'more-backups',
    'aws_rds_cluster',
    ['backup_retention_period'],
    number(() => 35),
  ),
  replaced(
    'smaller-batch',
    'aws_lambda_event_source_mapping',
    ['batch_size'],
    number((size) => size - 1),
  ),
  replaced(
    'fewer-requests',
    'aws_api_gateway_method_settings',
    ['settings', 'throttling_rate_limit'],
    number((rate) => rate / 2),
  ),
  replaced(
    'longer-archive',
    'aws_cloudwatch_event_archive',
    ['retention_days'],
    number((days) => days * 2),
  ),
  replaced(
    'rotated-more-often',
    'aws_secretsmanager_secret_rotation',
    ['rotation_rules', 'automatically_after_days'],
    number(() => 7),
  ),
  replaced(
    'tried-more-often',
    'aws_sqs_queue',
    ['redrive_policy'],
    text((policy) => policy.replace(/(maxReceiveCount\\?"\s*[=:]\s*)\d+/, '$18')),
  ),
  replaced(
    'earlier-alarm',
    'aws_cloudwatch_metric_alarm',
    ['evaluation_periods'],
    number(() => 1),
  ),
  {
    id: 'one-more-alarm',
    changes: (view) =>
      view
        .all('aws_cloudwatch_metric_alarm')
        .filter((alarm) => alarm.list('alarm_actions').length > 0)
        .map((alarm) => {
          const one = alarm.beside('again', {
            ...alarm.body,
            alarm_name: `${String(alarm.get('alarm_name'))}-2`,
          });
          return change(one, one.add());
        }),
  },
];
