import type { Graph } from '../../graph/graph';
import { formatPath, PartialText, toText, Unknown, type Value } from '../../graph/value';

/** A resource of a statement as a reviewer knows it: Terraform's name where the text is not known. */
export function shownValue(graph: Graph, value: Value): string {
  if (value instanceof PartialText) return value.parts.map((part) => shownValue(graph, part)).join('');
  if (!(value instanceof Unknown)) return String(toText(value) ?? 'a structure');
  const { reference } = value;
  if (reference?.kind !== 'resource' || reference.derived)
    return `a value that is not known (${value.reason})`;
  const address = graph.byKey(reference.target)?.address ?? reference.target;
  return `${address}.${formatPath(reference.path)}`;
}
