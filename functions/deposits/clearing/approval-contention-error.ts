/** How often a change of an approval is tried, each time on what the others left. */
export const SAVE_ATTEMPTS = 5;

/** Others kept changing the approval: two people answer at a time, not five. */
export class ApprovalContentionError extends Error {
  override readonly name = 'ApprovalContentionError';

  constructor() {
    super(`the approval was changed by others ${SAVE_ATTEMPTS} times in a row`);
  }
}
