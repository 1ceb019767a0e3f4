import type { Criterion } from '../../rules/rule';

export const DELIVERY_NOT_PERMITTED: Criterion = {
  id: 'proof-delivery-is-permitted',
  severity: 'high',
  summary: 'What the configuration makes services of AWS do, they may do.',
  rationale:
    'A rule, a schedule, a subscription or an alarm whose service is not admitted fails silently: Terraform applies it, ' +
    'nobody sees an error, and events are lost when the first one comes. Each needs a permission on both sides: in the role ' +
    'that the service takes, or in the policy of what it delivers to, and in that of the key.',
  remediation: 'Add the statement that the finding spells out, or remove what is configured.',
};

export const ADMISSION_NOT_USED: Criterion = {
  id: 'proof-admission-is-used',
  severity: 'medium',
  summary: 'Services of AWS are admitted for what the configuration makes them do, and for nothing else.',
  rationale:
    'An admission that no delivery needs is left over, or waits for one that was forgotten. Until then whoever may configure ' +
    'the service has a way to the resource that nobody looks at.',
  remediation:
    'Remove the statement, the action or the source that the finding names, or configure the delivery.',
};

export const CRITERIA: readonly Criterion[] = [DELIVERY_NOT_PERMITTED, ADMISSION_NOT_USED];
