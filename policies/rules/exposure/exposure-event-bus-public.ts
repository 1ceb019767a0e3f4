import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-event-bus-public',
  severity: 'critical',
  summary: 'The policy of an event bus does not let in everyone.',
  rationale:
    'Rules trust the source and the type of an event. Who may put events from any account can start every workflow that a rule starts.',
  remediation: 'Name the accounts, or add a condition on `aws:PrincipalOrgID`.',
  references: ['AwsSolutions-EVB1'],
  types: [
    'aws_cloudwatch_event_bus_policy',
    'aws_cloudwatch_event_permission',
    'aws_schemas_registry_policy',
  ],
  check: (resource, context) => publicOutcomes(resource, context, 'the event bus'),
};
