import type ts from 'typescript';
import type { CallSite } from './call-sites';
import type { CodeBase } from './code-base';
import type { Alternatives } from './text-alternatives';

/** A member's name, `[]` for any item of a list, `{}` for any key of an object. */
export type Step = string;

/** The call by which the way came into a function: what its parameters hold there. */
export interface Frame {
  readonly call: CallSite;
  readonly callee: ts.SignatureDeclaration;
  readonly outer: Frame | undefined;
}

/** What the parts of the tracer ask of one another. */
export interface Tracing {
  readonly code: CodeBase;
  trace(node: ts.Expression, path?: readonly Step[], frame?: Frame): Alternatives;
  identifier(node: ts.Identifier, path: readonly Step[], frame: Frame | undefined): Alternatives;
  /** A member of a class: what its declaration and its constructor put there, in any of its objects. */
  field(declaration: ts.Declaration, path: readonly Step[]): Alternatives;
  /** The text, if there is but one and all of it is known. */
  oneText(node: ts.Expression, frame: Frame | undefined): string | undefined;
  results(
    declaration: ts.SignatureDeclaration,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives;
}

/** `Entries[].EventBusName` as steps. */
export function stepsOf(path: string): readonly Step[] {
  return path.split('.').flatMap((part) => part.match(/\[\]|\{\}|[^[\]{}]+/g) ?? []);
}
