import { type AslObject, given } from './flow';

/** Ends the steps with an error, which an outer state may catch. */
export interface Fail {
  readonly type: 'Fail';
  /** @default none */
  readonly comment?: string;
  /** The error's name, for catchers and alarms. */
  readonly error: string;
  /** What people read. @default none */
  readonly cause?: string;
}

/** An end with an error. */
export function fail(state: Omit<Fail, 'type'>): Fail {
  return { type: 'Fail', ...state };
}

export function renderFail({ comment, error, cause }: Fail): AslObject {
  return given({ Type: 'Fail', Comment: comment, Error: error, Cause: cause });
}
