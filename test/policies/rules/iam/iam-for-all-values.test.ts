import { rule } from '../../../../policies/rules/iam/iam-for-all-values';
import { testRule } from '../support';
import { allow, deny, policy, when } from './configurations';

const via = (operator: string) => when(operator, 'kms:ViaService', 'sqs.eu-central-1.amazonaws.com');

testRule(rule, {
  pass: {
    'one value compared as one': policy(allow('kms:Decrypt', '*', via('StringEquals'))),
    'a key with several values': policy(
      allow('ec2:CreateTags', '*', when('ForAllValues:StringEquals', 'aws:TagKeys', 'Name')),
    ),
    'in a denial it denies more': policy(deny('kms:*', '*', via('ForAllValues:StringEquals'))),
  },
  fail: {
    'one value': policy(allow('kms:Decrypt', '*', via('ForAllValues:StringEquals'))),
  },
  evasion: {
    'in another case': policy(
      allow('kms:Decrypt', '*', when('forallvalues:stringlike', 'KMS:viaservice', 'sqs.*')),
    ),
  },
});
