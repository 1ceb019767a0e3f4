/** Markup that may stand in a page as it is. Everything else is text, and is escaped where it is put in. */
export class Markup {
  constructor(readonly source: string) {}
}

/** What a template takes: text, numbers, markup, lists of them. `undefined` and `false` leave nothing. */
export type Content = Markup | string | number | undefined | false | readonly Content[];

/**
 * Markup with values in it: `html`<b>${name}</b>``. Text is escaped for elements and for attributes in double quotes;
 * an attribute without quotes, or a value in the place of a tag or attribute name, must not be written.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let source = strings[0] ?? '';
  for (const [index, value] of values.entries()) source += sourceOf(value) + (strings[index + 1] ?? '');
  return new Markup(source);
}

export function join(items: readonly Content[], between: Content = ''): Markup {
  return new Markup(items.map(sourceOf).join(sourceOf(between)));
}

function sourceOf(content: Content): string {
  if (content instanceof Markup) return content.source;
  if (content === undefined || content === false) return '';
  if (typeof content === 'string') return escaped(content);
  if (typeof content === 'number') return String(content);
  return content.map(sourceOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text as a reader must see it. What is judged was written by others: characters that nobody sees, or that turn the
 * direction of what follows, are shown by their number. `⟨U+202E⟩` in a name is a finding of its own.
 */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

// Half of a surrogate pair, which no file in UTF-8 can have, is replaced as well.
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\p{Surrogate}/gu;

export function visible(text: string): string {
  return text.replace(INVISIBLE, (c) => {
    const code = c.codePointAt(0) ?? 0;
    return code >= 0xd800 && code <= 0xdfff
      ? '\uFFFD'
      : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/** JSON for a script element, in which entities mean nothing: no text in it can end the element. */
export function scriptJson(value: unknown): Markup {
  return new Markup(
    JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
}
