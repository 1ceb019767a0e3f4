import type { Context } from './context';
import { globOf, globTest } from './glob';
import { Pattern } from './pattern';
import type { Truth } from './truth';

/** Tests an ARN, taken apart once for all the patterns that look at it. */
export type ArnTest = (arn: Arn, request: Context) => Truth;

/** Partition, service, region and account, and all that follows (it may hold colons of its own). */
export interface Arn {
  readonly text: string;
  /** The first five parts; fewer when it is no ARN. */
  readonly head: readonly string[];
  readonly resource: string | undefined;
}

export function arnOf(text: string): Arn {
  const head: string[] = [];
  let from = 0;
  while (head.length < 5) {
    const colon = text.indexOf(':', from);
    if (colon < 0) {
      return { text, head: [], resource: undefined };
    }
    head.push(text.slice(from, colon));
    from = colon + 1;
  }
  return head[0] === 'arn'
    ? { text, head, resource: text.slice(from) }
    : { text, head: [], resource: undefined };
}

/**
 * The pattern of a `Resource`: AWS completes an ARN of fewer than six fields with `*` for each that is missing.
 * Nothing when it is no ARN.
 */
export function resourceArnTest(pattern: string, variables: boolean, absent: Truth): ArnTest | undefined {
  const missing = 6 - pattern.split(':', 6).length;
  return arnTest(pattern + ':*'.repeat(missing), variables, absent);
}

/**
 * A wildcard stays within its segment; the last segment is everything after the fifth colon. Variables are replaced
 * only there, as AWS documents; before it they are plain text. Nothing when it is no pattern of six segments.
 *
 * @param absent the answer when a variable has no value
 */
export function arnTest(pattern: string, variables: boolean, absent: Truth): ArnTest | undefined {
  const { head, resource } = arnOf(pattern);
  if (resource === undefined) {
    return undefined;
  }
  const last = Pattern.of(resource, variables, true);
  const lastTest = last instanceof Pattern ? undefined : globTest(last);
  const matchesHead = headTest(head);
  return (arn, request) => {
    if (arn.resource === undefined || !matchesHead(arn)) {
      return false;
    }
    return lastTest === undefined
      ? (last as Pattern).matches(arn.resource, request, absent)
      : lastTest(arn.resource);
  };
}

/** Five plain segments, the usual case, are one comparison. */
function headTest(head: readonly string[]): (arn: Arn) => boolean {
  if (!head.some((part) => /[*?]/.test(part))) {
    const prefix = `${head.join(':')}:`;
    return (arn) => arn.text.startsWith(prefix);
  }
  const tests = head.map((part) => globTest(globOf(part)));
  return (arn) => tests.every((test, index) => test(arn.head[index] ?? ''));
}
