import type { Graph } from '../../graph/graph';
import { isRaw } from '../../graph/raw';
import type { Resource } from '../../graph/resource';
import { Decimal } from '../decimal';
import { FROM_CONFIGURATION, SYSTEM_KEYS, SYSTEM_SECTION, type UsageKey } from './usage-key';

/** A usage file that is not as it must be. The message lists everything that is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    const one = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(`${file}: ${one}\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

type Section = ReadonlyMap<string, Decimal>;

/** How much is used in a month, of each resource. */
export class Usage {
  /** Nothing but the defaults. */
  static defaults(keys: UsageKeys): Usage {
    return new Usage(keys, new Map());
  }

  constructor(
    private readonly keys: UsageKeys,
    /** By type, by address, by key, or `system`. */
    private readonly sections: ReadonlyMap<string, Section>,
  ) {}

  /** What was written, as it was: for the record in the bill. */
  get written(): Readonly<Record<string, Readonly<Record<string, string>>>> {
    return Object.fromEntries(
      [...this.sections].map(([name, section]) => [
        name,
        Object.fromEntries([...section].map(([key, value]) => [key, value.toString()])),
      ]),
    );
  }

  /** For the resource by its key or address, else for its type, else the default. */
  of(resource: Resource, key: string): Decimal | undefined {
    for (const name of [resource.key, resource.address, bare(resource.address), resource.type]) {
      const value = this.sections.get(name)?.get(key);
      if (value) return value;
    }
    return fallback(this.keys.get(resource.type), key);
  }

  system(key: string): Decimal | undefined {
    return this.sections.get(SYSTEM_SECTION)?.get(key) ?? fallback(SYSTEM_KEYS, key);
  }
}

/** The usage keys of each type of resource. */
export type UsageKeys = ReadonlyMap<string, readonly UsageKey[]>;

/**
 * Reads a usage file: an object of sections, each an object of numbers. A section is named by a type
 * (`aws_lambda_function`: each resource of it), by an address (that one, or all instances of a `count`), or `system`.
 *
 * @param file as messages call it
 * @throws UsageError with every problem
 */
export function readUsage(json: unknown, file: string, keys: UsageKeys, graph: Graph): Usage {
  const problems: string[] = [];
  const sections = new Map<string, Section>();
  for (const [name, raw] of entries(json, 'the file', problems)) {
    if (name === '$comment') continue;
    const allowed = keysOf(name, keys, graph);
    if (typeof allowed === 'string') {
      problems.push(allowed);
      continue;
    }
    const section = new Map<string, Decimal>();
    for (const [key, value] of entries(raw, name, problems)) {
      if (key === '$comment') continue;
      const definition = allowed.find((one) => one.key === key);
      if (!definition) {
        problems.push(
          `${name}.${key} is not known; allowed: ${allowed.map((one) => one.key).join(', ') || 'nothing'}`,
        );
        continue;
      }
      const quantity = readQuantity(value, definition);
      if (quantity instanceof Decimal) section.set(key, quantity);
      else problems.push(`${name}.${key} ${quantity}`);
    }
    sections.set(name, section);
  }
  if (problems.length > 0) throw new UsageError(file, problems);
  return new Usage(keys, sections);
}

function keysOf(name: string, keys: UsageKeys, graph: Graph): readonly UsageKey[] | string {
  if (name === SYSTEM_SECTION) return SYSTEM_KEYS;
  const ofType = keys.get(name);
  if (ofType) return ofType;
  const named = graph.resources.find(
    (one) =>
      one.mode === 'managed' && (one.key === name || one.address === name || bare(one.address) === name),
  );
  if (named) return keys.get(named.type) ?? [];
  return `${name} is neither a type that has usage, nor the address of a resource, nor ${SYSTEM_SECTION}`;
}

function readQuantity(value: unknown, { unit, maximum }: UsageKey): Decimal | string {
  const wanted = `a number of ${unit} from 0${maximum === undefined ? '' : ` to ${maximum}`} on`;
  const plain = maximum === undefined ? wanted : wanted.replace(/ on$/, '');
  if (typeof value !== 'number')
    return `is ${JSON.stringify(value)?.slice(0, 40) ?? 'nothing'}; allowed is ${plain}`;
  if (!Number.isFinite(value) || value < 0) return `is ${value}; allowed is ${plain}`;
  const quantity = Decimal.of(value);
  if (maximum !== undefined && quantity.compare(Decimal.of(maximum)) > 0)
    return `is ${value}; allowed is ${plain}`;
  return quantity;
}

function entries(value: unknown, at: string, problems: string[]): readonly [string, unknown][] {
  if (isRaw(value)) return Object.entries(value);
  problems.push(`${at} is not an object`);
  return [];
}

function fallback(keys: readonly UsageKey[] | undefined, key: string): Decimal | undefined {
  const definition = keys?.find((one) => one.key === key);
  return !definition || definition.default === FROM_CONFIGURATION
    ? undefined
    : Decimal.of(definition.default);
}

/** The address of all instances: without the last index. */
function bare(address: string): string {
  return address.replace(/\[(\d+|"(?:[^"\\]|\\.)*")\]$/, '');
}
