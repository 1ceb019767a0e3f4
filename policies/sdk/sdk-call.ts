/** A place in source code: where a reviewer looks. */
export interface CodePosition {
  /** Relative to the code's root, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** A piece of a text: known, the value of an environment variable, or not known, and why. */
export type TextPart = { readonly text: string } | { readonly env: string } | { readonly unknown: string };

/** A text as far as the data flow through the code shows it: `${IMAGES_BUCKET_NAME}`, `deposits/` and something unknown. */
export type TracedText = readonly TextPart[];

/** How the code shows that it makes the call. */
export type CallForm = 'command' | 'reference' | 'method' | 'paginator' | 'waiter' | 'helper' | 'signature';

/** A call of AWS that the code of a function can make. */
export interface SdkCall {
  /** The npm package whose operation it is: `@aws-sdk/client-dynamodb`. */
  readonly package: string;
  /** As the service's API names it: `PutItem`. */
  readonly operation: string;
  readonly form: CallForm;
  readonly position: CodePosition;
  /**
   * What the code puts into those members of the input that name resources or decide about actions: all the texts that
   * may reach it. A member that is missing here is not given: AWS takes its default.
   */
  readonly input: Readonly<Record<string, readonly TracedText[]>>;
}

/** A place from which calls may come that nobody can name. */
export interface UnresolvedCode {
  readonly position: CodePosition;
  /** As a sentence without a full stop. */
  readonly reason: string;
}

/** What the code of one function shows. */
export interface FunctionCalls {
  readonly calls: readonly SdkCall[];
  readonly unresolved: readonly UnresolvedCode[];
  /** Environment variables that the traced texts are made of. */
  readonly variables: readonly string[];
}

export function isKnownText(text: TracedText): boolean {
  return text.every((part) => 'text' in part);
}

/** The text with its variables and what is not known marked: `${NAME}` and `…`. For messages. */
export function shownText(text: TracedText): string {
  return text.map((part) => ('text' in part ? part.text : 'env' in part ? `\${${part.env}}` : '…')).join('');
}
