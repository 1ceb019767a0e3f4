import type { Resource } from '../../graph/resource';
import type { Value } from '../../graph/value';
import type { ContextValue } from '../../iam/context';
import { globOf, overlaps } from '../../iam/glob';
import type { SdkCall } from '../../sdk/sdk-call';

/** Something that the function, or Lambda on its behalf, does with the role. */
export interface Need {
  /** `dynamodb:PutItem`. */
  readonly action: string;
  readonly target: Target;
  /** What the request says of itself: `kms:ViaService`. A key that is not listed is not known. */
  readonly context: Readonly<Record<string, ContextValue>>;
  /**
   * `needed`: without it a call fails. `permitted`: it may be granted, and works without: another policy can do the
   * same. `possible`: the code may need it; what decides cannot be seen.
   */
  readonly strength: 'needed' | 'permitted' | 'possible';
  readonly origin: CodeOrigin | ConfigurationOrigin;
}

export interface CodeOrigin {
  readonly kind: 'code';
  readonly call: SdkCall;
  /** The function's own request, over its own network: not one that a service makes with its permission. */
  readonly isOwn?: boolean;
}

/** A grant that no code shows. */
export interface ConfigurationOrigin {
  readonly kind: 'configuration';
  /** Who does it and why, as a sentence without a full stop. */
  readonly reason: string;
  /** What in the configuration makes it necessary. */
  readonly resource: Resource;
  readonly path: string;
  /** The calls behind it, where it follows from calls: a key that encrypts what they read. */
  readonly calls?: readonly SdkCall[];
}

/** What an action is done to. */
export type Target =
  /** The action has no resource: `*` is the only one that a statement can name. */
  | { readonly kind: 'none' }
  /** `*` and `?` stand for what is not known. */
  | { readonly kind: 'arn'; readonly arn: string; readonly resource?: Resource }
  /** An attribute that is an ARN, of which nobody knows the text before `apply`. */
  | { readonly kind: 'value'; readonly value: Value; readonly text: string; readonly resource?: Resource }
  /** The code does not show it. */
  | { readonly kind: 'open'; readonly reason: string };

export const NO_RESOURCE: Target = { kind: 'none' };

/** Whether some ARN fits both patterns. */
export function meets(one: string, other: string): boolean {
  const isPattern = [one, other].some((text) => /[*?]/.test(text));
  return isPattern ? overlaps(globOf(one), globOf(other)) : one === other;
}

/** Whether nothing of the target is unknown. */
export function isExact(target: Target): boolean {
  return (
    target.kind === 'none' || target.kind === 'value' || (target.kind === 'arn' && !/[*?]/.test(target.arn))
  );
}

/** For messages and tables: with Terraform's name for what has no name yet. */
export function shownTarget(target: Target): string {
  switch (target.kind) {
    case 'none':
      return '*';
    case 'open':
      return 'a resource that the code does not show';
    case 'value':
      return target.text;
    default: {
      if (!target.arn.includes('tf~') || !target.resource) return target.arn;
      return `${target.resource.address}.arn`;
    }
  }
}

/** The same need has the same text. */
export function needKey({ action, target, strength }: Need): string {
  const place = target.kind === 'arn' ? target.arn : target.kind === 'value' ? target.text : target.kind;
  return `${action.toLowerCase()} ${place} ${strength}`;
}

/** Whether two requests say the same of themselves. */
export function sameContext({ context: one }: Need, { context: other }: Need): boolean {
  if (one === other) return true;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => one[key] === other[key] || JSON.stringify(one[key]) === JSON.stringify(other[key]))
  );
}
