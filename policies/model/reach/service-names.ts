import { dnsSuffix } from '../../graph/arn';

/** Names under which AWS's services appear in permissions, endpoints and DNS. */

/**
 * Endpoint services of an action's prefix, where they are not called as the prefix is. An empty list: no call to AWS
 * follows from the action (a mount, a database's port). Source: AWS PrivateLink guide, "AWS services that integrate with
 * AWS PrivateLink", beside the Service Authorization Reference.
 */
const ENDPOINTS: Readonly<Record<string, readonly string[]>> = {
  apigateway: ['apigateway'],
  bedrock: ['bedrock-runtime', 'bedrock'],
  cloudwatch: ['monitoring'],
  codecommit: ['codecommit', 'git-codecommit'],
  ecr: ['ecr.api', 'ecr.dkr'],
  elasticfilesystem: ['elasticfilesystem'],
  es: ['es'],
  firehose: ['kinesis-firehose'],
  kinesis: ['kinesis-streams'],
  sagemaker: ['sagemaker.runtime', 'sagemaker.api'],
  ses: ['email', 'email-smtp'],
  timestream: ['timestream.ingest-cell1', 'timestream.query-cell1'],
  // Signed in with at the database's own port.
  'rds-db': [],
};

/** Actions of which only this endpoint answers. */
const BY_ACTION: Readonly<Record<string, string>> = {
  'states:startsyncexecution': 'sync-states',
};

/**
 * Services that can be reached only at their public address: one for the whole partition, or without an endpoint. Source:
 * the same list, in which they are missing, and AWS General Reference, "Service endpoints".
 */
const GLOBAL = new Set([
  'account',
  'artifact',
  'aws-portal',
  'budgets',
  'cloudfront',
  'globalaccelerator',
  'iam',
  'importexport',
  'organizations',
  'route53',
  'route53domains',
  'shield',
  'support',
  'trustedadvisor',
  'waf',
]);

/** What stands before the region in the public name, where it is not the endpoint's name. */
const HOSTS: Readonly<Record<string, string>> = {
  'ecr.api': 'api.ecr',
  'ecr.dkr': 'dkr.ecr',
  'kinesis-firehose': 'firehose',
  'kinesis-streams': 'kinesis',
  'sagemaker.api': 'api.sagemaker',
  'sagemaker.runtime': 'runtime.sagemaker',
};

/** Services with a gateway endpoint. Source: AWS PrivateLink guide, "Gateway endpoints". */
export const GATEWAY_SERVICES: ReadonlySet<string> = new Set(['s3', 'dynamodb']);

/**
 * The endpoint services behind which an action may be asked for; any one will do. Empty where nothing is called.
 *
 * @param action with wildcards, as it is granted
 */
export function servicesOf(action: string): readonly string[] {
  const [prefix = '', name = ''] = action.toLowerCase().split(':');
  // A star may stand for any service: that is nobody's decision for one of them.
  if (name === '' || /[*?]/.test(prefix)) return [];
  const only = BY_ACTION[`${prefix}:${name}`];
  if (only !== undefined) return [only];
  return ENDPOINTS[prefix] ?? [prefix];
}

/** The name by which the service is called from a region. */
export function hostOf(service: string, region: string, partition: string): string {
  const domain = dnsSuffix(partition);
  return GLOBAL.has(service) ? `${service}.${domain}` : `${HOSTS[service] ?? service}.${region}.${domain}`;
}

export function isGlobal(service: string): boolean {
  return GLOBAL.has(service);
}

/** The service that a host of AWS is: `sqs` for `sqs.eu-central-1.amazonaws.com`; nothing for another's host. */
export function serviceOfHost(host: string): string | undefined {
  const known = /^(?:[^.]+\.)*?([a-z0-9-]+)\.(?:[a-z]{2}(?:-[a-z]+)+-\d\.)?amazonaws\.com(?:\.cn)?$/.exec(
    host.toLowerCase(),
  );
  const name = known?.[1];
  if (name === undefined) return undefined;
  return { kinesis: 'kinesis-streams', firehose: 'kinesis-firehose' }[name] ?? name;
}
