import type { PlaceView } from '../../model/view/system-view';
import type { Review, ReviewFinding } from '../review';
import { type PageFunction, pageFunctions, type Way } from './page-functions';
import type { PageMaterial } from './page-material';
import { type LineRef, lineId, SourceIndex } from './source-index';

/** A finding with where it stands on the page. */
export interface PageFinding {
  readonly finding: ReviewFinding;
  /** The same in every review that finds it: a link to it can be kept. */
  readonly id: string;
  /** The line of the Terraform, if the page shows it. */
  readonly line?: LineRef;
}

/** What a line of the Terraform is linked with. */
export interface LineMarks {
  readonly findings: PageFinding[];
  /** Functions that have a permission from the statement that begins there. */
  readonly functions: Set<PageFunction>;
  /** Ways that a step of which is written there. */
  readonly ways: Set<Way>;
}

/** Everything that the parts of the page share: who stands where, and what leads to what. */
export interface PageModel {
  readonly review: Review;
  readonly material: PageMaterial;
  readonly findings: readonly PageFinding[];
  readonly functions: readonly PageFunction[];
  readonly ways: readonly Way[];
  readonly sources: SourceIndex;
  /** By the id of the line. A line that is linked to has an entry: the others have no id. */
  readonly marks: ReadonlyMap<string, LineMarks>;
  lineOf(place: PlaceView | undefined): LineRef | undefined;
}

export function pageModel(review: Review, material: PageMaterial): PageModel {
  const sources = new SourceIndex(material.sources ?? []);
  const lineOf = (place: PlaceView | undefined) => place && sources.find(place);
  const { functions, ways } = pageFunctions(review.view, lineOf);
  const findings = review.findings.map((finding): PageFinding => {
    const line = sources.find(hintOf(finding));
    return { finding, id: findingId(finding), ...(line ? { line } : {}) };
  });
  const marks = new Map<string, LineMarks>();
  const marksAt = (line: LineRef): LineMarks => {
    const id = lineId(line);
    const known = marks.get(id) ?? { findings: [], functions: new Set(), ways: new Set() };
    marks.set(id, known);
    return known;
  };
  for (const one of findings) if (one.line) marksAt(one.line).findings.push(one);
  for (const one of functions) {
    for (const { line } of one.grants) if (line) marksAt(line).functions.add(one);
    for (const { own, view } of one.paths) {
      for (const { at } of view.blocked ? [...own, view.blocked.by] : own) {
        const line = lineOf(at);
        if (line) marksAt(line).functions.add(one);
      }
    }
  }
  for (const way of ways) {
    for (const { at } of way.steps) {
      const line = lineOf(at);
      if (line) marksAt(line).ways.add(way);
    }
  }
  return { review, material, findings, functions, ways, sources, marks, lineOf };
}

export function findingId({ fingerprint }: { readonly fingerprint: string }): string {
  return `f-${fingerprint.replace(/[^0-9a-zA-Z]/g, '-')}`;
}

function hintOf({ file, line, stack, address }: ReviewFinding) {
  return {
    file,
    ...(line === undefined ? {} : { line }),
    key: stack === undefined ? address : `${stack}:${address}`,
  };
}
