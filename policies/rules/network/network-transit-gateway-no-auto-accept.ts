import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-transit-gateway-no-auto-accept',
  severity: 'medium',
  summary: 'A transit gateway does not accept attachments by itself.',
  rationale: 'Any account with which the gateway is shared could join the network, and be routed to.',
  remediation: 'Set `auto_accept_shared_attachments = "disable"`, which is the default.',
  references: ['CKV_AWS_331'],
  types: ['aws_ec2_transit_gateway'],
  check: (resource) =>
    mustBeOneOf(resource, 'auto_accept_shared_attachments', ['disable'], { absent: 'disable' }),
};
