import { decodeJson } from '../../../graph/json-text';
import type { Resource } from '../../../graph/resource';
import {
  isList,
  isObject,
  isUnknown,
  type Unknown,
  type Value,
  type ValueObject,
} from '../../../graph/value';
import { written } from '../../attribute';
import { type Outcome, unknown } from '../../outcome';

const PATH = 'container_definitions';

/** One container of a task definition. */
export class Container {
  constructor(
    private readonly definition: ValueObject,
    /** The position in the list. */
    readonly index: number,
  ) {}

  /** For a message: the name, or the position. */
  get title(): string {
    const name = this.get('name');
    return typeof name === 'string' ? `the container ${name}` : `container ${this.index + 1}`;
  }

  /** A member of the definition. The provider takes `Privileged` for `privileged`, as Go reads JSON. */
  get(name: string): Value | undefined {
    return memberOf(this.definition, name);
  }
}

/** The member of that name, in small letters or capitals; `undefined` for none, and for null. */
export function memberOf(object: Value | undefined, name: string): Value | undefined {
  if (isUnknown(object)) return object;
  if (!isObject(object)) return undefined;
  const key = Object.keys(object).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : (object[key] ?? undefined);
}

/** The items of a list; one value as a list of one. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

/** Judges each container; says so where the definitions, or one of them, cannot be read. */
export function eachContainer(
  task: Resource,
  judgeContainer: (container: Container) => Outcome | readonly Outcome[],
): readonly Outcome[] {
  const text = written(task, PATH);
  if (text === undefined) return [];
  const list = isList(text) ? text : decodeJson(text);
  if (!isList(list)) return [unreadable(isUnknown(text) ? text : 'they are not a list in JSON')];
  return list.flatMap((one, index) => {
    if (isUnknown(one)) return [unreadable(one)];
    return isObject(one) ? judgeContainer(new Container(one, index)) : [];
  });
}

function unreadable(why: Unknown | string): Outcome {
  return unknown('the container definitions', why, PATH);
}
