import type { Criterion } from '../../rules/rule';

export const PLAN_EQUALS_CONFIGURATION: Criterion = {
  id: 'proof-plan-equals-configuration',
  severity: 'high',
  summary:
    'A plan does what the configuration says that was reviewed: the same resources, values and references.',
  rationale:
    'What is approved is a configuration, and what is applied is a plan. Between the two stand variables, another ' +
    'checkout and another machine: nobody sees in a plan of hundreds of resources that one rule is wider.',
  remediation:
    'Make the plan anew from the directory that was reviewed, or review the configuration that it came from.',
};
