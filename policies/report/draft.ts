import type { Gap } from '../graph/module/session';
import { Resource } from '../graph/resource';
import type { Fail, NotKnown } from '../rules/outcome';
import type { Criterion } from '../rules/rule';
import type { Violation } from '../rules/run-rules';
import type { WaiverFault } from '../waivers/apply-waivers';
import type { ResourceChanges } from './baseline/compare';
import { INPUT_COMPLETE, STATEFUL_REMOVED, STATEFUL_REPLACED } from './criteria';
import type { Identity } from './fingerprint';
import { type FindingPlace, type Locate, placeOf } from './location';
import type { ProofViolation } from './proof';

/** What will be a finding, from wherever it comes. */
export interface Draft {
  readonly criterion: Criterion;
  readonly status: 'fail' | 'unknown';
  readonly address: string;
  readonly stack?: string;
  readonly place: FindingPlace;
  readonly message: string;
  readonly identity: Identity;
  readonly counterExample?: readonly string[];
}

export function ofRule({ rule, resource, outcome }: Violation, locate: Locate): Draft {
  return ofResource(rule, resource, outcome, locate);
}

export function ofProof(
  criterion: Criterion,
  { subject, outcome, counterExample }: ProofViolation,
  locate: Locate,
): Draft {
  const shown = counterExample && counterExample.length > 0 ? { counterExample } : {};
  if (subject instanceof Resource) return { ...ofResource(criterion, subject, outcome, locate), ...shown };
  const { address, file, line } = subject;
  const { status, message, at } = outcome;
  return {
    criterion,
    status,
    address,
    place: { file, ...(line === undefined ? {} : { line }) },
    message,
    identity: { rule: criterion.id, key: address, ...(at.path ? { path: at.path } : {}) },
    ...shown,
  };
}

function ofResource(
  criterion: Criterion,
  resource: Resource,
  { status, message, at }: Fail | NotKnown,
  locate: Locate,
): Draft {
  const { address, stack, key, multiplicity } = resource;
  return {
    criterion,
    status,
    address,
    ...(stack === undefined ? {} : { stack }),
    place: placeOf(resource, at, locate),
    message: multiplicity ? `${message} (how many there are is unknown: ${multiplicity.reason})` : message,
    identity: {
      rule: criterion.id,
      key,
      ...(at.resource ? { place: at.resource.key } : {}),
      ...(at.path ? { path: at.path } : {}),
    },
  };
}

/** What of the input nobody looked into: never silent, and never a pass. */
export function ofGap({ address, file, line, reason }: Gap): Draft {
  return {
    criterion: INPUT_COMPLETE,
    status: 'unknown',
    address,
    place: { file, ...(line === undefined ? {} : { line }) },
    message: reason,
    identity: { rule: INPUT_COMPLETE.id, key: address },
  };
}

/** @param file of the waivers */
export function ofWaiverFault({ criterion, waiver, message }: WaiverFault, file: string): Draft {
  const { rule, target, position } = waiver;
  return {
    criterion,
    status: 'fail',
    address: target.pattern,
    place: { file, line: position.line },
    message,
    identity: { rule: criterion.id, key: target.pattern, path: rule },
  };
}

/** What holds data and will not be what was approved. @param placeOfKey of a resource that is still there */
export function ofChanges(
  { removed, replaced }: ResourceChanges,
  baseline: string,
  placeOfKey: (key: string) => FindingPlace | undefined,
): readonly Draft[] {
  const draft = (criterion: Criterion, key: string, message: string): Draft => {
    const colon = /^[\w-]+:/.exec(key)?.[0];
    return {
      criterion,
      status: 'fail',
      address: colon === undefined ? key : key.slice(colon.length),
      ...(colon === undefined ? {} : { stack: colon.slice(0, -1) }),
      place: placeOfKey(key) ?? { file: baseline },
      message,
      identity: { rule: criterion.id, key },
    };
  };
  return [
    ...removed
      .filter(({ stateful }) => stateful)
      .map(({ key }) => draft(STATEFUL_REMOVED, key, 'it was approved and is no longer configured')),
    ...replaced.map(({ key, because }) => draft(STATEFUL_REPLACED, key, because)),
  ];
}
