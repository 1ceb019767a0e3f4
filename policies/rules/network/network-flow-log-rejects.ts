import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

/** A transit gateway's log has no type: it records everything. */
const GATEWAYS = ['transit_gateway_id', 'transit_gateway_attachment_id'];

export const rule: Rule = {
  id: 'network-flow-log-rejects',
  severity: 'low',
  summary: 'A flow log records what was refused.',
  rationale:
    'Refused connections show scans, and missing rules; a log of accepted traffic alone has neither.',
  remediation: 'Set `traffic_type` to "ALL", or at least to "REJECT".',
  types: ['aws_flow_log'],
  check: (resource) =>
    GATEWAYS.some((name) => resource.get(name) !== undefined)
      ? []
      : mustBeOneOf(resource, 'traffic_type', ['ALL', 'REJECT']),
};
