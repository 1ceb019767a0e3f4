import * as v from 'valibot';
import { parseJsonObject, readInput } from '../graph/read-input';
import { jsonPosition } from '../report/json-position';
import { schemaError } from '../report/schema-error';
import type { Waiver, WaiverFile } from './waiver';

const text = v.pipe(v.string('must be a string'), v.trim());

const entrySchema = v.pipe(
  v.strictObject({
    rule: v.pipe(text, v.minLength(1, 'must name a rule')),
    construct: v.optional(v.pipe(text, v.minLength(1, 'must name a construct'))),
    address: v.optional(v.pipe(text, v.minLength(1, 'must be a Terraform address'))),
    owner: v.optional(text),
    reason: v.optional(text),
    expiry: v.optional(v.pipe(text, v.check(isDate, 'must be a day, written 2027-03-31'))),
    environment: v.optional(v.pipe(text, v.minLength(1, 'must name an environment'))),
  }),
  v.check(
    ({ construct, address }) => (construct === undefined) !== (address === undefined),
    'must have either construct (cdktf’s path) or address (Terraform’s)',
  ),
);

const fileSchema = v.strictObject({
  $schema: v.optional(v.string()),
  schemaVersion: v.literal(1, 'must be 1'),
  waivers: v.array(entrySchema, 'must be a list'),
});

/**
 * Reads a file of waivers.
 *
 * @param name as messages and findings call it
 * @param isForThisInput see `WaiverFile`
 * @throws InputError with the position of what is not as it must be
 */
export function readWaivers(path: string, name: string, isForThisInput: boolean): WaiverFile {
  return parseWaivers(readInput(path, name), name, isForThisInput);
}

/** As `readWaivers`, of a text. */
export function parseWaivers(json: string, name: string, isForThisInput: boolean): WaiverFile {
  const result = v.safeParse(fileSchema, parseJsonObject(json, name), { abortPipeEarly: true });
  if (!result.success) throw schemaError(result.issues[0], json, name);
  const waivers = result.output.waivers.map((entry, index): Waiver => {
    const { construct, address = '', owner, reason, expiry, environment, rule } = entry;
    return {
      rule,
      target:
        construct === undefined
          ? { by: 'address', pattern: address }
          : { by: 'construct', pattern: construct },
      ...(owner ? { owner } : {}),
      ...(reason ? { reason } : {}),
      ...(expiry ? { expiry } : {}),
      ...(environment ? { environment } : {}),
      position: jsonPosition(json, ['waivers', index]),
    };
  });
  return { name, waivers, isForThisInput };
}

function isDate(day: string): boolean {
  if (day === '') return true;
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
