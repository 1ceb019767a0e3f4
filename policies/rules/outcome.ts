import type { Resource } from '../graph/resource';
import { isUnknown, type Unknown, type Value } from '../graph/value';

/** What a rule says of one thing that it looked at. */
export type Outcome = Pass | Fail | NotKnown;

export interface Pass {
  readonly status: 'pass';
}

export interface Fail {
  readonly status: 'fail';
  /** What is wrong with this one, with the value that was found. One sentence without a full stop. */
  readonly message: string;
  readonly at: Spot;
}

/** Neither: what decides it is not known before `apply`, or not in the input. */
export interface NotKnown {
  readonly status: 'unknown';
  /** What cannot be seen, and why. */
  readonly message: string;
  readonly at: Spot;
}

/** Where it is written. */
export interface Spot {
  /** @default '', the whole resource */
  readonly path?: string;
  /** @default the resource that is judged */
  readonly resource?: Resource;
}

const passed: Pass = { status: 'pass' };

export function pass(): Pass {
  return passed;
}

/** @param at the path of the attribute that is wrong, or the place in another resource */
export function fail(message: string, at: string | Spot = {}): Fail {
  return { status: 'fail', message, at: spot(at) };
}

/** @param why the unknown value, or a phrase that can stand after "unknown: " */
export function unknown(what: string, why: Unknown | string, at: string | Spot = {}): NotKnown {
  return {
    status: 'unknown',
    message: `${what}: ${typeof why === 'string' ? why : why.reason}`,
    at: spot(at),
  };
}

function spot(at: string | Spot): Spot {
  return typeof at === 'string' ? { path: at } : at;
}

/** A value of which all is known on the first level. */
export type Known = Exclude<Value, Unknown> | undefined;

/**
 * Judges a value that may not be known. One that is not, but of which all known alternatives are wrong, is wrong.
 *
 * @param what names the attribute in the message about an unknown value
 * @param wrong what is wrong with a known value (null is `undefined`), or `undefined` when it is right
 */
export function judge(
  value: Value | undefined,
  what: string,
  wrong: (known: Known) => string | undefined,
  at: string | Spot,
): Outcome {
  if (!isUnknown(value)) {
    const message = wrong(value ?? undefined);
    return message === undefined ? passed : fail(message, at);
  }
  const alternatives = value.alternatives ?? [];
  const messages = alternatives.map((one) => (isUnknown(one) ? undefined : wrong(one ?? undefined)));
  const [first] = messages;
  return first !== undefined && messages.every((message) => message !== undefined)
    ? fail(first, at)
    : unknown(what, value, at);
}
