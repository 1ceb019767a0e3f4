import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { isList, isObject, toText, Unknown, type Value } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { isSet, keyAt } from './encryption-keys';
import { type ConfigurationOrigin, type Need, NO_RESOURCE, type Target } from './need';
import { Targets } from './targets';

/** A part of a function's configuration for which Lambda uses the role. */
interface Usage {
  readonly reason: string;
  /** What in the configuration needs it; none where it has no such part. */
  readonly find: (function_: FunctionParts) => readonly Part[];
}

interface Part {
  readonly resource: Resource;
  readonly path: string;
  readonly needed?: readonly string[];
  readonly permitted?: readonly string[];
  readonly target: Target;
  readonly context?: Need['context'];
}

/** What belongs to the function besides its own block. */
interface FunctionParts {
  readonly context: RuleContext;
  readonly lambda: Resource;
  readonly targets: Targets;
  readonly eventSources: readonly Resource[];
  readonly invokeConfigs: readonly Resource[];
}

/**
 * Grants that no code shows, each with its reason and the part of the configuration that needs it. KMS through a service
 * is in key-needs.
 */
const USAGES: readonly Usage[] = [
  {
    // Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC", "Required IAM permissions".
    reason: 'Lambda makes and removes the network interfaces of a function in a VPC with its role',
    find: ({ lambda }) =>
      isSet(lambda.get('vpc_config[0].subnet_ids'))
        ? [
            {
              resource: lambda,
              path: 'vpc_config',
              needed: [
                'ec2:AssignPrivateIpAddresses',
                'ec2:CreateNetworkInterface',
                'ec2:DeleteNetworkInterface',
                'ec2:DescribeNetworkInterfaces',
                'ec2:UnassignPrivateIpAddresses',
              ],
              permitted: ['ec2:DescribeSubnets'],
              // The interfaces have no names before they are made: Lambda demands all of them.
              target: NO_RESOURCE,
            },
          ]
        : [],
  },
  {
    // Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs".
    reason: 'Lambda writes what the function logs with its role',
    find: logging,
  },
  {
    // Lambda Developer Guide, "Visualize Lambda function invocations using AWS X-Ray".
    reason: 'Lambda sends the traces of the function with its role',
    find: tracing,
  },
  {
    // Lambda Developer Guide, "Securing Lambda environment variables": a grant on the key does the same.
    reason: 'Lambda decrypts the environment variables when the function starts',
    find: ({ context, lambda }) => {
      const key = keyAt(context, lambda, 'kms_key_arn');
      if (!key) return [];
      const about = { 'kms:EncryptionContext:aws:lambda:FunctionArn': context.graph.arn(lambda) };
      return [
        {
          resource: lambda,
          path: 'kms_key_arn',
          permitted: ['kms:Decrypt'],
          target: key.target,
          context: about,
        },
      ];
    },
  },
  {
    // Lambda Developer Guide, the "execution role permissions" of each event source.
    reason: 'Lambda polls the event source with the role of the function',
    find: ({ context, eventSources }) => eventSources.flatMap((source) => pollers(context, source)),
  },
  {
    // Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations".
    reason: 'Lambda sends what failed, or what was done, to its destination with the role of the function',
    find: ({ context, lambda, targets, eventSources, invokeConfigs }) => [
      ...destination(context, targets, lambda, 'dead_letter_config[0].target_arn'),
      ...invokeConfigs.flatMap((config) =>
        ['on_failure', 'on_success'].flatMap((when) =>
          destination(context, targets, config, `destination_config[0].${when}[0].destination`),
        ),
      ),
      ...eventSources.flatMap((source) =>
        destination(context, targets, source, 'destination_config[0].on_failure[0].destination_arn'),
      ),
    ],
  },
  {
    // Lambda Developer Guide, "Configuring file system access for Lambda functions".
    reason: 'Lambda mounts the file system with the role of the function',
    find: ({ context, lambda }) =>
      lambda.blocks('file_system_config').map((block, index) => ({
        resource: lambda,
        path: `file_system_config[${index}]`,
        needed: ['elasticfilesystem:ClientMount'],
        permitted: ['elasticfilesystem:ClientWrite', 'elasticfilesystem:DescribeMountTargets'],
        target: arnTarget(context, lambda, isObject(block) ? block['arn'] : block),
      })),
  },
];

/** What Lambda does with the function's role because of how the function is configured. */
export function configurationNeeds(context: RuleContext, lambda: Resource): readonly Need[] {
  const parts = partsOf(context, lambda);
  return USAGES.flatMap(({ reason, find }) =>
    find(parts).flatMap((part) => {
      const origin: ConfigurationOrigin = {
        kind: 'configuration',
        reason,
        resource: part.resource,
        path: part.path,
      };
      // Lambda's own calls do not name the function; those of its code do.
      const base = {
        target: part.target,
        origin,
        context: { 'lambda:SourceFunctionArn': [], ...part.context },
      };
      return [
        ...(part.needed ?? []).map((action): Need => ({ ...base, action, strength: 'needed' })),
        ...(part.permitted ?? []).map((action): Need => ({ ...base, action, strength: 'permitted' })),
      ];
    }),
  );
}

function logging({ context, lambda }: FunctionParts): readonly Part[] {
  const { graph } = context;
  const { partition, region, account } = graph.place(lambda);
  const given = lambda.get('logging_config[0].log_group');
  const group = graph.referred(given);
  const name =
    given === undefined ? `/aws/lambda/${graph.attribute(lambda, 'function_name')}` : graph.text(given);
  const arn = group
    ? graph.arn(group)
    : `arn:${partition}:logs:${region}:${account}:log-group:${name ?? '*'}`;
  const path = given === undefined ? 'function_name' : 'logging_config';
  const streams: Target = { kind: 'arn', arn: `${arn}:*`, ...(group ? { resource: group } : {}) };
  const managed = context.derive(logGroupArns);
  return [
    { resource: lambda, path, needed: ['logs:CreateLogStream', 'logs:PutLogEvents'], target: streams },
    // Nobody else makes the group.
    ...(managed.has(arn)
      ? []
      : [{ resource: lambda, path, permitted: ['logs:CreateLogGroup'], target: streams }]),
  ];
}

