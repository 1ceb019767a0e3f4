import { isJsonObject, type Json, type SystemJson } from './system-json';

export type JsonPath = readonly (string | number)[];

/** One change of one value of a stack. */
export interface Edit {
  readonly stack: string;
  /** From the top of the stack's JSON: `['resource', 'aws_kms_key', 'logs_key', 'enable_key_rotation']`. */
  readonly path: JsonPath;
  /** What stands there. @default nothing */
  readonly before?: Json;
  /** What stands there afterwards. @default nothing: it is taken out */
  readonly after?: Json;
}

/** The system with the edits, one after another. What they do not touch is shared with the system that is given. */
export function applyEdits(system: SystemJson, edits: readonly Edit[]): SystemJson {
  return {
    ...system,
    stacks: system.stacks.map((stack) => {
      const own = edits.filter((edit) => edit.stack === stack.name);
      if (own.length === 0) return stack;
      const json = own.reduce<Json>((value, edit) => changed(value, edit.path, edit.after), stack.json);
      if (!isJsonObject(json)) throw new Error(`an edit takes away the whole stack ${stack.name}`);
      return { ...stack, json };
    }),
  };
}

/** @throws Error when the path leads through something that has no parts */
function changed(value: Json | undefined, path: JsonPath, after: Json | undefined): Json {
  const [head, ...rest] = path;
  if (head === undefined) throw new Error('an edit has no path');
  if (Array.isArray(value) && typeof head === 'number') {
    const items = [...(value as readonly Json[])];
    if (rest.length > 0) items[head] = changed(items[head], rest, after);
    else if (after === undefined) items.splice(head, 1);
    else items[head] = after;
    return items;
  }
  if (typeof head === 'string' && (value === undefined || isJsonObject(value))) {
    const { [head]: old, ...others } = value ?? {};
    if (rest.length === 0 && after === undefined) return others;
    return { ...value, [head]: rest.length > 0 ? changed(old, rest, after) : (after as Json) };
  }
  throw new Error(`an edit leads through ${JSON.stringify(value)?.slice(0, 60)} at ${head}`);
}

export function valueAt(value: Json | undefined, path: JsonPath): Json | undefined {
  return path.reduce<Json | undefined>((inner, part) => {
    if (typeof part === 'number') return Array.isArray(inner) ? (inner as readonly Json[])[part] : undefined;
    return isJsonObject(inner) ? inner[part] : undefined;
  }, value);
}
