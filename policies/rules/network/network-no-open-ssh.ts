import type { Rule } from '../rule';
import { INGRESS_TYPES, mustNotMeetWorld, toPorts } from './support/world';

const TRAFFIC = toPorts('ingress', 22);

export const rule: Rule = {
  id: 'network-no-open-ssh',
  severity: 'critical',
  summary: 'Nobody on the internet reaches SSH.',
  rationale:
    'Every public address is searched for open SSH ports within minutes; one weak key or one fault of' +
    ' the server is a way in.',
  remediation:
    'Name the ranges or the group of those who administer, or close the port and use Session Manager.',
  references: ['CKV_AWS_24', 'AVD-AWS-0107'],
  types: INGRESS_TYPES,
  check: (resource, context) => mustNotMeetWorld(resource, context, TRAFFIC),
};
