import { isRoutingNumber } from '../routing-number';
import type { DetectedLine } from './detected-line';

/** One way to read a line of magnetic-ink characters (MICR, the E-13B font of ANSI X9.27). */
export interface MicrReading {
  readonly routingNumber: string;
  readonly accountNumber: string;
  /** Not every line shows it. */
  readonly chequeNumber?: string;
}

/**
 * The ways to read the line, the likeliest first; none when it is no line of magnetic-ink characters.
 *
 * A reader of text knows no sign of the E-13B font: it leaves them out, or takes them for `|`, `:`, `"` or single
 * letters. So the line is known by what it holds: groups of digits, one of them a routing number whose check digit is
 * right, and no words. A personal cheque has routing number, account, cheque number; that of a company its cheque number
 * first; in some banks' the cheque number comes before the account. Accounts may be written in several groups.
 */
export function micrReadings(line: string): readonly MicrReading[] {
  // The euro, the pound, the yen and the rupee, escaped: the bundle is to stay ASCII (tools/bundling/bundle.ts).
  if (/\p{L}{2,}/u.test(line) || /[$\u20ac\u00a3\u00a5\u20b9/]/u.test(line)) return [];
  const groups = line.match(/\d+/g) ?? [];
  return groups.flatMap((group, index) =>
    isRoutingNumber(group) ? around(group, groups.slice(0, index), groups.slice(index + 1)) : [],
  );
}

/** Whether the line may be a part of one of magnetic-ink characters: digits, signs, and single letters at the most. */
export function mayBeMicr({ text }: DetectedLine): boolean {
  return (text.match(/\d/g) ?? []).length >= 3 && !/\p{L}{2,}|[$\u20ac\u00a3\u00a5\u20b9/.,*#]/u.test(text);
}

function around(routingNumber: string, before: readonly string[], after: readonly string[]): MicrReading[] {
  const [first, ...rest] = after;
  if (first === undefined) return [];
  const readings: MicrReading[] = [];
  if (before.length > 0) {
    readings.push({ routingNumber, accountNumber: after.join(''), chequeNumber: before.join('') });
  }
  const last = rest.at(-1);
  if (last !== undefined) {
    const account = after.slice(0, -1).join('');
    readings.push({ routingNumber, accountNumber: account, chequeNumber: last });
    readings.push({ routingNumber, accountNumber: rest.join(''), chequeNumber: first });
  }
  readings.push({ routingNumber, accountNumber: after.join('') });
  return readings;
}
