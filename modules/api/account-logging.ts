import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { type AwsLocation, regionalArn } from '../identity/aws-location';
import { policyDocument } from '../identity/policy-document';

export interface AccountLoggingProps {
  /** The role's name. */
  readonly name: string;
  readonly location: AwsLocation;
  /** ARN of a policy that bounds the role. @default none */
  readonly permissionsBoundaryArn?: string;
}

/**
 * The role with which API Gateway writes the logs of every REST API of this account and region. There is one such
 * setting for all of them: create it in one stack only, or not at all where the organisation has set it. Removing it
 * leaves AWS's setting as it is.
 *
 * API Gateway tries the role when it is set and wants all seven actions of `AmazonAPIGatewayPushToCloudWatchLogs`,
 * for any log group: https://repost.aws/questions/QUUWdk2GyPRKeTadZ9EpO3aQ. This role is limited to one account and region.
 */
export class AccountLogging extends Construct {
  /** Stages that log come after it. */
  readonly account: ApiGatewayAccount;

  constructor(scope: Construct, id: string, { name, location, permissionsBoundaryArn }: AccountLoggingProps) {
    super(scope, id);
    const role = new IamRole(this, 'Role', {
      name,
      description: 'API Gateway writes the logs of REST APIs',
      assumeRolePolicy: policyDocument(this, 'Trust', [
        {
          sid: 'LetApiGatewayLog',
          principals: [{ type: 'Service', identifiers: ['apigateway.amazonaws.com'] }],
          actions: ['sts:AssumeRole'],
        },
      ]),
      permissionsBoundary: permissionsBoundaryArn,
      tags: { Name: name },
    });
    const policy = new IamRolePolicy(this, 'Policy', {
      name: 'write-logs',
      role: role.name,
      policy: policyDocument(this, 'Document', [
        {
          sid: 'PrepareAnyLogGroup',
          actions: [
            'logs:CreateLogGroup',
            'logs:CreateLogStream',
            'logs:DescribeLogGroups',
            'logs:DescribeLogStreams',
            'logs:FilterLogEvents',
          ],
          resources: [regionalArn(location, 'logs', 'log-group:*')],
        },
        {
          sid: 'WriteAnyLogStream',
          actions: ['logs:GetLogEvents', 'logs:PutLogEvents'],
          resources: [regionalArn(location, 'logs', 'log-group:*:log-stream:*')],
        },
      ]),
    });
    this.account = new ApiGatewayAccount(this, 'Account', {
      cloudwatchRoleArn: role.arn,
      dependsOn: [policy],
    });
  }
}
