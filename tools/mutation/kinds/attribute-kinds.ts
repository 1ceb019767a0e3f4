import type { JsonPath } from '../edit';
import { change, type MutationKind } from '../kind';
import type { Json } from '../system-json';

/** A weakness that is one attribute of one type. */
export interface AttributeKind {
  readonly id: string;
  readonly weakness: string;
  readonly caughtBy: readonly string[];
  readonly types: readonly string[];
  readonly path: JsonPath;
  /** Each makes a mutation of its own; `undefined` takes the attribute out. */
  readonly values: readonly (Json | undefined)[];
}

/** Does it to every resource of the types that has the attribute, and not a weak value already. */
export function attributeKind({ types, path, values, ...kind }: AttributeKind): MutationKind {
  return {
    ...kind,
    changes: (view) =>
      types.flatMap((type) =>
        view
          .all(type)
          .filter((block) => ![undefined, ...values.map(text)].includes(text(block.get(...path))))
          .flatMap((block) =>
            values.map((value) =>
              change(block, value === undefined ? block.remove(...path) : block.set(path, value)),
            ),
          ),
      ),
  };
}

/** Takes out a resource that completes another one. */
export function removalKind(kind: Omit<MutationKind, 'changes'>, ...types: readonly string[]): MutationKind {
  return {
    ...kind,
    changes: (view) => types.flatMap((type) => view.all(type).map((block) => change(block, block.drop()))),
  };
}

function text(value: Json | undefined): string | undefined {
  return JSON.stringify(value);
}
