// Everything that is shown is put in as text, never as markup.

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] of the element; `data` and `attributes` are maps of their own
 * @param {...(Node | string | undefined)} children
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  const { data = {}, attributes = {}, ...others } = properties;
  Object.assign(made, others);
  for (const [name, value] of Object.entries(data)) made.dataset[name] = String(value);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** @param {string} id */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 1,
});

/** With tenths of a second. @param {number} timeMs */
export function clock(timeMs) {
  return TIME.format(timeMs);
}

/** Without them. @param {number} timeMs */
export function shortClock(timeMs) {
  return TIME.format(timeMs).replace(/[.,]\d$/, '');
}

/** The end of an id tells deposits of one day apart. */
export function shortId(id) {
  return `…${id.slice(-8)}`;
}

/** Rows of a description list. */
export function rows(entries) {
  return entries.flatMap(([name, value]) => [
    element('dt', { textContent: name }),
    element('dd', { textContent: String(value) }),
  ]);
}

/** `AMOUNT_ABOVE_LIMIT` as people write it. */
export function words(code) {
  return code.toLowerCase().replaceAll('_', ' ');
}
