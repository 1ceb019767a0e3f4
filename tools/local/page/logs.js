import { byId, clock, element } from './elements.js';

const SHOWN = 300;
const KEPT = 3000;

/** The log lines, newest first, as far as the filter lets them through. */
export class Logs {
  lines = [];
  functions = new Set();
  list = byId('logs');
  deposit = byId('log-deposit');
  called = byId('log-function');
  problems = byId('log-problems');

  constructor() {
    byId('log-filter').addEventListener('submit', (event) => event.preventDefault());
    this.deposit.addEventListener('change', () => this.load());
    this.deposit.addEventListener('search', () => this.load());
    this.called.addEventListener('change', () => this.draw());
    this.problems.addEventListener('change', () => this.draw());
  }

  /** Shows the lines of one deposit. */
  show(depositId) {
    this.deposit.value = depositId;
    this.list.scrollIntoView({ block: 'nearest' });
    return this.load();
  }

  replace(lines) {
    this.lines = lines.slice(-KEPT);
    for (const { functionName } of lines) this.learn(functionName);
    this.draw();
  }

  add(lines) {
    const fresh = lines.filter((line) => this.isOfDeposit(line));
    this.lines.push(...fresh);
    if (this.lines.length > KEPT * 1.2) this.lines = this.lines.slice(-KEPT);
    for (const { functionName } of fresh) this.learn(functionName);
    const shown = fresh.filter((line) => this.isShown(line)).slice(-SHOWN);
    if (shown.length === 0) return;
    this.list.querySelector('.empty')?.remove();
    this.list.prepend(...shown.reverse().map(row));
    while (this.list.childElementCount > SHOWN) this.list.lastElementChild.remove();
  }

  /** The lines of the deposit that is asked for come from the server, which keeps more of them. */
  async load() {
    const deposit = this.deposit.value.trim();
    const query = deposit === '' ? '' : `?deposit=${encodeURIComponent(deposit)}`;
    const response = await fetch(`/logs${query}`);
    const { logs } = await response.json();
    this.replace(logs);
  }

  draw() {
    const shown = this.lines.filter((line) => this.isShown(line)).slice(-SHOWN);
    const empty = element('li', { className: 'empty muted', textContent: 'no lines' });
    this.list.replaceChildren(...(shown.length > 0 ? shown.reverse().map(row) : [empty]));
  }

  isOfDeposit({ depositId }) {
    const wanted = this.deposit.value.trim();
    return wanted === '' || depositId === wanted;
  }

  isShown({ functionName, level }) {
    if (this.called.value !== '' && functionName !== this.called.value) return false;
    return !this.problems.checked || ['warn', 'error', 'fatal'].includes(level.toLowerCase());
  }

  learn(functionName) {
    if (this.functions.has(functionName)) return;
    this.functions.add(functionName);
    const names = [...this.functions].sort();
    const chosen = this.called.value;
    this.called.replaceChildren(
      element('option', { value: '', textContent: 'all' }),
      ...names.map((name) => element('option', { value: name, textContent: name })),
    );
    this.called.value = chosen;
  }
}

function row({ timeMs, functionName, level, message, fields }) {
  const said = Object.entries(fields).map(([name, value]) => `${name}=${valueText(value)}`);
  return element(
    'li',
    { className: 'line', data: { level: level.toLowerCase() } },
    element('time', { textContent: clock(timeMs) }),
    element('span', { className: 'function', textContent: functionName }),
    element(
      'span',
      { className: 'message' },
      element('span', { textContent: message }),
      element('span', { className: 'muted', textContent: ` ${said.join('  ')}` }),
    ),
  );
}

function valueText(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
