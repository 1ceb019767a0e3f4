import type { Criterion } from '../rules/rule';
import { WAIVER_CRITERIA } from '../waivers/criteria';

/** The input names something that could not be looked into. */
export const INPUT_COMPLETE: Criterion = {
  id: 'input-complete',
  severity: 'medium',
  summary: 'Everything that the input calls can be looked into.',
  rationale:
    'What was not looked into was not judged: a module from a registry can open a port as well as one that lies in the ' +
    'repository.',
  remediation:
    'Review the plan instead, which contains all modules (`terraform show -json PLAN > plan.json`), or run ' +
    '`terraform init` before the review.',
};

/** With a baseline only. */
export const STATEFUL_REMOVED: Criterion = {
  id: 'change-stateful-removed',
  severity: 'high',
  summary: 'What holds data and was approved is still there.',
  rationale: 'Terraform destroys what is no longer configured, and the data with it.',
  remediation:
    'Add a `moved` block if it was renamed, a `removed` block with `destroy = false` if it is to be kept elsewhere; ' +
    'otherwise approve the loss with a new baseline.',
};

/** With a baseline only. */
export const STATEFUL_REPLACED: Criterion = {
  id: 'change-stateful-replaced',
  severity: 'high',
  summary: 'What holds data and was approved is not replaced by an empty one.',
  rationale:
    'An attribute that cannot change on a living resource makes Terraform destroy it and create another, without the data.',
  remediation:
    'Keep the attribute as it was, or migrate the data into a second resource before the first is removed; otherwise ' +
    'approve the loss with a new baseline.',
};

const APPROVED =
  'What was approved was approved with these permissions and paths: whoever widens them asks again.';

/** With a baseline only, as the four that follow. */
export const PERMISSION_NEW: Criterion = {
  id: 'change-permission-new',
  severity: 'medium',
  summary: 'A function may do nothing that was not approved.',
  rationale: APPROVED,
  remediation: 'Take the permission back, or approve it with a new baseline.',
};

export const PERMISSION_WIDER: Criterion = {
  id: 'change-permission-wider',
  severity: 'high',
  summary: 'A permission that was approved is not wider now.',
  rationale: APPROVED,
  remediation:
    'Narrow the action, the resource or the conditions to what was approved, or approve them with a new baseline.',
};

export const PATH_NEW: Criterion = {
  id: 'change-path-new',
  severity: 'medium',
  summary: 'A function reaches nothing that it did not reach when it was approved.',
  rationale: APPROVED,
  remediation: 'Close the path at the step that opened it, or approve it with a new baseline.',
};

export const RANGE_WIDER: Criterion = {
  id: 'change-range-wider',
  severity: 'high',
  summary: 'The rules of a security group admit no addresses that were not approved.',
  rationale: APPROVED,
  remediation: 'Narrow the range to what was approved, or approve it with a new baseline.',
};

/** What a review says of its own input, besides the rules and proofs. */
export const REVIEW_CRITERIA: readonly Criterion[] = [
  PERMISSION_NEW,
  PERMISSION_WIDER,
  PATH_NEW,
  RANGE_WIDER,
  STATEFUL_REMOVED,
  STATEFUL_REPLACED,
  INPUT_COMPLETE,
  ...WAIVER_CRITERIA,
];
