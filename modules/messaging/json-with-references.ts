import { Token, Tokenization } from 'cdktf';
import { type Json, jsonExpression } from '../api/json-expression';
import { InvalidInputError } from '../core/errors';

export type { Json };

/** Private-use characters, which no name holds. Quoted, as a string that hides a reference is written. */
const HIDDEN = /"\uE000(\d+)\uE001"/g;

/**
 * Writes a JSON document as Terraform's `jsonencode({ … })`, in which a string may be a Terraform reference: the name of
 * a bucket in an event pattern. Everything else is escaped as {@link jsonExpression} does.
 *
 * @throws InvalidInputError for a string that is part reference and part text: inside an expression cdktf writes
 * references without their braces, so it would become text altogether
 */
export function jsonWithReferences(document: Json): string {
  const references: string[] = [];
  const hidden = hide(document, references);
  return jsonExpression(hidden).replace(HIDDEN, (whole, index) => references[Number(index)] ?? whole);
}

function hide(value: Json, references: string[]): Json {
  if (typeof value === 'string') return Token.isUnresolved(value) ? hideReference(value, references) : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((member: Json) => hide(member, references));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hide(member, references)]));
}

function hideReference(value: string, references: string[]): string {
  if (Tokenization.reverseString(value).length > 1) {
    throw new InvalidInputError('JSON document', [
      {
        code: 'json-mixed-reference',
        property: 'string',
        received: value,
        allowed: 'plain text, or one reference as a whole',
        fix: "Join the parts with Fn.join('', […]).",
      },
    ]);
  }
  references.push(value);
  return `\uE000${references.length - 1}\uE001`;
}
