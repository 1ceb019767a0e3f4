import type { Unknown } from '../../graph/value';

/**
 * What a guard does with traffic. `partly` where it lets some of the addresses or ports through and not all; a reach
 * that needs one address must then be asked for that address.
 */
export type Verdict<By> =
  | { readonly status: 'allowed'; readonly by: By }
  | { readonly status: 'partly'; readonly by: By }
  | { readonly status: 'denied'; readonly by?: By }
  | { readonly status: 'unknown'; readonly reason: Unknown; readonly by?: By };
