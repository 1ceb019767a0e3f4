/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * Writes a constant JSON document as Terraform's `jsonencode({ … })`, which a reviewer can read in HCL and which is the
 * same in both formats; a string of escaped JSON can be read in neither.
 *
 * `Fn.jsonencode` is not for this: cdktf 0.21 leaves quotes and backslashes in strings as they are (a regular expression
 * becomes invalid HCL) and drops `null`. The document must not hold Terraform references. HCL brings
 * Unicode into its composed normal form (NFC).
 */
export function jsonExpression(document: Json): string {
  return `\${jsonencode(${expression(document)})}`;
}

function expression(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(expression).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${quoted(name)} = ${expression(member)}`);
  return `{${members.join(', ')}}`;
}

/** `Array.isArray` does not narrow readonly arrays. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** A string literal of HCL: JSON's escapes, and the two beginnings of a template doubled. */
function quoted(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/[\p{Cc}\u2028\u2029]/gu, (character) => unicodeEscape(character))
    .replace(/[$%](?=\{)/g, '$&$&');
  return `"${escaped}"`;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
