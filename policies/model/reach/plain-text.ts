import { UNKNOWN_ACCOUNT, UNKNOWN_REGION } from '../../graph/arn';

/** A synthetic text, as `graph/arn.ts` writes it: parts with a tilde and a point between them, other characters escaped. */
const SYNTHETIC = /tf~(?:[A-Za-z0-9._-]|~\.|~[0-9a-f]{1,6}-)+/g;

/**
 * A text of the evaluator for a person: `<aws_sqs_queue.a.name>` where the graph made up a text for what is not known,
 * `<account>` and `<region>` likewise.
 */
export function plainText(text: string): string {
  return text
    .replace(SYNTHETIC, decoded)
    .replaceAll(UNKNOWN_ACCOUNT, '<account>')
    .replaceAll(UNKNOWN_REGION, '<region>');
}

function decoded(text: string): string {
  // AWS's suffix of a secret's name is no part of what stands for the name.
  const [, body = '', suffix = ''] = /^tf~(.*?)(-xxxxxx)?$/.exec(text) ?? [];
  const parts = body
    .split('~.')
    .map((part) =>
      part.replace(/~([0-9a-f]{1,6})-/g, (_, code: string) =>
        String.fromCodePoint(Number.parseInt(code, 16)),
      ),
    );
  const [key = '', ...path] = parts;
  if (key === 'unknown') return `<not known>${suffix}`;
  return `<${[key, ...path].join('.')}>${suffix}`;
}
