import type { Resource } from '../../../graph/resource';
import { toText } from '../../../graph/value';
import type { RuleContext } from '../../context';

/** Who invokes a function, as far as the configuration tells. */
export interface Invocations {
  /** Something puts an event on the function's own queue: an error is then nobody's but the function's. */
  readonly asynchronous: readonly Resource[];
  /** Somebody waits for the answer, or keeps the event until it is done. */
  readonly synchronous: readonly Resource[];
}

/**
 * Services that invoke and do not wait. Source: Lambda Developer Guide, "Invoking Lambda with events from other AWS
 * services": the table says which do.
 */
const ASYNCHRONOUS = new Set([
  'cloudformation',
  'codecommit',
  'config',
  'events',
  'iot',
  'logs',
  's3',
  'scheduler',
  'ses',
  'sns',
]);

/** Attributes that name a function, by the type of the resource that calls it. */
const CALLERS: Readonly<Record<string, { readonly path: string; readonly waits: boolean }>> = {
  aws_api_gateway_authorizer: { path: 'authorizer_uri', waits: true },
  aws_api_gateway_integration: { path: 'uri', waits: true },
  aws_apigatewayv2_integration: { path: 'integration_uri', waits: true },
  aws_cloudwatch_event_target: { path: 'arn', waits: false },
  aws_cloudwatch_log_subscription_filter: { path: 'destination_arn', waits: true },
  aws_lambda_event_source_mapping: { path: 'function_name', waits: true },
  aws_lambda_function_url: { path: 'function_name', waits: true },
  aws_lambda_invocation: { path: 'function_name', waits: true },
  aws_lb_target_group_attachment: { path: 'target_id', waits: true },
  aws_s3_bucket_notification: { path: 'lambda_function', waits: false },
  aws_scheduler_schedule: { path: 'target', waits: false },
  aws_secretsmanager_secret_rotation: { path: 'rotation_lambda_arn', waits: true },
  aws_sfn_state_machine: { path: 'definition', waits: true },
  aws_sns_topic_subscription: { path: 'endpoint', waits: false },
};

/** The callers of each function, by its key. To be used through `context.derive`. */
export function invocations(context: RuleContext): ReadonlyMap<string, Invocations> {
  const found = new Map<string, { asynchronous: Resource[]; synchronous: Resource[] }>();
  const add = (key: string, caller: Resource, waits: boolean): void => {
    const known = found.get(key) ?? { asynchronous: [], synchronous: [] };
    found.set(key, known);
    known[waits ? 'synchronous' : 'asynchronous'].push(caller);
  };
  for (const [type, { path, waits }] of Object.entries(CALLERS)) {
    for (const caller of context.graph.byType(type)) {
      for (const target of functionsAt(context, caller, path)) add(target, caller, waits);
    }
  }
  for (const permission of context.graph.byType('aws_lambda_permission')) {
    const service = /^([a-z0-9-]+)\./.exec(String(toText(permission.get('principal')) ?? ''))?.[1] ?? '';
    for (const target of functionsAt(context, permission, 'function_name'))
      add(target, permission, !ASYNCHRONOUS.has(service));
  }
  return found;
}

/** Functions that stand at the path, themselves or by an alias. */
function functionsAt(context: RuleContext, caller: Resource, path: string): readonly string[] {
  const keys = new Set<string>();
  for (const target of context.graph.referencesFrom(caller, path)) {
    if (target.type === 'aws_lambda_function') keys.add(target.key);
    if (target.type !== 'aws_lambda_alias') continue;
    for (const aliased of context.graph.referencesFrom(target, 'function_name', 'aws_lambda_function'))
      keys.add(aliased.key);
  }
  return [...keys];
}
