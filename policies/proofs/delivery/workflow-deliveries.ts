import type { Resource } from '../../graph/resource';
import { entry, isObject, isUnknown, toText, Unknown, type Value, type ValueObject } from '../../graph/value';
import { roleOf } from '../../model/identity/execution-roles';
import type { Identity } from '../../model/identity/principal';
import { targetOf } from '../../model/reach/target-of';
import type { RuleContext } from '../../rules/context';
import { definitionOf, type State } from '../../rules/states/support/definition';
import type { Ask, Delivery } from './ask';
import { keyAsks } from './key-asks';
import { deliveryAsks } from './message-asks';
import { namedTarget, shownTarget } from './named-target';

/** Step Functions Developer Guide, "Using CloudWatch Logs to log execution history": all of them, on every resource. */
const LOG_DELIVERY = [
  'CreateLogDelivery',
  'DeleteLogDelivery',
  'DescribeLogGroups',
  'DescribeResourcePolicies',
  'GetLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'UpdateLogDelivery',
].map((name) => `logs:${name}`);

/** Step Functions Developer Guide, "IAM policies for X-Ray". */
const TRACING = ['GetSamplingRules', 'GetSamplingTargets', 'PutTelemetryRecords', 'PutTraceSegments'].map(
  (name) => `xray:${name}`,
);

/** By the optimised integration: which argument names what is called. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  'lambda:invoke': 'FunctionName',
  'sns:publish': 'TopicArn',
  'states:startExecution': 'StateMachineArn',
};

export interface WorkflowDeliveries {
  readonly deliveries: readonly Delivery[];
  /** The machine's role may be needed for what this module does not read out of its definition. */
  readonly isOpen: boolean;
}

/** What a state machine does with its role. */
export function workflowDeliveries(context: RuleContext, machine: Resource): WorkflowDeliveries {
  const role = roleOf(context, machine);
  const definition = definitionOf(machine);
  if (!role) return { deliveries: [], isOpen: true };
  const own = platform(machine, role);
  if (definition instanceof Unknown) return { deliveries: own, isOpen: true };
  let isOpen = definition.unknown !== undefined || machine.get('encryption_configuration') !== undefined;
  const tasks = definition.states.flatMap((state): readonly Delivery[] => {
    const found = ofState(context, machine, role, state);
    if (!found) isOpen = true;
    return found ?? [];
  });
  return { deliveries: [...own, ...tasks], isOpen };
}

function platform(machine: Resource, role: Identity): readonly Delivery[] {
  const level = toText(machine.get('logging_configuration[0].level'));
  const isLogged = level !== undefined && level !== 'OFF';
  const isTraced = machine.get('tracing_configuration[0].enabled') === true;
  const everywhere = (actions: readonly string[]): readonly Ask[] =>
    actions.map((action) => ({ by: { kind: 'role', role }, action, resource: '*', context: {} }));
  return [
    ...(isLogged
      ? [
          {
            subject: machine,
            path: 'logging_configuration',
            what: 'Step Functions has the history of executions delivered to a log group',
            asks: everywhere(LOG_DELIVERY),
          },
        ]
      : []),
    ...(isTraced
      ? [
          {
            subject: machine,
            path: 'tracing_configuration',
            what: 'Step Functions writes traces to X-Ray',
            asks: everywhere(TRACING),
          },
        ]
      : []),
  ];
}

/** @returns nothing where it is not known what the state needs */
function ofState(
  context: RuleContext,
  machine: Resource,
  role: Identity,
  { name, body }: State,
): readonly Delivery[] | undefined {
  const type = entry(body, 'Type');
  if (type === 'Task') {
    const task = ofTask(context, role, body);
    return (
      task && [
        { subject: machine, path: 'definition', what: `the state "${name}" ${task.what}`, asks: task.asks },
      ]
    );
  }
  if (type !== 'Map') return isUnknown(type) ? undefined : [];
  const asks = ofMap(context, machine, role, body);
  if (!asks) return undefined;
  if (asks.length === 0) return [];
  return [
    {
      subject: machine,
      path: 'definition',
      what: `the state "${name}" maps over items in executions of their own`,
      asks,
    },
  ];
}

