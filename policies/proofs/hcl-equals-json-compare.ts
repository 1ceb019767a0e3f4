import { addTo } from '../graph/lists';
import type { Body } from './hcl-equals-json-blocks';
import type { Value } from './hcl-equals-json-value';

/** A place where the HCL does not say what the JSON says. */
export interface Difference {
  /** Terraform's address: `aws_default_security_group.main`, `data.aws_iam_policy_document.x`, `provider.aws`. */
  readonly block: string;
  /** The path below the block: `ingress`, `statement[0].actions[1]`. Empty for the block itself. */
  readonly attribute: string;
  /** What the JSON has; `undefined` for nothing. */
  readonly json: unknown;
  /** What the HCL has; `undefined` for nothing. */
  readonly hcl: unknown;
  /** What is wrong, as a sentence. */
  readonly problem: string;
}

/** Blocks of which there may be several with the same name, or one spread over several places. */
const MERGED = new Set(['locals', 'terraform']);

/** Compares block by block; the order of blocks has no meaning at the top. */
export function compareConfigurations(json: Body, hcl: Body): readonly Difference[] {
  const differences: Difference[] = [];
  for (const problem of [...json.problems, ...hcl.problems]) {
    differences.push({ block: '', attribute: '', json: undefined, hcl: undefined, problem });
  }
  compareAttributes(json, hcl, { block: '', path: '' }, differences);
  const given = topBlocks(json);
  const written = topBlocks(hcl);
  for (const address of new Set([...given.keys(), ...written.keys()])) {
    compareLists(given.get(address) ?? [], written.get(address) ?? [], address, differences);
  }
  return differences;
}

/** By address; those without a name of their own by what they say. */
function topBlocks(body: Body): ReadonlyMap<string, readonly Body[]> {
  const found = new Map<string, Body[]>();
  for (const [key, bodies] of body.blocks) {
    const type = key.split('.', 1)[0] ?? '';
    if (MERGED.has(type)) {
      found.set(key, [merge(bodies)]);
      continue;
    }
    for (const one of bodies) {
      const address = key.startsWith('resource.')
        ? key.slice('resource.'.length)
        : `${key}${distinction(type, one)}`;
      addTo(found, address, one);
    }
  }
  return found;
}

function distinction(type: string, body: Body): string {
  const alias = body.attributes.get('alias');
  if (type === 'provider' && alias) return `.${show(alias)}`;
  if (type !== 'moved' && type !== 'import' && type !== 'removed') return '';
  const names = ['from', 'to', 'id'].flatMap((name) => body.attributes.get(name) ?? []);
  return `(${names.map(show).join(' → ')})`;
}

function merge(bodies: readonly Body[]): Body {
  const [only] = bodies;
  if (only && bodies.length === 1) return only;
  const attributes = new Map<string, Value>();
  const problems: string[] = [];
  const blocks = new Map<string, readonly Body[]>();
  for (const body of bodies) {
    for (const [name, value] of body.attributes) {
      if (attributes.has(name)) problems.push(`${name} is given more than once`);
      attributes.set(name, value);
    }
    for (const [name, found] of body.blocks) blocks.set(name, [...(blocks.get(name) ?? []), ...found]);
    problems.push(...body.problems);
  }
  return { attributes, blocks, problems };
}

interface Place {
  readonly block: string;
  readonly path: string;
}

function compareLists(
  json: readonly Body[],
  hcl: readonly Body[],
  address: string,
  differences: Difference[],
): void {
  const count = Math.max(json.length, hcl.length);
  for (let i = 0; i < count; i += 1) {
    compareBodies(json[i], hcl[i], { block: address, path: '' }, differences);
  }
}

