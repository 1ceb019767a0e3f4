import * as v from 'valibot';
import { MAX_MINOR_UNITS } from '../money';
import { EventRefusedError, eventProblems } from './event-refused-error';

/** EventBridge's `source` of all events of this domain. */
export const EVENT_SOURCE = 'deposits';

/** What every event tells of itself, whatever it is about. */
function metadataOf<const Version extends number>(version: Version) {
  return v.object({
    schemaVersion: v.pipe(v.literal(version), v.description('The version of the schema of this event.')),
    eventId: v.pipe(
      uuid('019b76da-a800-7000-8000-000000000002'),
      v.description('The same in every delivery of the event: consumers drop what they have seen.'),
    ),
    occurredAt: v.pipe(timestamp(), v.description('When it happened, which is not when it was published.')),
  });
}

type MetadataSchema<Version extends number> = ReturnType<typeof metadataOf<Version>>;

/** One version of one event: what it looks like, and who publishes and consumes it. */
export interface EventDefinition<
  Name extends string = string,
  Version extends number = number,
  Data extends v.ObjectEntries = v.ObjectEntries,
> {
  /** EventBridge's `detail-type`, in PascalCase and in the past tense. */
  readonly name: Name;
  readonly version: Version;
  /** What has happened, in one sentence. */
  readonly summary: string;
  /** The names of the contracts of the functions that publish it. */
  readonly producers: readonly string[];
  /** The names of the contracts of the functions that it reaches. */
  readonly consumers: readonly string[];
  /** What this version brought, oldest first: the first publication, and each optional member added since. */
  readonly changes: readonly string[];
  /**
   * EventBridge's `detail`. A version that was published changes by additional optional members only; everything else
   * makes the next version, in a definition of its own. Members that a consumer does not know are ignored.
   */
  readonly schema: v.ObjectSchema<
    { readonly metadata: MetadataSchema<Version>; readonly data: v.ObjectSchema<Data, undefined> },
    undefined
  >;
}

/** The event of a definition, as the program has it: with its name, which EventBridge carries beside the `detail`. */
export type EventOf<D extends EventDefinition> = D extends EventDefinition
  ? { readonly type: D['name'] } & v.InferOutput<D['schema']>
  : never;

/**
 * @param definition with `data` as a function: a function that is for one event loads the definitions of all, and makes
 * the schema of the one only
 */
export function defineEvent<
  const Name extends string,
  const Version extends number,
  const Data extends v.ObjectEntries,
>(
  definition: Omit<EventDefinition<Name, Version, Data>, 'schema'> & { readonly data: () => Data },
): EventDefinition<Name, Version, Data> {
  const { data, ...told } = definition;
  const make = () => v.object({ metadata: metadataOf(told.version), data: v.object(data()) });
  let schema: ReturnType<typeof make> | undefined;
  return {
    ...told,
    get schema() {
      schema ??= make();
      return schema;
    },
  };
}

/** What an event has of its own; the version and the name are its definition's. */
export interface EventParts {
  readonly eventId: string;
  readonly occurredAt: Date;
  readonly data: unknown;
}

/**
 * Makes an event, and lets none through that its own schema would refuse.
 *
 * @throws EventRefusedError when the parts do not conform, which is a defect of this program
 */
export function makeEvent<D extends EventDefinition>(definition: D, parts: EventParts): EventOf<D> {
  const parsed = v.safeParse(definition.schema, {
    metadata: {
      schemaVersion: definition.version,
      eventId: parts.eventId,
      occurredAt: parts.occurredAt.toISOString(),
    },
    data: parts.data,
  });
  if (!parsed.success) throw new EventRefusedError(eventProblems(parsed.issues));
  return { type: definition.name, ...parsed.output } as EventOf<D>;
}

/** The id of an event, of a deposit or of a batch. */
export function uuid(example = '019b76da-a800-7000-8000-000000000001') {
  return v.pipe(v.string(), v.uuid(), v.examples([example]));
}

/** A point in time as ISO 8601 has it, in UTC: `2026-01-31T12:00:00.000Z`. */
export function timestamp() {
  return v.pipe(v.string(), v.isoTimestamp(), v.examples(['2026-01-31T12:00:00.000Z']));
}

/** A number of things, exact in JSON and in JavaScript. */
export function count(from: 0 | 1 = 0) {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(from), v.examples([17]));
}

/** An amount in the currency's minor units: no sum passes through a floating-point fraction. */
export function money() {
  return v.object({
    minorUnits: v.pipe(
      count(1),
      v.maxValue(MAX_MINOR_UNITS),
      v.examples([125_000]),
      v.description('The amount in the minor units of the currency, such as cents.'),
    ),
    currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/), v.examples(['USD']), v.description('ISO 4217.')),
  });
}

/**
 * A reason that programs tell apart, such as `IMAGE_MISSING`. Never a sentence: a sentence may hold customer data.
 *
 * @param example for the documentation
 */
export function reasonCode(example: string) {
  return v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9_]{0,63}$/), v.examples([example]));
}

/** At least one reason, and no more than a reader takes in. */
export function reasonCodes(example: string) {
  return v.pipe(v.array(reasonCode(example)), v.minLength(1), v.maxLength(20));
}
