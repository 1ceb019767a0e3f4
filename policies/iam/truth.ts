/**
 * Three-valued truth. What a plan cannot tell yet must neither grant nor deny: it stays `unknown` through every
 * conjunction and disjunction that it can still turn.
 */
export type Truth = boolean | 'unknown';

/** A value that the reader of a plan or of HCL could not determine, in place of the value. */
export interface Unknown {
  /** Why it is not known, as a reviewer will read it. */
  readonly unknown: string;
}

/** Only an object with exactly this one member is a mark: a policy may well hold a condition key of that name. */
export function isUnknown(value: unknown): value is Unknown {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Unknown).unknown === 'string' &&
    Object.keys(value).length === 1
  );
}

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : !truth;
}

export function both(left: Truth, right: Truth): Truth {
  if (left === false || right === false) {
    return false;
  }
  return left === true && right === true ? true : 'unknown';
}

export function either(left: Truth, right: Truth): Truth {
  if (left === true || right === true) {
    return true;
  }
  return left === false && right === false ? false : 'unknown';
}

/** True as soon as one item is true; unknown when none is true and one is unknown. */
export function some<Item>(items: readonly Item[], test: (item: Item) => Truth): Truth {
  let result: Truth = false;
  for (const item of items) {
    const truth = test(item);
    if (truth === true) {
      return true;
    }
    if (truth === 'unknown') {
      result = 'unknown';
    }
  }
  return result;
}

/** False as soon as one item is false; unknown when none is false and one is unknown. */
export function every<Item>(items: readonly Item[], test: (item: Item) => Truth): Truth {
  let result: Truth = true;
  for (const item of items) {
    const truth = test(item);
    if (truth === false) {
      return false;
    }
    if (truth === 'unknown') {
      result = 'unknown';
    }
  }
  return result;
}