function logGroupArns({ graph }: RuleContext): ReadonlySet<string> {
  return new Set(graph.byType('aws_cloudwatch_log_group').map((group) => graph.arn(group)));
}

function tracing({ lambda }: FunctionParts): readonly Part[] {
  const mode = lambda.get('tracing_config[0].mode');
  const actions = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
  const part = { resource: lambda, path: 'tracing_config', target: NO_RESOURCE };
  if (mode === 'Active') return [{ ...part, needed: actions }];
  // With PassThrough there are traces where the caller samples them.
  return mode === 'PassThrough' || mode instanceof Unknown ? [{ ...part, permitted: actions }] : [];
}

/** By the service in the ARN of the event source. */
const POLLER_ACTIONS: Readonly<Record<string, { needed: readonly string[]; permitted?: readonly string[] }>> =
  {
    dynamodb: { needed: ['DescribeStream', 'GetRecords', 'GetShardIterator'], permitted: ['ListStreams'] },
    kafka: {
      needed: ['DescribeCluster', 'DescribeClusterV2', 'GetBootstrapBrokers'],
    },
    kinesis: {
      needed: ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'],
      permitted: ['ListStreams', 'SubscribeToShard'],
    },
    mq: { needed: ['DescribeBroker'] },
    sqs: {
      needed: ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'],
      permitted: ['ChangeMessageVisibility'],
    },
  };

function pollers(context: RuleContext, source: Resource): readonly Part[] {
  const value = source.get('event_source_arn');
  if (value === undefined) return [];
  const target = arnTarget(context, source, value);
  const service = target.kind === 'arn' ? (target.arn.split(':')[2] ?? '') : '';
  const actions = POLLER_ACTIONS[service];
  if (!actions) return [];
  const named = (names: readonly string[]) => names.map((name) => `${service}:${name}`);
  return [
    {
      resource: source,
      path: 'event_source_arn',
      needed: named(actions.needed),
      permitted: named(actions.permitted ?? []),
      target,
    },
  ];
}

const DESTINATION_ACTIONS: Readonly<Record<string, string>> = {
  events: 'events:PutEvents',
  lambda: 'lambda:InvokeFunction',
  s3: 's3:PutObject',
  sns: 'sns:Publish',
  sqs: 'sqs:SendMessage',
};

function destination(
  context: RuleContext,
  targets: Targets,
  resource: Resource,
  path: string,
): readonly Part[] {
  const value = resource.get(path);
  if (value === undefined) return [];
  const target = arnTarget(context, resource, value, targets);
  const service = target.kind === 'arn' ? (target.arn.split(':')[2] ?? '') : '';
  const action = DESTINATION_ACTIONS[service];
  if (action === undefined) return [];
  const objects: Target =
    target.kind === 'arn' && service === 's3' ? { ...target, arn: `${target.arn}/*` } : target;
  return [{ resource, path, needed: [action], target: objects }];
}

function arnTarget(
  context: RuleContext,
  from: Resource,
  value: Value | undefined,
  targets = new Targets(context, from),
): Target {
  const { graph } = context;
  const resource = graph.referred(value);
  if (value instanceof Unknown && resource && value.reference) {
    return targets.ofAttribute(value, resource, value.reference.path);
  }
  const text = value instanceof Unknown ? graph.text(value) : toText(value);
  return typeof text === 'string' && text.startsWith('arn:')
    ? { kind: 'arn', arn: text }
    : { kind: 'open', reason: 'the ARN is not known' };
}

function partsOf(context: RuleContext, lambda: Resource): FunctionParts {
  const belonging = context.derive(byFunction).get(lambda.key) ?? [];
  return {
    context,
    lambda,
    targets: new Targets(context, lambda),
    eventSources: belonging.filter(({ type }) => type === 'aws_lambda_event_source_mapping'),
    invokeConfigs: belonging.filter(({ type }) => type === 'aws_lambda_function_event_invoke_config'),
  };
}

/** Event sources and what is done with failures, by the function: which they name directly or by an alias. */
function byFunction({ graph }: RuleContext): ReadonlyMap<string, readonly Resource[]> {
  const byName = new Map<string, Resource>();
  for (const lambda of graph.byType('aws_lambda_function')) {
    byName.set(graph.attribute(lambda, 'function_name'), lambda);
    byName.set(graph.arn(lambda), lambda);
  }
  const found = new Map<string, Resource[]>();
  for (const one of graph.byType(
    'aws_lambda_event_source_mapping',
    'aws_lambda_function_event_invoke_config',
  )) {
    const lambda = functionOf(one.get('function_name'), 0);
    if (!lambda) continue;
    addTo(found, lambda.key, one);
  }
  return found;

  function functionOf(value: Value | undefined, depth: number): Resource | undefined {
    const referred = graph.referred(value);
    if (referred?.type === 'aws_lambda_function') return referred;
    if (referred?.type === 'aws_lambda_alias' && depth < 3)
      return functionOf(referred.get('function_name'), depth + 1);
    const text = value === undefined || isList(value) ? undefined : graph.text(value);
    if (text === undefined) return undefined;
    return byName.get(text) ?? byName.get(text.replace(/^((?:arn:.*:function:)?[^:]+):[^:]+$/, '$1'));
  }
}
