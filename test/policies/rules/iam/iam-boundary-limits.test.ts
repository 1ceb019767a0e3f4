import { rule } from '../../../../policies/rules/iam/iam-boundary-limits';
import { testRule } from '../support';

const bounded = (...statements: readonly object[]) => `
resource "aws_iam_policy" "limit" {
  policy = jsonencode(${JSON.stringify({ Version: '2012-10-17', Statement: statements })})
}
resource "aws_iam_role" "r" {
  assume_role_policy   = "{}"
  permissions_boundary = aws_iam_policy.limit.arn
}
`;
const all = { Effect: 'Allow', Action: '*', Resource: '*' };

testRule(rule, {
  pass: {
    'names services': bounded({ ...all, Action: ['s3:*', 'sqs:*'] }),
    'everything but what is denied': bounded(all, { Effect: 'Deny', Action: 'iam:*', Resource: '*' }),
    'everything under a condition': bounded({
      ...all,
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
    }),
    'all but some actions': bounded({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
  },
  fail: {
    everything: bounded(all),
  },
  evasion: {
    'everything, among others': bounded({ ...all, Action: ['s3:GetObject', '*'] }),
    'beside a narrow statement': bounded({ ...all, Action: 's3:GetObject' }, all),
  },
  silent: {
    'no boundary': `resource "aws_iam_policy" "p" {
  policy = jsonencode(${JSON.stringify({ Statement: [all] })})
}`,
  },
});
