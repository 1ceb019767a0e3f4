import { Problems } from '../core/errors';
import { checkRange } from '../core/ranges';
import { checkInput, type EventInput } from './event-input';
import { type AwsEventMatch, checkMatch, type EventMatch } from './event-match';

/** The props of a rule that have limits. */
export interface LimitedEventRuleProps {
  readonly name: string;
  readonly description?: string;
  readonly bus: { readonly busName: string } | 'default';
  readonly matches: EventMatch | AwsEventMatch;
}

/** The options of a target that have limits. */
export interface LimitedTargetOptions {
  readonly maximumEventAgeSeconds?: number;
  readonly retryAttempts?: number;
  readonly input?: EventInput;
}

/** Targets of a rule. Source: EventBridge quotas; not adjustable. */
export const MAX_TARGETS = 5;

/** Records everything that is wrong with the props of a rule. Limits: EventBridge, `PutRule`. */
export function checkEventRule(problems: Problems, props: LimitedEventRuleProps): void {
  const { name, description, bus, matches } = props;
  problems.check(/^[A-Za-z0-9._-]{1,64}$/.test(name), {
    code: 'event-rule-name',
    property: 'name',
    received: name,
    allowed: '1 to 64 letters, digits and . - _',
    fix: 'Shorten the prefix of the environment or the name of the rule.',
  });
  problems.check(description === undefined || description.length <= 512, {
    code: 'event-rule-description',
    property: 'description',
    received: description,
    allowed: 'at most 512 characters',
    fix: 'Say in one sentence what the rule is for.',
  });
  problems.check(bus === 'default' || !('pattern' in matches), {
    code: 'event-rule-pattern',
    property: 'matches',
    received: matches,
    allowed: 'a source and its detail-types, on a bus of the system',
    fix: 'Give source and detailTypes; any pattern only on the default bus.',
  });
  checkMatch(problems, 'event-rule', 'matches', matches);
}

/** @throws InvalidInputError with everything that is wrong with a target. Limits: EventBridge, `PutTargets`. */
export function checkTarget(path: string, id: string, count: number, options: LimitedTargetOptions): void {
  const problems = new Problems();
  problems.check(/^[A-Za-z0-9._-]{1,64}$/.test(id), {
    code: 'event-target-id',
    property: 'id',
    received: id,
    allowed: '1 to 64 letters, digits and . - _',
    fix: 'Name the target in kebab-case.',
  });
  problems.check(count < MAX_TARGETS, {
    code: 'event-rule-targets',
    property: 'targets',
    received: count + 1,
    allowed: `1 to ${MAX_TARGETS} targets`,
    fix: 'Let the rule publish to a topic, and subscribe queues to that.',
  });
  checkRange(problems, {
    code: 'event-target-age',
    property: 'maximumEventAgeSeconds',
    received: options.maximumEventAgeSeconds,
    least: 60,
    most: 86_400,
    service: 'EventBridge',
  });
  checkRange(problems, {
    code: 'event-target-retries',
    property: 'retryAttempts',
    received: options.retryAttempts,
    least: 0,
    most: 185,
    service: 'EventBridge',
  });
  if (options.input) checkInput(problems, options.input);
  problems.throwIfAny(path);
}
