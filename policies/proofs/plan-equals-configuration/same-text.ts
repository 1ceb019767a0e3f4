import { decodeJson } from '../../graph/json-text';
import { entry, isList, isObject, PartialText, Unknown, type Value } from '../../graph/value';

/**
 * Whether a planned text is the one that is configured. Terraform turns numbers and truths into text where the provider
 * wants text; JSON is the same whatever its white space and the order of its keys; and of an IAM policy the provider and
 * `aws_iam_policy_document` write lists in their own order, and a list of one as its item.
 */
export function isSameText(
  configured: PartialText | string | number | boolean,
  planned: Value | undefined,
): boolean {
  if (fits(configured, planned)) return true;
  const document = decodeJson(configured);
  if (!isObject(document) && !isList(document)) return false;
  const isPolicy = isObject(document) && entry(document, 'Statement') !== undefined;
  return isSameJson(document, decodeJson(planned ?? null), isPolicy);
}

/** Whether the text could become the other one when what is not known in it is known. */
function fits(configured: Value, planned: Value | undefined): boolean {
  if (planned === undefined || planned === null || typeof planned === 'object') return false;
  const text = String(planned);
  if (!(configured instanceof PartialText)) return String(configured) === text;
  // No regular expression: one of a whole dashboard is larger than they may be.
  let from = 0;
  for (const [index, part] of configured.parts.entries()) {
    if (typeof part !== 'string') continue;
    const isLast = index === configured.parts.length - 1;
    const at = isLast ? text.length - part.length : text.indexOf(part, from);
    if (at < from || (index === 0 && at > 0) || !text.startsWith(part, at)) return false;
    from = at + part.length;
  }
  return true;
}

function isSameJson(configured: Value | undefined, planned: Value | undefined, isPolicy: boolean): boolean {
  if (configured instanceof Unknown && !(configured instanceof PartialText)) return planned !== undefined;
  if (isObject(configured)) {
    if (!isObject(planned)) return false;
    const names = Object.keys(configured);
    return (
      names.length === Object.keys(planned).length &&
      names.every((name) => isSameJson(configured[name], entry(planned, name), isPolicy))
    );
  }
  if (isPolicy && (isList(configured) || isList(planned)))
    return isSameSet(asList(configured), asList(planned));
  if (isList(configured)) {
    return (
      isList(planned) &&
      planned.length === configured.length &&
      configured.every((item, index) => isSameJson(item, planned[index], isPolicy))
    );
  }
  return configured === planned || (configured !== undefined && fits(configured, planned));
}

/** Each item has one of its own on the other side: those of which most is known choose first. */
function isSameSet(configured: readonly Value[], planned: readonly Value[]): boolean {
  const left = [...planned];
  for (const item of [...configured].sort((one, other) => openness(one) - openness(other))) {
    const at = left.findIndex((other) => isSameJson(item, other, true));
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
}

function openness(value: Value): number {
  if (value instanceof PartialText) return 1;
  return value instanceof Unknown ? 2 : 0;
}

function asList(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : value === undefined ? [] : [value];
}