function compareBodies(
  json: Body | undefined,
  hcl: Body | undefined,
  place: Place,
  differences: Difference[],
): void {
  const at = { block: place.block, attribute: place.path };
  if (!json || !hcl) {
    const side = json
      ? { json: showBody(json), hcl: undefined }
      : { json: undefined, hcl: hcl && showBody(hcl) };
    const problem = json
      ? 'the block is missing from the HCL'
      : 'the HCL has a block that the JSON does not have';
    differences.push({ ...at, ...side, problem });
    return;
  }
  for (const problem of [...json.problems, ...hcl.problems]) {
    differences.push({ ...at, json: undefined, hcl: undefined, problem });
  }
  compareAttributes(json, hcl, place, differences);
  for (const name of new Set([...json.blocks.keys(), ...hcl.blocks.keys()])) {
    const given = json.blocks.get(name) ?? [];
    const written = hcl.blocks.get(name) ?? [];
    const count = Math.max(given.length, written.length);
    for (let i = 0; i < count; i += 1) {
      const path = `${join(place.path, name)}${count > 1 ? `[${i}]` : ''}`;
      compareBodies(given[i], written[i], { block: place.block, path }, differences);
    }
  }
}

function compareAttributes(json: Body, hcl: Body, place: Place, differences: Difference[]): void {
  for (const name of new Set([...json.attributes.keys(), ...hcl.attributes.keys()])) {
    const path = join(place.path, name);
    compareValues(
      json.attributes.get(name),
      hcl.attributes.get(name),
      { block: place.block, path },
      'attribute',
      differences,
    );
  }
}

function compareValues(
  json: Value | undefined,
  hcl: Value | undefined,
  place: Place,
  what: string,
  differences: Difference[],
): void {
  const report = (problem: string): void => {
    const sides = { json: json && plain(json), hcl: hcl && plain(hcl) };
    differences.push({ block: place.block, attribute: place.path, ...sides, problem });
  };
  if (!json || !hcl) {
    report(
      json ? `the ${what} is missing from the HCL` : `the HCL has an ${what} that the JSON does not have`,
    );
  } else if (json.kind === 'unreadable' || hcl.kind === 'unreadable') {
    report(`the ${json.kind === 'unreadable' ? 'JSON' : 'HCL'} is not an expression that Terraform reads`);
  } else if (json.kind === 'text' && hcl.kind === 'expression' && hcl.encodes === json.text) {
    return;
  } else if (json.kind !== hcl.kind) {
    report(`the type differs: ${json.kind} in the JSON, ${hcl.kind} in the HCL`);
  } else if (json.kind === 'list' && hcl.kind === 'list') {
    const count = Math.max(json.items.length, hcl.items.length);
    for (let i = 0; i < count; i += 1) {
      const path = `${place.path}[${i}]`;
      compareValues(json.items[i], hcl.items[i], { block: place.block, path }, 'item', differences);
    }
  } else if (json.kind === 'object' && hcl.kind === 'object') {
    for (const key of [...json.clashes, ...hcl.clashes]) report(`two keys are the same: ${key}`);
    for (const key of new Set([...json.entries.keys(), ...hcl.entries.keys()])) {
      const path = /^[\w-]+$/.test(key) ? join(place.path, key) : `${place.path}[${JSON.stringify(key)}]`;
      compareValues(
        json.entries.get(key),
        hcl.entries.get(key),
        { block: place.block, path },
        'entry',
        differences,
      );
    }
  } else if (show(json) !== show(hcl)) {
    report('the value differs');
  }
}

function show(value: Value): string {
  const shown = plain(value);
  return typeof shown === 'string' ? shown : JSON.stringify(shown);
}

/** The value as one would write it in JSON. */
function plain(value: Value): unknown {
  switch (value.kind) {
    case 'number':
      return Number(value.text);
    case 'boolean':
      return value.text === 'true';
    case 'null':
      return null;
    case 'text':
    case 'unreadable':
      return value.text;
    case 'expression':
      return value.form;
    case 'list':
      return value.items.map(plain);
    case 'object':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
  }
}

function showBody(body: Body): unknown {
  return {
    ...Object.fromEntries([...body.attributes].map(([name, value]) => [name, plain(value)])),
    ...Object.fromEntries([...body.blocks].map(([name, bodies]) => [name, bodies.map(showBody)])),
  };
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
