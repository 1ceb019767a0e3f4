/** What was asked for on the page cannot be done. The message is for the person who asked. */
export class ActionRefusedError extends Error {
  override readonly name = 'ActionRefusedError';
}
