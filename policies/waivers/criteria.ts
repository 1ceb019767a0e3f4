import type { Criterion } from '../rules/rule';

const rationale =
  'A waiver is a decision of a named person for a limited time. One that nobody answers for hides a finding for good.';

export const WAIVER_EXPIRED: Criterion = {
  id: 'waiver-expired',
  severity: 'medium',
  summary: 'A waiver has not passed its last day.',
  rationale,
  remediation: 'Mend what it waives and remove it, or have its owner decide again and set a new `expiry`.',
};

export const WAIVER_UNMATCHED: Criterion = {
  id: 'waiver-unmatched',
  severity: 'low',
  summary: 'A waiver waives a finding.',
  rationale:
    'One that waives nothing was misspelt, or what it waived is mended: it would hide the finding when it comes back.',
  remediation: 'Remove it, or correct `rule` and `construct` or `address` to those that the review prints.',
};

export const WAIVER_WITHOUT_REASON: Criterion = {
  id: 'waiver-without-reason',
  severity: 'medium',
  summary: 'A waiver says why the finding may stay.',
  rationale,
  remediation: 'Set `reason` to what makes the finding acceptable here, in a sentence.',
};

export const WAIVER_WITHOUT_OWNER: Criterion = {
  id: 'waiver-without-owner',
  severity: 'medium',
  summary: 'A waiver names who answers for it.',
  rationale,
  remediation: 'Set `owner` to the person or team that decided it.',
};

export const WAIVER_WITHOUT_EXPIRY: Criterion = {
  id: 'waiver-without-expiry',
  severity: 'medium',
  summary: 'A waiver ends.',
  rationale,
  remediation: 'Set `expiry` to the last day on which it holds: `"expiry": "2027-03-31"`.',
};

export const WAIVER_TOO_BROAD: Criterion = {
  id: 'waiver-too-broad',
  severity: 'medium',
  summary: 'A waiver names what it is for.',
  rationale: 'One for everything also waives what nobody has seen yet.',
  remediation:
    'Name the rule; write the construct or address in full, or a `*` at its end after a resource type with a dot ' +
    '(`aws_sqs_queue.dead_*`), after a type of one stack (`data:aws_sqs_queue.*`) or a construct path with a slash ' +
    '(`data/ledger/*`).',
};

export const WAIVER_DUPLICATE: Criterion = {
  id: 'waiver-duplicate',
  severity: 'low',
  summary: 'A finding is waived once.',
  rationale: 'Of two waivers for the same, one is forgotten when the other is withdrawn.',
  remediation: 'Keep the one that holds and remove the other.',
};

/** What a review says of the waivers themselves. None of it can be waived. */
export const WAIVER_CRITERIA: readonly Criterion[] = [
  WAIVER_DUPLICATE,
  WAIVER_EXPIRED,
  WAIVER_TOO_BROAD,
  WAIVER_UNMATCHED,
  WAIVER_WITHOUT_EXPIRY,
  WAIVER_WITHOUT_OWNER,
  WAIVER_WITHOUT_REASON,
];
