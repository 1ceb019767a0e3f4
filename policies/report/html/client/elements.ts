/// <reference lib="dom" />

/** An element that this program wrote. Absent where a section is left out. */
export function byId<T extends Element = HTMLElement>(id: string): T | undefined {
  return (document.getElementById(id) as unknown as T | null) ?? undefined;
}

export function all<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] {
  return Array.from(within.querySelectorAll<T>(selector));
}

/** Runs when nothing was typed for a moment: a thousand rows are not searched for each letter. */
export function whenStill(run: () => void): () => void {
  let timer: number | undefined;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(run, 120);
  };
}

/** The text of each element in small letters, read when it is first asked for. */
export class TextIndex {
  private readonly known = new Map<Element, string>();

  has(element: Element, words: readonly string[]): boolean {
    let text = this.known.get(element);
    if (text === undefined) {
      text = (element.textContent ?? '').toLowerCase();
      this.known.set(element, text);
    }
    return words.every((word) => text.includes(word));
  }
}

export function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}
