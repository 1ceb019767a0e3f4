import type { GuardrailScope } from '../../../policies/guardrails/guardrail-scope';

export const ACCOUNT = '777788889999';
export const REGION = 'eu-central-1';
export const VPC = 'vpc-0123456789abcdef0';
export const SUBNETS = ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'];
export const GROUPS = ['sg-0123456789abcdef0', 'sg-0123456789abcdef1'];
export const DEFAULT_GROUP = 'sg-0123456789abcdef9';
export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/deposits-prod-functions`;

/** An environment with two subnets, two groups and two functions. */
export const SCOPE: GuardrailScope = {
  partition: 'aws',
  region: REGION,
  accountId: ACCOUNT,
  vpcId: VPC,
  subnetIds: SUBNETS,
  securityGroupIds: GROUPS,
  defaultSecurityGroupId: DEFAULT_GROUP,
  boundaryArn: BOUNDARY,
  boundedRoleArns: ['post-ledger', 'get-deposit'].map(
    (name) => `arn:aws:iam::${ACCOUNT}:role/deposits-prod-${name}`,
  ),
  logGroupArns: [`arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/vpc/flow`],
  deployerArns: [`arn:aws:iam::${ACCOUNT}:role/deploy`],
};
