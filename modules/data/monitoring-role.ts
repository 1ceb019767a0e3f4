import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { AwsLocation } from '../identity/aws-location';
import { policyDocument } from '../identity/policy-document';

export interface MonitoringRoleProps {
  /** The role's name. */
  readonly name: string;
  readonly location: AwsLocation;
  /** ARN of a policy that bounds the role. @default none */
  readonly permissionsBoundaryArn?: string;
}

/**
 * The role with which RDS writes the operating system's figures of its instances to CloudWatch Logs (enhanced
 * monitoring). The same permissions as AWS's own `AmazonRDSEnhancedMonitoringRole`, limited to this account and region.
 */
export class MonitoringRole extends Construct {
  readonly roleArn: string;
  /** Must be there before RDS tries the role. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, { name, location, permissionsBoundaryArn }: MonitoringRoleProps) {
    super(scope, id);
    const { partition, region, accountId } = location;
    const role = new IamRole(this, 'Role', {
      name,
      description: 'RDS writes enhanced monitoring to CloudWatch Logs',
      assumeRolePolicy: policyDocument(this, 'Trust', [
        {
          sid: 'LetRdsMonitor',
          principals: [{ type: 'Service', identifiers: ['monitoring.rds.amazonaws.com'] }],
          actions: ['sts:AssumeRole'],
          conditions: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [accountId] }],
        },
      ]),
      permissionsBoundary: permissionsBoundaryArn,
      tags: { Name: name },
    });
    const group = `arn:${partition}:logs:${region}:${accountId}:log-group:RDS*`;
    this.policy = new IamRolePolicy(this, 'Policy', {
      name: 'write-monitoring',
      role: role.name,
      policy: policyDocument(this, 'Document', [
        {
          sid: 'CreateMonitoringGroups',
          actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
          resources: [group],
        },
        {
          sid: 'WriteMonitoringStreams',
          actions: [
            'logs:CreateLogStream',
            'logs:DescribeLogStreams',
            'logs:GetLogEvents',
            'logs:PutLogEvents',
          ],
          resources: [`${group}:log-stream:*`],
        },
      ]),
    });
    this.roleArn = role.arn;
  }
}
