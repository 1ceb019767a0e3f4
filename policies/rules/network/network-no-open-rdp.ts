import type { Rule } from '../rule';
import { INGRESS_TYPES, mustNotMeetWorld, toPorts } from './support/world';

const TRAFFIC = toPorts('ingress', 3389);

export const rule: Rule = {
  id: 'network-no-open-rdp',
  severity: 'critical',
  summary: 'Nobody on the internet reaches Remote Desktop.',
  rationale:
    'Remote Desktop is the most frequent way in for ransomware; it is found by scanners within ' + 'minutes.',
  remediation:
    'Name the ranges or the group of those who administer, or close the port and use Session Manager.',
  references: ['CKV_AWS_25', 'AVD-AWS-0107'],
  types: INGRESS_TYPES,
  check: (resource, context) => mustNotMeetWorld(resource, context, TRAFFIC),
};
