import type { Graph } from '../../graph/graph';
import { PartialText, Unknown, type Value } from '../../graph/value';

/** A value of a policy as text, the way an optimist and a pessimist read it. */
export interface Reading {
  /** Each unknown piece as a text of its own. */
  readonly likely: string;
  /** Each piece that may be anything as `*`. Equal to `likely` where all pieces are attributes of resources. */
  readonly worst: string;
  /** Why the two differ. */
  readonly why?: Unknown;
}

/**
 * An attribute of a resource holds no wildcard, though nobody knows it yet; a variable may.
 *
 * @returns nothing for what is no text
 */
export function reading(graph: Graph, value: Value): Reading | undefined {
  const likely = graph.text(value);
  if (likely === undefined) return undefined;
  if (!(value instanceof Unknown)) return { likely, worst: likely };
  const parts = value instanceof PartialText ? value.parts : [value];
  const soft = parts.find((part): part is Unknown => part instanceof Unknown && !isAttribute(part));
  if (!soft) return { likely, worst: likely };
  const worst = parts
    .map((part) => (part instanceof Unknown && !isAttribute(part) ? '*' : (graph.text(part) ?? '*')))
    .join('');
  return { likely, worst, why: soft };
}

function isAttribute({ reference }: Unknown): boolean {
  return reference?.kind === 'resource' && !reference.derived;
}
