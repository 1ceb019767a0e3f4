import { type PolicyDocument, readDocument } from '../../graph/policy-document';
import type { Resource } from '../../graph/resource';
import type { Value } from '../../graph/value';
import type { RuleContext } from '../../rules/context';

/**
 * The policy that AWS gives a resource for which none is written; nothing where a resource without a policy simply has
 * none (queues, buckets, secrets, repositories).
 */
export function defaultPolicy(context: RuleContext, resource: Resource): PolicyDocument | undefined {
  const make = DEFAULTS[resource.type];
  const { partition, account } = context.graph.place(resource);
  const statement = make?.({ partition, account, arn: context.graph.arn(resource) });
  return statement === undefined
    ? undefined
    : readDocument(
        { Version: '2008-10-17', Statement: [statement] },
        { resource: resource.key, path: '', source: () => resource.source },
      );
}

interface Place {
  readonly partition: string;
  readonly account: string;
  readonly arn: string;
}

/** Sources: KMS Developer Guide "Default key policy"; PrivateLink Guide "Default endpoint policy"; SNS "Default topic policy". */
const DEFAULTS: Readonly<Record<string, (place: Place) => Value>> = {
  aws_kms_key: wholeAccount,
  aws_kms_replica_key: wholeAccount,
  aws_kms_external_key: wholeAccount,
  aws_kms_replica_external_key: wholeAccount,
  aws_vpc_endpoint: () => ({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
  aws_sns_topic: ({ account, arn }) => ({
    Sid: '__default_statement_ID',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: [
      'SNS:GetTopicAttributes',
      'SNS:SetTopicAttributes',
      'SNS:AddPermission',
      'SNS:RemovePermission',
      'SNS:DeleteTopic',
      'SNS:Subscribe',
      'SNS:ListSubscriptionsByTopic',
      'SNS:Publish',
    ],
    Resource: arn,
    Condition: { StringEquals: { 'AWS:SourceOwner': account } },
  }),
};

function wholeAccount({ partition, account }: Place): Value {
  return {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
}
