import type { Unknown } from './truth';

/** One value, several (a multivalued key), or not known. */
export type ContextValue = string | readonly string[] | Unknown;

/** What a request says of itself, by condition key. */
export interface Context {
  /** The key in lower case; nothing when the key is absent. An empty list is an absent key. */
  value(key: string): ContextValue | undefined;
}
