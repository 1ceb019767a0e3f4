import type { Rule } from '../rule';
import { INGRESS_TYPES, mustNotMeetWorld, toPorts } from './support/world';

const TRAFFIC = toPorts('ingress', 80);

export const rule: Rule = {
  id: 'network-no-open-http',
  severity: 'medium',
  summary: 'Nobody on the internet reaches the port of unencrypted HTTP.',
  rationale:
    'What is sent over it can be read and changed on the way. A load balancer that only redirects to ' +
    'HTTPS is a reason for a waiver.',
  remediation: 'Serve HTTPS on port 443 alone, or admit only the load balancer or CloudFront.',
  references: ['CKV_AWS_260'],
  types: INGRESS_TYPES,
  check: (resource, context) => mustNotMeetWorld(resource, context, TRAFFIC),
};
