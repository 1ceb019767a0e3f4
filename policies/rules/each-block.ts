import type { Resource } from '../graph/resource';
import { isObject, isUnknown, type ValueObject } from '../graph/value';
import { fail, type Outcome, unknown } from './outcome';

/**
 * Asks about each block at a path: `listener`, `rule`. A block of which nobody knows whether it is there is wrong only
 * if every form that it may take is.
 *
 * @param check the outcome, or nothing where the block is of no concern; `path` is that of the block
 */
export function eachBlock(
  resource: Resource,
  path: string,
  check: (block: ValueObject, path: string) => Outcome | undefined,
): readonly Outcome[] {
  return resource.blocks(path).flatMap((block, index) => {
    const at = `${path}[${index}]`;
    if (!isUnknown(block)) return check(block, at) ?? [];
    const forms = (block.alternatives ?? []).map((form) => (isObject(form) ? check(form, at) : undefined));
    const [first] = forms;
    return first?.status === 'fail' && forms.every((form) => form?.status === 'fail')
      ? fail(first.message, first.at)
      : unknown(path, block, at);
  });
}
