/** The functions cannot be bundled as they are. The message says which, where and why. */
export class BundlingError extends Error {
  override readonly name = 'BundlingError';
}
