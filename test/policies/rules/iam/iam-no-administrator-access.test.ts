import { rule } from '../../../../policies/rules/iam/iam-no-administrator-access';
import { testRule } from '../support';
import { anywhere, attached, found, listed, unknownPolicy } from './managed';

testRule(rule, {
  pass: { 'another policy': attached('ReadOnlyAccess'), 'another in the list': listed('ReadOnlyAccess') },
  fail: { attached: attached('AdministratorAccess'), listed: listed('AdministratorAccess') },
  unknown: { 'the policy': unknownPolicy },
  evasion: {
    'found by name': found('AdministratorAccess'),
    'in any partition': anywhere('AdministratorAccess'),
  },
});
