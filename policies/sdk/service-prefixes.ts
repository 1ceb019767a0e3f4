/**
 * The prefix of a service's IAM actions, where it is not the name of its SDK client (`client-<name>`). From the
 * endpoints and signing names in the clients and AWS's Service Authorization Reference; a test holds each prefix against
 * the reference's list.
 */
const PREFIXES: Readonly<Record<string, string>> = {
  'api-gateway': 'apigateway',
  apigatewaymanagementapi: 'execute-api',
  apigatewayv2: 'apigateway',
  'application-auto-scaling': 'application-autoscaling',
  'auto-scaling': 'autoscaling',
  'bedrock-agent': 'bedrock',
  'bedrock-agent-runtime': 'bedrock',
  'bedrock-runtime': 'bedrock',
  'cloudwatch-events': 'events',
  'cloudwatch-logs': 'logs',
  'cognito-identity-provider': 'cognito-idp',
  'config-service': 'config',
  'cost-explorer': 'ce',
  'database-migration-service': 'dms',
  'direct-connect': 'directconnect',
  'directory-service': 'ds',
  'dynamodb-streams': 'dynamodb',
  efs: 'elasticfilesystem',
  'elastic-load-balancing': 'elasticloadbalancing',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
  emr: 'elasticmapreduce',
  eventbridge: 'events',
  'iot-data-plane': 'iot',
  'lex-runtime-v2': 'lex',
  opensearch: 'es',
  'pinpoint-sms-voice-v2': 'sms-voice',
  'resource-groups-tagging-api': 'tag',
  route53resolver: 'route53resolver',
  'sagemaker-runtime': 'sagemaker',
  'secrets-manager': 'secretsmanager',
  'service-discovery': 'servicediscovery',
  'service-quotas': 'servicequotas',
  sesv2: 'ses',
  sfn: 'states',
  'sso-admin': 'sso',
  'timestream-query': 'timestream',
  'timestream-write': 'timestream',
  'transcribe-streaming': 'transcribe',
};

/** @param npmPackage `@aws-sdk/client-sqs` */
export function actionPrefix(npmPackage: string): string {
  const client = npmPackage.replace(/^@aws-sdk\/client-/, '');
  return PREFIXES[client] ?? client;
}

/** The prefixes that do not follow from the client's name, for the test that holds them against the reference. */
export const EXCEPTIONAL_PREFIXES: ReadonlyMap<string, string> = new Map(Object.entries(PREFIXES));
