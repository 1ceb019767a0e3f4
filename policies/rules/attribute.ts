import type { Resource } from '../graph/resource';
import { isList, isUnknown, toBoolean, toNumber, toText, type Value } from '../graph/value';
import { judge, type Known, type Outcome } from './outcome';

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

/** The attribute must be written and not be empty. */
export function mustBeSet(resource: Resource, path: string, options: Requirement = {}): Outcome {
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
    resource.get(path) ?? absent,
    path,
    (value) => (fits(value) ? undefined : (message ?? `${path} is ${shown(value)}; wanted is ${wanted}`)),
    path,
  );
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
