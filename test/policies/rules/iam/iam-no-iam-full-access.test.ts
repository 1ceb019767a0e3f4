import { rule } from '../../../../policies/rules/iam/iam-no-iam-full-access';
import { testRule } from '../support';
import { anywhere, attached, found, listed, unknownPolicy } from './managed';

testRule(rule, {
  pass: {
    'another policy': attached('IAMReadOnlyAccess'),
    'another in the list': listed('IAMReadOnlyAccess'),
  },
  fail: { attached: attached('IAMFullAccess'), listed: listed('IAMFullAccess') },
  unknown: { 'the policy': unknownPolicy },
  evasion: { 'found by name': found('IAMFullAccess'), 'in any partition': anywhere('IAMFullAccess') },
});
