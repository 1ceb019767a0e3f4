import { createHash, randomUUID } from 'node:crypto';
import { isArray, isObject, type Json, sameJson } from './json';
import { StatesError } from './states-error';

type Intrinsic = (args: readonly Json[]) => Json;

/** The intrinsic functions of the States Language, by name. */
export const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'States.Format': ([template, ...values]) => format(text(template), values),
  'States.StringToJson': ([value]) => parseJson(text(value)),
  'States.JsonToString': ([value]) => JSON.stringify(given(value)),
  'States.Array': (args) => args,
  'States.ArrayPartition': ([list, size]) => partition(array(list), positive(size)),
  'States.ArrayContains': ([list, wanted]) => array(list).some((item) => sameJson(item, given(wanted))),
  'States.ArrayRange': ([from, to, step]) => range(integer(from), integer(to), integer(step)),
  'States.ArrayGetItem': ([list, index]) => getItem(array(list), integer(index)),
  'States.ArrayLength': ([list]) => array(list).length,
  'States.ArrayUnique': ([list]) => unique(array(list)),
  'States.Base64Encode': ([value]) => Buffer.from(text(value)).toString('base64'),
  'States.Base64Decode': ([value]) => Buffer.from(text(value), 'base64').toString('utf8'),
  'States.Hash': ([value, algorithm]) => hash(given(value), text(algorithm)),
  'States.JsonMerge': ([left, right, deep]) => merge(given(left), given(right), deep ?? false),
  'States.MathRandom': ([from, to]) => random(integer(from), integer(to)),
  'States.MathAdd': ([left, right]) => integer(left) + integer(right),
  'States.StringSplit': ([value, separators]) => split(text(value), text(separators)),
  'States.UUID': () => randomUUID(),
};

export function intrinsicFailure(cause: string): StatesError {
  return new StatesError('States.IntrinsicFailure', cause);
}

const HASHES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
const LONGEST_RANGE = 1_000;

function given(value: Json | undefined): Json {
  if (value === undefined) throw intrinsicFailure('an argument is missing');
  return value;
}

function text(value: Json | undefined): string {
  if (typeof value !== 'string') throw intrinsicFailure(`${JSON.stringify(value)} is not a string`);
  return value;
}

function integer(value: Json | undefined): number {
  if (typeof value !== 'number') throw intrinsicFailure(`${JSON.stringify(value)} is not a number`);
  return Math.round(value);
}

function positive(value: Json | undefined): number {
  const number = integer(value);
  if (number < 1) throw intrinsicFailure(`${number} is not a positive number`);
  return number;
}

function array(value: Json | undefined): readonly Json[] {
  if (!isArray(value)) throw intrinsicFailure(`${JSON.stringify(value)} is not an array`);
  return value;
}

function format(template: string, values: readonly Json[]): string {
  let used = 0;
  const filled = template.replace(/\\([{}])|\{\}/g, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (used >= values.length)
      throw intrinsicFailure(`States.Format: no value for ${match} number ${used + 1}`);
    const value = given(values[used++]);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  if (used !== values.length)
    throw intrinsicFailure(`States.Format: ${values.length - used} values too many`);
  return filled;
}

function parseJson(value: string): Json {
  try {
    return JSON.parse(value) as Json;
  } catch (error) {
    throw intrinsicFailure(`States.StringToJson: ${error instanceof Error ? error.message : error}`);
  }
}

function partition(list: readonly Json[], size: number): Json {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

function range(from: number, to: number, step: number): Json {
  if (step === 0) throw intrinsicFailure('States.ArrayRange: the step is zero');
  const length = Math.max(0, Math.floor((to - from) / step) + 1);
  if (length > LONGEST_RANGE) throw intrinsicFailure(`States.ArrayRange: ${length} items, at most 1,000`);
  return Array.from({ length }, (_, index) => from + index * step);
}

function getItem(list: readonly Json[], index: number): Json {
  const item = index < 0 ? undefined : list[index];
  if (item === undefined) throw intrinsicFailure(`States.ArrayGetItem: there is no item ${index}`);
  return item;
}

function unique(list: readonly Json[]): Json {
  return list.filter((item, index) => list.findIndex((other) => sameJson(item, other)) === index);
}

function hash(value: Json, algorithm: string): string {
  const name = HASHES[algorithm];
  if (!name) throw intrinsicFailure(`States.Hash: ${algorithm} is none of ${Object.keys(HASHES).join(', ')}`);
  return createHash(name)
    .update(typeof value === 'string' ? value : JSON.stringify(value))
    .digest('hex');
}

function merge(left: Json, right: Json, deep: Json): Json {
  if (!isObject(left) || !isObject(right)) throw intrinsicFailure('States.JsonMerge: both must be objects');
  if (deep !== false) throw intrinsicFailure('States.JsonMerge: only shallow merging (false) exists');
  return { ...left, ...right };
}

function random(from: number, to: number): number {
  if (to <= from) throw intrinsicFailure('States.MathRandom: the end must be above the start');
  return from + Math.floor(Math.random() * (to - from));
}

function split(value: string, separators: string): Json {
  let parts = [value];
  for (const separator of separators) parts = parts.flatMap((part) => part.split(separator));
  return parts.filter((part) => part !== '');
}
