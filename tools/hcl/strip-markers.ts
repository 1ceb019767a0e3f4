import type { Token } from './tokens';

/** White space as Go has it (`unicode.IsSpace`). */
const SPACE = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING = new RegExp(`^${SPACE}+`);
const TRAILING = new RegExp(`${SPACE}+$`);

/**
 * A strip marker (`${~ x ~}`) removes the white space beside it: in a JSON string up to the end of one line, in a
 * quoted string all of it. Where the two differ, the marker is carried out here and left out.
 */
export function resolveStripMarkers(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(isMarker)) return tokens;
  const result = [...tokens];
  let depth = 0;
  tokens.forEach(({ type }, index) => {
    if (type === 'interpolation' || type === 'directive') {
      if (depth === 0) stripBefore(result, index);
      depth += 1;
    }
    if (type === 'end') {
      depth -= 1;
      if (depth === 0) stripAfter(result, index);
    }
  });
  return result.filter(({ type, text }) => type !== 'text' || text !== '');
}

function isMarker({ type, text }: Token): boolean {
  return (type === 'interpolation' || type === 'directive' || type === 'end') && text.includes('~');
}

function stripBefore(tokens: Token[], index: number): void {
  const marker = tokens[index];
  const before = tokens[index - 1];
  if (!marker || !isMarker(marker) || before?.type !== 'text') return;
  const lastLine = before.text.lastIndexOf('\n', before.text.length - 2) + 1;
  const inLine = TRAILING.exec(before.text.slice(lastLine))?.[0].length ?? 0;
  if ((TRAILING.exec(before.text)?.[0].length ?? 0) === inLine) return;
  tokens[index - 1] = { type: 'text', text: before.text.slice(0, before.text.length - inLine) };
  tokens[index] = { type: marker.type, text: marker.text.replace('~', '') };
}

function stripAfter(tokens: Token[], index: number): void {
  const marker = tokens[index];
  const after = tokens[index + 1];
  if (!marker || !isMarker(marker) || after?.type !== 'text') return;
  const firstLine = after.text.slice(0, after.text.indexOf('\n') + 1 || undefined);
  const inLine = LEADING.exec(firstLine)?.[0].length ?? 0;
  if ((LEADING.exec(after.text)?.[0].length ?? 0) === inLine) return;
  tokens[index + 1] = { type: 'text', text: after.text.slice(inLine) };
  tokens[index] = { type: marker.type, text: marker.text.replace('~', '') };
}
