import { rule } from '../../../../policies/rules/iam/iam-no-aws-managed-policy';
import { testRule } from '../support';
import { anywhere, attached, found, listed, unknownPolicy } from './managed';

testRule(rule, {
  pass: {
    'another policy': attached('AmazonSQSFullAccess'),
    'another in the list': listed('AmazonSQSFullAccess'),
  },
  fail: { attached: attached('ReadOnlyAccess'), listed: listed('ReadOnlyAccess') },
  unknown: { 'the policy': unknownPolicy },
  evasion: { 'found by name': found('ReadOnlyAccess'), 'in any partition': anywhere('ReadOnlyAccess') },
});