function ofTask(
  context: RuleContext,
  role: Identity,
  body: ValueObject,
): { readonly what: string; readonly asks: readonly Ask[] } | undefined {
  const resource = entry(body, 'Resource');
  const text = context.graph.text(resource) ?? '';
  const [, integration] = /^arn:[^:]*:states:::([a-z-]+:[A-Za-z]+)(?:\.waitForTaskToken)?$/.exec(text) ?? [];
  const value = integration === undefined ? resource : argument(body, ARGUMENTS[integration] ?? '');
  const target = namedTarget(context, value);
  if (!target) return undefined;
  const by = { kind: 'role', role } as const;
  const asks = deliveryAsks(context, target, { by, sources: [], account: '' });
  return asks.length > 0 ? { what: `calls ${shownTarget(target)}`, asks } : undefined;
}

function argument(body: ValueObject, name: string): Value | undefined {
  const given = entry(body, 'Parameters') ?? entry(body, 'Arguments');
  return isObject(given) ? (entry(given, name) ?? undefined) : undefined;
}

/**
 * A distributed map starts executions of its own machine, follows them, and reads and writes objects (Step Functions
 * Developer Guide, "IAM policies for using Distributed Map states", "Redriving Map Runs").
 */
function ofMap(
  context: RuleContext,
  machine: Resource,
  role: Identity,
  body: ValueObject,
): readonly Ask[] | undefined {
  const processor = entry(body, 'ItemProcessor');
  const config = isObject(processor) ? entry(processor, 'ProcessorConfig') : undefined;
  const mode = isObject(config) ? entry(config, 'Mode') : undefined;
  if (mode !== 'DISTRIBUTED') return isUnknown(mode) ? undefined : [];
  const { graph } = context;
  const arn = graph.arn(machine);
  const label = toText(entry(body, 'Label'));
  const runs = arn.replace(':stateMachine:', ':execution:');
  const children = typeof label === 'string' ? `${runs}/${label}:*` : `${runs}/*`;
  const by = { kind: 'role', role } as const;
  const ask = (action: string, resource: string): Ask => ({ by, action, resource, context: {} });
  const own = [
    ask('states:StartExecution', arn),
    ask('states:DescribeExecution', children),
    ask('states:StopExecution', children),
    ask('states:RedriveExecution', children),
  ];
  const read = objects(context, machine, role, entry(body, 'ItemReader'), ['GetObject'], ['Decrypt']);
  const written = objects(
    context,
    machine,
    role,
    entry(body, 'ResultWriter'),
    ['AbortMultipartUpload', 'GetObject', 'ListMultipartUploadParts', 'PutObject'],
    ['Decrypt', 'GenerateDataKey'],
  );
  return read && written ? [...own, ...read, ...written] : undefined;
}

function objects(
  context: RuleContext,
  machine: Resource,
  role: Identity,
  part: Value | undefined,
  actions: readonly string[],
  keyActions: readonly string[],
): readonly Ask[] | undefined {
  if (part === undefined || part === null) return [];
  const bucket = isObject(part) ? bucketNamed(context, machine, argument(part, 'Bucket')) : undefined;
  if (bucket?.type !== 'aws_s3_bucket') return undefined;
  const by = { kind: 'role', role } as const;
  const arn = context.graph.arn(bucket);
  return [
    ...actions.map(
      (name): Ask => ({ by, action: `s3:${name}`, resource: `${arn}/*`, target: bucket, context: {} }),
    ),
    ...keyAsks(context, bucket, {
      by,
      actions: keyActions,
      via: 's3',
      context: { 'kms:EncryptionContext:aws:s3:arn': arn },
    }),
  ];
}

/** By reference, or by the name that another stack gives. */
function bucketNamed(
  context: RuleContext,
  machine: Resource,
  value: Value | undefined,
): Resource | undefined {
  const { graph } = context;
  const referred = graph.referred(value);
  const name = referred ? undefined : graph.text(value);
  return name === undefined
    ? referred
    : targetOf(context, `arn:${graph.place(machine).partition}:s3:::${name}`);
}
