import { globOf, globTest, overlaps } from '../../../iam/glob';

/**
 * By service: the names of its actions, by a letter for the access level (`L`ist, `R`ead, `W`rite, `T`agging,
 * `P`ermissions management), small where the action supports no resource but `*`.
 */
export type ActionTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type AccessLevel = 'list' | 'read' | 'write' | 'tagging' | 'permissions';

/** An action of AWS, after the Service Authorization Reference. */
export interface Action {
  /** `iam:PassRole`, spelled as AWS does. */
  readonly name: string;
  readonly level: AccessLevel;
  /** A statement can name the resources on which it is allowed. */
  readonly restrictable: boolean;
}

const LEVELS: Readonly<Record<string, AccessLevel>> = {
  l: 'list',
  r: 'read',
  w: 'write',
  t: 'tagging',
  p: 'permissions',
};

let table: ActionTable | undefined;
const services = new Map<string, readonly Action[]>();
const matched = new Map<string, readonly Action[]>();

/** So that a fuzzer of patterns costs no memory without end. */
const rememberedPatterns = 2000;

/** The actions that a pattern of a policy means: `s3:Get*`, `*`, `i?m:*`, in any case. None for one that AWS does not have. */
export function actionsMatching(pattern: string): readonly Action[] {
  const key = pattern.toLowerCase();
  const known = matched.get(key);
  if (known) return known;
  const found = find(key);
  if (matched.size < rememberedPatterns) matched.set(key, found);
  return found;
}

function find(pattern: string): readonly Action[] {
  const test = globTest(globOf(pattern));
  return servicesOf(pattern).flatMap((service) =>
    actionsOf(service).filter(({ name }) => test(name.toLowerCase())),
  );
}

/** The services whose actions the pattern may mean. */
function servicesOf(pattern: string): readonly string[] {
  const all = Object.keys(actionTable());
  const colon = pattern.indexOf(':');
  if (colon < 0) return /^\*+$/.test(pattern) ? all : [];
  const prefix = pattern.slice(0, colon);
  if (!/[*?]/.test(prefix)) return Object.hasOwn(actionTable(), prefix) ? [prefix] : [];
  const glob = globOf(prefix);
  return all.filter((service) => overlaps(glob, globOf(service)));
}

function actionsOf(service: string): readonly Action[] {
  const known = services.get(service);
  if (known) return known;
  const found = Object.entries(actionTable()[service] ?? {}).flatMap(([letter, names]) => {
    const level = LEVELS[letter.toLowerCase()] ?? 'write';
    const restrictable = letter === letter.toUpperCase();
    return names.split(' ').map((name) => ({ name: `${service}:${name}`, level, restrictable }));
  });
  services.set(service, found);
  return found;
}

function actionTable(): ActionTable {
  table ??= require('./action-table.json') as ActionTable;
  return table;
}
