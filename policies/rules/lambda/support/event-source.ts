import type { Resource } from '../../../graph/resource';
import { isUnknown, toText } from '../../../graph/value';
import type { RuleContext } from '../../context';

export type SourceKind = 'sqs' | 'stream' | 'kafka' | 'mq' | 'documentdb';

const KINDS: Readonly<Record<string, SourceKind>> = {
  aws_sqs_queue: 'sqs',
  aws_kinesis_stream: 'stream',
  aws_kinesis_stream_consumer: 'stream',
  aws_dynamodb_table: 'stream',
  aws_msk_cluster: 'kafka',
  aws_msk_serverless_cluster: 'kafka',
  aws_mq_broker: 'mq',
  aws_docdb_cluster: 'documentdb',
};

const SERVICES: Readonly<Record<string, SourceKind>> = {
  sqs: 'sqs',
  kinesis: 'stream',
  dynamodb: 'stream',
  kafka: 'kafka',
  mq: 'mq',
  rds: 'documentdb',
};

/** What a mapping reads from; nothing where nobody can tell. */
export function sourceKind(mapping: Resource, context: RuleContext): SourceKind | undefined {
  if (mapping.blocks('self_managed_event_source').length > 0) return 'kafka';
  const value = mapping.get('event_source_arn');
  const [source] = context.graph.referencesFrom(mapping, 'event_source_arn');
  const kind = source && KINDS[source.type];
  if (kind) return kind;
  const text = isUnknown(value) ? context.graph.text(value) : toText(value);
  const service = typeof text === 'string' ? /^arn:[^:]*:([^:]+):/.exec(text)?.[1] : undefined;
  if (service !== undefined) return SERVICES[service];
  // A starting position has a stream or a topic only, and topics are named.
  if (mapping.get('topics') !== undefined) return 'kafka';
  return mapping.get('starting_position') === undefined ? undefined : 'stream';
}

/** The function that a mapping invokes, itself or by an alias. */
export function mappedFunction(mapping: Resource, context: RuleContext): Resource | undefined {
  const [target] = context.graph.referencesFrom(mapping, 'function_name');
  if (target?.type === 'aws_lambda_alias')
    return context.graph.referencesFrom(target, 'function_name', 'aws_lambda_function')[0];
  return target?.type === 'aws_lambda_function' ? target : undefined;
}
