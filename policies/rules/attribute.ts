import type { Resource } from '../graph/resource';
import {
  isList,
  isUnknown,
  PartialText,
  toBoolean,
  toNumber,
  toText,
  type Unknown,
  type Value,
  type ValueObject,
} from '../graph/value';
import { judge, type Known, type Outcome, pass } from './outcome';

export interface Requirement {
  /** What the provider or AWS takes when the attribute is not written. @default undefined, "nothing is set" */
  readonly absent?: boolean | number | string;
  /** Ends "attribute is …": `the queue is not encrypted`. @default a sentence made of the path and the value */
  readonly message?: string;
}

/** The attribute must be true. */
export function mustBeTrue(resource: Resource, path: string, options: Requirement = {}): Outcome {
  return mustBe(resource, path, (value) => toBoolean(value) === true, 'true', options);
}

/** The attribute must be false. */
export function mustBeFalse(resource: Resource, path: string, options: Requirement = {}): Outcome {
  return mustBe(resource, path, (value) => toBoolean(value) === false, 'false', {
    ...options,
    absent: options.absent ?? false,
  });
}

/** The attribute must be written and not be empty. The ARN or id of another resource is, before anybody knows it. */
export function mustBeSet(resource: Resource, path: string, options: Requirement = {}): Outcome {
  if (isSurelySet(written(resource, path))) return pass();
  return mustBe(resource, path, (value) => isSet(value), 'a value', options);
}

/** The attribute must be one of the texts. */
export function mustBeOneOf(
  resource: Resource,
  path: string,
  allowed: readonly string[],
  options: Requirement = {},
): Outcome {
  const fits = (value: Known): boolean => {
    const text = toText(value);
    return typeof text === 'string' && allowed.includes(text);
  };
  return mustBe(resource, path, fits, allowed.join(' or '), options);
}

/** The attribute must be a number of that size at least. */
export function mustBeAtLeast(
  resource: Resource,
  path: string,
  least: number,
  options: Requirement = {},
): Outcome {
  const fits = (value: Known): boolean => {
    const number = toNumber(value);
    return typeof number === 'number' && number >= least;
  };
  return mustBe(resource, path, fits, `at least ${least}`, options);
}

function mustBe(
  resource: Resource,
  path: string,
  fits: (value: Known) => boolean,
  wanted: string,
  { absent, message }: Requirement,
): Outcome {
  return judge(
    written(resource, path) ?? absent,
    path,
    (value) => (fits(value) ? undefined : (message ?? `${path} is ${shown(value)}; wanted is ${wanted}`)),
    path,
  );
}

/**
 * What the configuration says of the attribute. A plan calls an attribute that is not written, and that the provider
 * computes, known after apply: that is `undefined` too.
 */
export function written(resource: Resource, path: string): Value | undefined {
  const value = resource.get(path);
  const own = isUnknown(value) && value.reference?.target === resource.key && !value.alternatives;
  return own ? undefined : value;
}

/** The blocks that the configuration writes at the path; one that is not known, or may not be there, as an unknown. */
export function writtenBlocks(resource: Resource, path: string): readonly (ValueObject | Unknown)[] {
  return written(resource, path) === undefined ? [] : resource.blocks(path);
}

/** Attributes that every resource has after `apply`. */
const ALWAYS_THERE = /(^|_)(arn|id|name|url|domain_name)$/;

/** Not known, and yet neither null nor empty: text around something unknown, or an attribute that is always there. */
export function isSurelySet(value: Value | undefined): boolean {
  if (value instanceof PartialText)
    return value.parts.some((part) => typeof part === 'string' && part !== '');
  if (!isUnknown(value) || value.reference?.kind !== 'resource') return false;
  const last = value.reference.path[value.reference.path.length - 1];
  return typeof last === 'string' && ALWAYS_THERE.test(last);
}

function isSet(value: Known): boolean {
  if (value === undefined || value === null || value === '') return false;
  return !(isList(value) && value.length === 0);
}

/** A value for a message: short, and what is not known named as such. */
export function shown(value: Value | undefined): string {
  if (value === undefined || value === null) return 'not set';
  if (isUnknown(value)) return `not known (${value.reason})`;
  const text = typeof value === 'object' ? 'a structure' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
