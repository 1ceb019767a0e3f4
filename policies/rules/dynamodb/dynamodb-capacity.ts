import { isUnknown, toText } from '../../graph/value';
import { written } from '../attribute';
import type { RuleContext } from '../context';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'dynamodb-capacity',
  severity: 'low',
  summary: 'The capacity of a table follows its load.',
  rationale: 'A table with fixed capacity refuses requests above it, and is paid for in full below it.',
  remediation:
    'Set `billing_mode = "PAY_PER_REQUEST"`, or add an `aws_appautoscaling_target` and a policy for the ' +
    'table.',
  references: ['CKV2_AWS_16'],
  types: ['aws_dynamodb_table'],
  check: (resource, context) => {
    const mode = written(resource, 'billing_mode') ?? 'PROVISIONED';
    if (isUnknown(mode)) return unknown('billing_mode', mode, 'billing_mode');
    if (mode === 'PAY_PER_REQUEST') return pass();
    const name = toText(resource.get('name'));
    const { byTable, byName } = context.derive(scalings);
    const scaled = byTable.get(resource.key) ?? (typeof name === 'string' ? byName.get(name) : undefined);
    if (scaled === undefined) return fail('the capacity is fixed', 'billing_mode');
    return scaled ? pass() : fail('the scaling target of the table has no policy', 'billing_mode');
  },
};

interface Scalings {
  /** Whether the scaling target of a table has a policy, by the key of the table. */
  readonly byTable: ReadonlyMap<string, boolean>;
  /** The same where the table is named by a text only. */
  readonly byName: ReadonlyMap<string, boolean>;
}

function scalings(context: RuleContext): Scalings {
  const byTable = new Map<string, boolean>();
  const byName = new Map<string, boolean>();
  const named = new Set<string>();
  for (const policy of context.graph.byType('aws_appautoscaling_policy')) {
    for (const one of context.graph.referencesFrom(policy, 'resource_id')) named.add(one.key);
    named.add(`text ${context.graph.text(policy.get('resource_id'))}`);
  }
  for (const target of context.graph.byType('aws_appautoscaling_target')) {
    const namespace = target.get('service_namespace');
    if (namespace !== 'dynamodb' && !isUnknown(namespace)) continue;
    const tables = context.graph.referencesFrom(target, 'resource_id', 'aws_dynamodb_table');
    const keys = [target.key, ...tables.map(({ key }) => key)];
    const text = tables.length === 0 && named.has(`text ${context.graph.text(target.get('resource_id'))}`);
    const has = text || keys.some((key) => named.has(key));
    for (const table of tables) byTable.set(table.key, has || byTable.get(table.key) === true);
    const [, name] = /^table\/([^/]+)$/.exec(String(toText(target.get('resource_id')))) ?? [];
    if (tables.length === 0 && name !== undefined) byName.set(name, has || byName.get(name) === true);
  }
  return { byTable, byName };
}
