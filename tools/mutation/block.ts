import type { Edit, JsonPath } from './edit';
import { valueAt } from './edit';
import { isJsonObject, type Json, type JsonObject } from './system-json';

/** A resource or data source of a stack, and the edits that can be made to it. */
export class Block {
  readonly address: string;
  /** As the graph has it: the stack and the address. */
  readonly key: string;

  constructor(
    readonly stack: string,
    readonly section: 'resource' | 'data',
    readonly type: string,
    readonly name: string,
    readonly body: JsonObject,
  ) {
    this.address = `${section === 'data' ? 'data.' : ''}${type}.${name}`;
    this.key = `${stack}:${this.address}`;
  }

  get(...path: JsonPath): Json | undefined {
    return valueAt(this.body, path);
  }

  list(...path: JsonPath): readonly Json[] {
    const value = this.get(...path);
    return Array.isArray(value) ? (value as readonly Json[]) : [];
  }

  /** Whether an attribute refers to the block, in the same stack. */
  refersTo(other: Block): boolean {
    return other.stack === this.stack && this.text.includes(`${other.address}.`);
  }

  set(path: JsonPath, after: Json): Edit {
    return this.edit(path, after);
  }

  remove(...path: JsonPath): Edit {
    return this.edit(path);
  }

  /** Takes the whole block out. */
  drop(): Edit {
    return this.edit([]);
  }

  /** A second block of the type in the same stack. */
  beside(suffix: string, body: JsonObject, type = this.type): Block {
    return new Block(this.stack, this.section, type, `${this.name}_${suffix}`, body);
  }

  /** Puts the block where there is none. */
  add(): Edit {
    return this.edit([], this.body, true);
  }

  /** `${…}` of an attribute, for other blocks of the stack. */
  reference(attribute: string): string {
    return `\${${this.address}.${attribute}}`;
  }

  get text(): string {
    return JSON.stringify(this.body);
  }

  private edit(path: JsonPath, after?: Json, isNew = false): Edit {
    const before = isNew ? undefined : this.get(...path);
    return {
      stack: this.stack,
      path: [this.section, this.type, this.name, ...path],
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  }
}

export function blocksIn(stack: string, json: JsonObject, section: 'resource' | 'data'): readonly Block[] {
  const types = json[section];
  if (!isJsonObject(types)) return [];
  return Object.entries(types).flatMap(([type, named]) =>
    isJsonObject(named)
      ? Object.entries(named).flatMap(([name, body]) =>
          isJsonObject(body) ? [new Block(stack, section, type, name, body)] : [],
        )
      : [],
  );
}
