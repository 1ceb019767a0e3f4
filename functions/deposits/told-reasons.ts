/**
 * What somebody outside the bank is told instead of the reason: whoever learns that an account is blocked or frozen learns
 * of an inquiry before those who conduct it want him to. Inside, in events, logs and the
 * database, the reason stays.
 */
const CONFIDENTIAL: ReadonlySet<string> = new Set(['DRAWER_BLOCKED', 'ACCOUNT_FROZEN']);

/** The code that stands for every confidential reason. */
export const DECLINED = 'DECLINED';

/** The reasons as submitters and partner banks are told them, each once, in the order in which they came. */
export function toldReasons(reasons: readonly string[]): readonly string[] {
  return [...new Set(reasons.map((reason) => (CONFIDENTIAL.has(reason) ? DECLINED : reason)))];
}
