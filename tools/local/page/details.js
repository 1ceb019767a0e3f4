import { byId, clock, element, rows } from './elements.js';

/** Everything about one deposit, over the page. */
export class Details {
  dialog = byId('details');
  body = byId('details-body');

  /** @param {{ showLogs(id: string): void }} commands */
  constructor(commands) {
    this.commands = commands;
  }

  async open(id) {
    byId('details-title').textContent = `Deposit ${id}`;
    this.body.replaceChildren(element('p', { className: 'muted', textContent: 'asking the API' }));
    if (!this.dialog.open) this.dialog.showModal();
    const response = await fetch(`/deposits/${id}`);
    const found = await response.json();
    this.body.replaceChildren(...(response.ok ? this.content(id, found) : [problem(found)]));
  }

  content(id, { answer, steps, failure }) {
    const { status, body } = answer;
    const view = typeof body === 'object' && body !== null ? body : { body };
    const flat = Object.entries(view).map(([name, value]) => [name, flatText(value)]);
    const show = () => {
      this.dialog.close();
      this.commands.showLogs(id);
    };
    return [
      element('h3', {
        className: 'subtitle',
        textContent: `GET /deposits/${id.slice(0, 8)}… answers its submitter ${status}`,
      }),
      element('dl', { className: 'facts' }, ...rows(flat)),
      ...(failure ? [problem({ problem: failure })] : []),
      element('h3', { className: 'subtitle', textContent: 'Its way' }),
      element(
        'ol',
        { className: 'steps' },
        ...steps.map(({ timeMs, text }) =>
          element(
            'li',
            { className: 'step' },
            element('time', { textContent: clock(timeMs) }),
            element('span', { textContent: text }),
          ),
        ),
      ),
      element(
        'div',
        { className: 'buttons' },
        element('button', { type: 'button', textContent: 'Show its logs', onclick: show }),
      ),
    ];
  }
}

function problem({ problem: text }) {
  return element('p', { className: 'problem', textContent: text });
}

function flatText(value) {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' && value !== null ? Object.values(value).join(' / ') : value;
}
