/** Where a deposit is, from left to right on the page. */
export const LANES = [
  'received',
  'checks',
  'decision',
  'approval',
  'posted',
  'notified',
  'rejected',
] as const;
export type Lane = (typeof LANES)[number];

/** The lane that a deposit is in while the state of the clearing runs. A test holds the names equal to the workflow's. */
export const LANE_OF_STATE: Readonly<Record<string, Lane>> = {
  'Check deposit': 'checks',
  'Read cheque': 'checks',
  'Screen deposit': 'checks',
  'Verify account': 'checks',
  'Image missing': 'checks',
  Decide: 'decision',
  'Follow decision': 'decision',
  'Request approval': 'decision',
  'Approval expired': 'decision',
  'Decide on approval': 'decision',
  'Follow approval': 'decision',
  'Post to ledger': 'decision',
  'Unknown decision': 'decision',
  Cleared: 'posted',
  Rejected: 'rejected',
};

/** The name of the state machine of the clearing, after the prefix of the environment. */
export const CLEARING = 'clear-deposit';
