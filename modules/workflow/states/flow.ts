import type { Json } from '../../core/json-expression';

/** The end of the steps that a state is in: the workflow's, a branch's, or an item's. */
export const END = null;

/** Where it goes on: the name of a state in the same steps, or {@link END}. */
export type Next = string | typeof END;

/** A path into the state's input (`$.depositId`), the context (`$$.Task.Token`), or an intrinsic function. */
export type Path = string;

/** A JSON object. A name that ends in `.$` has a {@link Path} for its value, and the result of the path at run time. */
export type Template = { readonly [name: string]: Json };

/** What every state may say of its input and output, in the words of the Amazon States Language. */
export interface InputAndOutput {
  /** Shown in the console and kept in the definition. @default none */
  readonly comment?: string;
  /** @default '$', all of the input */
  readonly inputPath?: Path;
  /** @default '$', all of the output */
  readonly outputPath?: Path;
}

/** How the result of a state is put into its output. */
export interface ResultPlacement {
  /** Makes something of the raw result before it is placed. @default the raw result */
  readonly resultSelector?: Template;
  /** Where in the input the result goes; `null` discards it. @default '$', in place of the input */
  readonly resultPath?: Path | null;
}

/** One state as the Amazon States Language has it. */
export type AslObject = { readonly [name: string]: Json };

/** The object without the members that are not given. */
export function given(members: { readonly [name: string]: Json | undefined }): AslObject {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, Json] => member[1] !== undefined),
  );
}

/** `Next` or `End`. */
export function transition(next: Next): AslObject {
  return next === END ? { End: true } : { Next: next };
}

/** The members that every state has. */
export function renderInput({ comment, inputPath }: InputAndOutput): AslObject {
  return given({ Comment: comment, InputPath: inputPath });
}

/** The members that place a result, in the order in which they are applied. */
export function renderOutput({
  resultSelector,
  resultPath,
  outputPath,
}: InputAndOutput & ResultPlacement): AslObject {
  return given({ ResultSelector: resultSelector, ResultPath: resultPath, OutputPath: outputPath });
}
