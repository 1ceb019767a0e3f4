/** An element of an answer of the Query and REST-XML protocols: attributes are left out, nobody needs them here. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const TOKEN = /<(\/?)([A-Za-z_][\w:.-]*)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|<[?!][^>]*>|([^<]+)/g;

/** Reads well-formed XML without CDATA, as moto writes it. */
export function parseXml(xml: string): XmlElement {
  const root = { name: '', text: '', children: [] as XmlElement[] };
  const open = [root];
  for (const [, closing, name, , empty, text] of xml.matchAll(TOKEN)) {
    const current = open[open.length - 1] ?? root;
    if (text !== undefined) current.text += unescapeXml(text);
    else if (name === undefined) continue;
    else if (closing) open.length > 1 && open.pop();
    else {
      const element = { name, text: '', children: [] };
      current.children.push(element);
      if (!empty) open.push(element);
    }
  }
  return root;
}

/** The first element of that name, at any depth. */
export function find(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) {
    const found = child.name === name ? child : find(child, name);
    if (found) return found;
  }
  return undefined;
}

/** The text of the first element of that name, without the white space around it. */
export function textAt(element: XmlElement, name: string): string | undefined {
  return find(element, name)?.text.trim();
}

/** The children of the first element of that name: `<item>` or `<member>` each. */
export function itemsAt(element: XmlElement, name: string): readonly XmlElement[] {
  return find(element, name)?.children ?? [];
}

function unescapeXml(text: string): string {
  return text.includes('&') ? text.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, entity) : text;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return NAMED[name] ?? whole;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return String.fromCodePoint(code);
}
