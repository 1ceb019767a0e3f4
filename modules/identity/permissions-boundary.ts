import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { ENI_ACTIONS, LOG_WRITING_ACTIONS, TRACE_WRITING_ACTIONS } from './actions';
import type { AwsLocation } from './aws-location';
import { regionalArn } from './aws-location';
import { type PolicyStatement, policyDocument } from './policy-document';

export interface PermissionsBoundaryProps {
  /** The policy's name, at most 128 characters. */
  readonly name: string;
  readonly location: AwsLocation;
  /**
   * The services that functions of this system may be granted at all, as IAM action prefixes (`dynamodb`, `rds-data`).
   * Logs, X-Ray and network interfaces are included without being named, with just the actions that Lambda needs.
   */
  readonly services: readonly string[];
  /**
   * The log groups of the system's functions: a name with an optional final `*`.
   *
   * @default '/aws/lambda/*'
   */
  readonly logGroupPattern?: string;
}

/** Services whose use by a function would let it change its own limits, or that the boundary admits by action only. */
const REFUSED_SERVICES = ['iam', 'organizations', 'account', 'sts', 'sso', 'ec2', 'logs', 'xray'] as const;

/**
 * What no function may do, even where its service is allowed and a grant were to say so: changing who it is, and
 * destroying or opening what holds data. An explicit denial also holds against a resource's own policy, which a
 * boundary's silence does not.
 */
const NEVER = [
  'account:*',
  'iam:*',
  'organizations:*',
  'sts:AssumeRole',
  'dynamodb:DeleteTable',
  'events:DeleteEventBus',
  'kms:CreateGrant',
  'kms:DisableKey',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'lambda:AddPermission',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  'secretsmanager:DeleteSecret',
  'secretsmanager:PutResourcePolicy',
  'sqs:DeleteQueue',
] as const;

/**
 * The outer limit of every function role of the system, as a managed policy that an account's administrator can demand
 * of whoever creates roles (`iam:PermissionsBoundary`). A boundary grants nothing: a function may do what its own grants
 * say *and* this allows. It therefore works by service (`dynamodb:*`): naming operations here would only repeat the
 * grants. The rule against wildcards in actions is about grants.
 *
 * Resources are limited to this account by `aws:ResourceAccount`, where the service supplies that key. Network interfaces
 * are not: in a shared VPC their subnets belong to the network account.
 *
 * @throws InvalidInputError for a service that is refused or malformed, or an empty list
 */
export class PermissionsBoundary extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    checkProps(this.node.path, props);
    const { name } = props;
    const policy = new IamPolicy(this, 'policy', {
      name,
      description: 'Outer limit of the function roles; grants nothing by itself',
      policy: policyDocument(this, 'document', boundaryStatements(props)),
      tags: { Name: name },
    });
    this.arn = policy.arn;
  }
}

function boundaryStatements(props: PermissionsBoundaryProps): readonly PolicyStatement[] {
  const { location, services, logGroupPattern = '/aws/lambda/*' } = props;
  const logGroups = regionalArn(location, 'logs', `log-group:${logGroupPattern}`);
  return [
    {
      sid: 'ServicesOfTheSystem',
      actions: [...new Set(services)].sort().map((service) => `${service}:*`),
      resources: ['*'],
      conditions: [
        { test: 'StringEqualsIfExists', variable: 'aws:ResourceAccount', values: [location.accountId] },
      ],
    },
    { sid: 'LambdaManagesEnisOfUnknownIds', actions: ENI_ACTIONS, resources: ['*'] },
    { sid: 'WriteLogGroups', actions: LOG_WRITING_ACTIONS, resources: [`${logGroups}:*`] },
    { sid: 'WriteTracesXRayHasNoResources', actions: TRACE_WRITING_ACTIONS, resources: ['*'] },
    { sid: 'NeverIdentityNorDestruction', effect: 'Deny', actions: NEVER, resources: ['*'] },
  ];
}

function checkProps(path: string, { name, services, logGroupPattern }: PermissionsBoundaryProps): void {
  const problems = new Problems();
  problems.check(/^[\w+=,.@-]{1,128}$/.test(name), {
    code: 'boundary-name',
    property: 'name',
    received: name,
    allowed: '1 to 128 letters, digits and + = , . @ - _',
    fix: 'Shorten the prefix of the environment.',
  });
  problems.check(services.length > 0, {
    code: 'boundary-services',
    property: 'services',
    received: services,
    allowed: 'at least one service',
    fix: 'List the services that the functions use.',
  });
  services.forEach((service, index) => {
    problems.check(/^[a-z0-9-]+$/.test(service), {
      code: 'boundary-service',
      property: `services[${index}]`,
      received: service,
      allowed: 'an IAM action prefix, such as dynamodb',
      fix: 'Give the part of the action before the colon.',
    });
    problems.check(!REFUSED_SERVICES.some((refused) => refused === service), {
      code: 'boundary-service-refused',
      property: `services[${index}]`,
      received: service,
      allowed: `a service other than ${REFUSED_SERVICES.join(', ')}`,
      fix: 'Leave it out: the boundary allows what Lambda needs of ec2, logs and xray, and nothing of the others.',
    });
  });
  problems.check(logGroupPattern === undefined || /^[\w./#-]+\*?$/.test(logGroupPattern), {
    code: 'boundary-log-groups',
    property: 'logGroupPattern',
    received: logGroupPattern,
    allowed: 'a log group name, with an optional final *',
    fix: 'Use the prefix that the names of the functions share, such as /aws/lambda/deposits-dev-*.',
  });
  problems.throwIfAny(path);
}
