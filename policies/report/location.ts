import type { Resource, Source } from '../graph/resource';
import type { Spot } from '../rules/outcome';

/** A line of a file. */
export interface Place {
  readonly file: string;
  /** From 1. Absent where the input has no positions: a plan says nothing of them. */
  readonly line?: number;
}

/** Where a construct was made, and who used it. */
export interface Located extends Place {
  readonly usedAt?: Place;
}

/** Leads from a generated file to what generated it. @returns nothing, if the source was written by hand */
export type Locate = (source: Source) => Located | undefined;

/** The place of a finding with what else is known of it. */
export interface FindingPlace extends Located {
  readonly constructPath?: string;
}

/**
 * Where the reader has to look: the construct in the program where the Terraform was generated, otherwise the line of
 * the attribute.
 */
export function placeOf(resource: Resource, spot: Spot, locate: Locate): FindingPlace {
  const at = spot.resource ?? resource;
  const source = spot.path ? at.sourceAt(spot.path) : at.source;
  const { file, line, constructPath } = source;
  const located = locate(source) ?? { file, ...(line === undefined ? {} : { line }) };
  return { ...located, ...(constructPath === undefined ? {} : { constructPath }) };
}
