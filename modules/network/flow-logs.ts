import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { policyDocument } from '../identity/policy-document';

/** How the traffic of a VPC is recorded. */
export interface FlowLogsOptions {
  /** Days that CloudWatch keeps, one of the numbers that it takes. @default 365 */
  readonly retentionInDays?: number;
  /** Key of the log group, by ARN. Its policy must let CloudWatch Logs use it. @default CloudWatch's own encryption */
  readonly kmsKeyArn?: string;
  /** @default 'ALL' */
  readonly trafficType?: 'ALL' | 'ACCEPT' | 'REJECT';
  /** Seconds of traffic in one record. @default 600, which makes the fewest records and is the cheapest */
  readonly aggregationIntervalSeconds?: 60 | 600;
  /** Boundary of the role that writes the logs, by ARN. @default none */
  readonly permissionsBoundaryArn?: string;
}

export interface FlowLogsProps extends FlowLogsOptions {
  readonly name: string;
  readonly vpcId: string;
  /** @default only the Name */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The name of the log group: the policy of its key has to name it. */
export function flowLogGroupName(name: string): string {
  return `/vpc/${name}/flow-logs`;
}

/** What CloudWatch Logs takes. Source: PutRetentionPolicy of the CloudWatch Logs API. */
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Finds what is wrong with the options, before anything is built. */
export function checkFlowLogs({ retentionInDays = 365 }: FlowLogsOptions, problems: Problems): void {
  checkRetention(retentionInDays, 'flow-logs-retention', 'flowLogs.retentionInDays', problems);
}

/** Records a problem unless CloudWatch Logs takes the period. */
export function checkRetention(days: number, code: string, property: string, problems: Problems): void {
  problems.check(RETENTION_DAYS.includes(days), {
    code,
    property,
    received: days,
    allowed: RETENTION_DAYS.join(', '),
    fix: 'Choose one of the periods that CloudWatch Logs takes.',
  });
}

/**
 * The flow logs of a VPC, in a log group of their own, written with a role that can do nothing else and that only this
 * account's flow logs can take on.
 */
export class FlowLogs extends Construct {
  readonly logGroupName: string;
  readonly logGroupArn: string;

  /** @throws InvalidInputError for a retention that CloudWatch does not take */
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const tags = { Name: `${props.name}-flow-logs`, ...props.tags };
    const problems = new Problems();
    checkFlowLogs(props, problems);
    problems.throwIfAny(this.node.path);
    const group = new CloudwatchLogGroup(this, 'log-group', {
      name: flowLogGroupName(props.name),
      retentionInDays: props.retentionInDays ?? 365,
      kmsKeyId: props.kmsKeyArn,
      tags,
    });
    this.logGroupName = group.name;
    this.logGroupArn = group.arn;
    const { trafficType = 'ALL', aggregationIntervalSeconds = 600 } = props;
    new FlowLog(this, 'flow-log', {
      vpcId: props.vpcId,
      trafficType,
      maxAggregationInterval: aggregationIntervalSeconds,
      logDestinationType: 'cloud-watch-logs',
      logDestination: group.arn,
      iamRoleArn: this.createRole(props, tags).arn,
      tags,
    });
  }

  private createRole(props: FlowLogsProps, tags: Record<string, string>): IamRole {
    const role = new IamRole(this, 'role', {
      name: `${props.name}-flow-logs`,
      description: `Writes the flow logs of ${props.name}`,
      assumeRolePolicy: this.trustPolicy(),
      permissionsBoundary: props.permissionsBoundaryArn,
      tags,
    });
    const policy = policyDocument(this, 'write', [
      {
        sid: 'WriteFlowLogs',
        actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        resources: [`${this.logGroupArn}:*`],
      },
    ]);
    new IamRolePolicy(this, 'policy', { name: 'write-flow-logs', role: role.name, policy });
    return role;
  }

  /** The conditions keep another account's flow logs from writing through this role (the confused deputy). */
  private trustPolicy(): string {
    const { accountId } = new DataAwsCallerIdentity(this, 'account');
    const { name: region } = new DataAwsRegion(this, 'region');
    const { partition } = new DataAwsPartition(this, 'partition');
    return policyDocument(this, 'trust', [
      {
        sid: 'FlowLogsOfThisAccount',
        actions: ['sts:AssumeRole'],
        principals: [{ type: 'Service', identifiers: ['vpc-flow-logs.amazonaws.com'] }],
        conditions: [
          { test: 'StringEquals', variable: 'aws:SourceAccount', values: [accountId] },
          {
            test: 'ArnLike',
            variable: 'aws:SourceArn',
            values: [`arn:${partition}:ec2:${region}:${accountId}:vpc-flow-log/*`],
          },
        ],
      },
    ]);
  }
}
