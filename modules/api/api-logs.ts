import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Construct } from 'constructs';
import { jsonExpression } from '../core/json-expression';

export interface ApiLogsProps {
  /** The API's name. */
  readonly name: string;
  readonly restApiId: string;
  readonly stageName: string;
  readonly retentionDays: number;
  readonly keyArn: string;
}

/**
 * One line of the access log. No header, query string, path value or body: those are customers' data. `resourcePath`
 * is the template (`/deposits/{id}`), and the validation error is left out because it quotes the body.
 */
export const ACCESS_LOG_FORMAT = jsonExpression({
  requestId: '$context.requestId',
  extendedRequestId: '$context.extendedRequestId',
  traceId: '$context.xrayTraceId',
  time: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  path: '$context.resourcePath',
  status: '$context.status',
  errorType: '$context.error.responseType',
  sourceIp: '$context.identity.sourceIp',
  sourceVpcEndpoint: '$context.identity.vpceId',
  caller: '$context.identity.userArn',
  wafStatus: '$context.wafResponseCode',
  integrationStatus: '$context.integration.integrationStatus',
  integrationError: '$context.integration.error',
  integrationLatencyMs: '$context.integrationLatency',
  latencyMs: '$context.responseLatency',
  responseBytes: '$context.responseLength',
});

/**
 * The API's two log groups. API Gateway would make the second itself, without key and for ever, under a name that it
 * chooses and that cannot be changed.
 */
export class ApiLogs extends Construct {
  readonly accessGroup: CloudwatchLogGroup;
  readonly executionGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: ApiLogsProps) {
    super(scope, id);
    this.accessGroup = this.createGroup('Access', `/aws/apigateway/${props.name}`, props);
    this.executionGroup = this.createGroup(
      'Execution',
      `API-Gateway-Execution-Logs_${props.restApiId}/${props.stageName}`,
      props,
    );
  }

  private createGroup(id: string, name: string, { retentionDays, keyArn }: ApiLogsProps): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, id, {
      name,
      retentionInDays: retentionDays,
      kmsKeyId: keyArn,
      tags: { Name: name },
    });
  }
}
