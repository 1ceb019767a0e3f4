import type { Problems } from '../core/errors';
import type { Json } from '../core/json-with-references';

/** An event pattern in the terms of EventBridge: lists of values or of conditions, by the event's fields. */
export type EventPattern = { readonly [field: string]: Json };

/** Events of one system, by their types. */
export interface EventMatch {
  /** Who published, such as `deposits`. */
  readonly source: string;
  /** At least one, such as `DepositReceived`. */
  readonly detailTypes: readonly string[];
  /** What the event's own data must be like. @default anything */
  readonly detail?: EventPattern;
}

/**
 * Any pattern, for events of AWS services on the default bus. `source` is required: without it, a rule sees everything
 * that happens in the account, its own consequences among it.
 */
export interface AwsEventMatch {
  readonly pattern: EventPattern;
}

/** Characters of a pattern. Source: EventBridge quotas, the default. */
const MAX_PATTERN_CHARACTERS = 2048;

/** The pattern as EventBridge reads it. */
export function patternOf(match: EventMatch | AwsEventMatch): EventPattern {
  if ('pattern' in match) return match.pattern;
  const { source, detailTypes, detail } = match;
  return {
    source: [source],
    'detail-type': [...detailTypes].sort(),
    ...(detail && { detail }),
  };
}

/** Records what is wrong with a match. @param code the beginning of the codes, such as `event-rule` */
export function checkMatch(
  problems: Problems,
  code: string,
  property: string,
  match: EventMatch | AwsEventMatch,
): void {
  if ('pattern' in match) {
    const { source } = match.pattern;
    problems.check(Array.isArray(source) && source.length > 0, {
      code: `${code}-pattern-source`,
      property: `${property}.pattern.source`,
      received: source,
      allowed: 'a list of at least one source',
      fix: 'Name the services whose events are wanted, such as ["aws.s3"].',
    });
  } else {
    checkTypes(problems, code, property, match);
  }
  const { length } = JSON.stringify(patternOf(match));
  problems.check(length <= MAX_PATTERN_CHARACTERS, {
    code: `${code}-pattern-size`,
    property,
    received: length,
    allowed: `at most ${MAX_PATTERN_CHARACTERS} characters as JSON`,
    fix: 'Match less in the pattern, or split the rule.',
  });
}

function checkTypes(problems: Problems, code: string, property: string, match: EventMatch): void {
  const { source, detailTypes } = match;
  problems.check(/^(?!aws\.)[\w./-]{1,256}$/.test(source), {
    code: `${code}-source`,
    property: `${property}.source`,
    received: source,
    allowed: '1 to 256 letters, digits and . _ - /, not beginning with aws.',
    fix: 'Name the system that publishes; for events of AWS give a pattern on the default bus.',
  });
  const distinct = new Set(detailTypes);
  problems.check(
    distinct.size > 0 && distinct.size === detailTypes.length && detailTypes.every(isDetailType),
    {
      code: `${code}-detail-types`,
      property: `${property}.detailTypes`,
      received: detailTypes,
      allowed: 'at least one type, each once, of 1 to 128 characters',
      fix: 'Name the types of events that are wanted.',
    },
  );
}

/** Source of the limit: EventBridge, `PutEventsRequestEntry`. */
export function isDetailType(type: string): boolean {
  return type.length > 0 && type.length <= 128;
}
