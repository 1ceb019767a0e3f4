/** What a test reads of a page. Our templates quote every attribute, so that a page is read without a parser of HTML. */
export class PageReader {
  constructor(readonly source: string) {}

  /** Names of tags with the names of their attributes, in order: what escaping must keep whatever the text is. */
  get skeleton(): readonly string[] {
    return this.tags.map((tag) => tag.replace(/="[^"]*"/g, ''));
  }

  get tags(): readonly string[] {
    return [...this.withoutCode.matchAll(/<\/?[a-z!][^>]*>/gi)].map(([tag]) => tag);
  }

  get ids(): readonly string[] {
    return [...this.withoutCode.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id);
  }

  /** Where links lead. */
  get links(): readonly string[] {
    return [...this.withoutCode.matchAll(/ href="([^"]*)"/g)].map(([, link = '']) => link);
  }

  /** What the browser makes of the text between the tags. */
  get text(): string {
    return decoded(this.withoutCode.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
  }

  /** The element with the id, up to the next one of the same kind. */
  after(id: string): string {
    const start = this.source.indexOf(` id="${id}"`);
    return start < 0 ? '' : this.source.slice(start, start + 1500);
  }

  attribute(pattern: RegExp): string {
    return decoded(pattern.exec(this.source)?.[1] ?? '');
  }

  private get withoutCode(): string {
    return this.source.replace(/<(style|script)\b([^>]*)>[\s\S]*?<\/\1>/g, '<$1$2></$1>');
  }
}

function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
