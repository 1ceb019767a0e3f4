import type { Rule } from '../rule';
import { ACL_TYPES, mustNotAdmitWorld } from './support/acl';

export const rule: Rule = {
  id: 'network-acl-no-open-rdp',
  severity: 'medium',
  summary: 'No network ACL lets the whole world in to Remote Desktop.',
  rationale:
    'Remote Desktop is searched for on every public address. ' +
    'The ACL is the second wall: it holds when somebody opens a security group.',
  remediation:
    'Deny the port with a lower rule number, or admit only the ports and ranges that the subnet serves.',
  references: ['CKV_AWS_231', 'AVD-AWS-0105'],
  types: ACL_TYPES,
  check: (resource, context) => mustNotAdmitWorld(resource, context, 3389),
};
