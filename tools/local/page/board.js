import { byId, element, shortClock, shortId, words } from './elements.js';

const LANES = [
  ['received', 'Received'],
  ['checks', 'Checks'],
  ['decision', 'Decision'],
  ['approval', 'Waits for approval'],
  ['posted', 'Posted'],
  ['notified', 'Partner told'],
  ['rejected', 'Rejected'],
];
const SHOWN = 12;

/** The lanes and the deposits in them. */
export class Board {
  cards = new Map();
  counts = {};
  lanes = new Map();

  /** @param {{ open(id: string): void, act(name: string, input: object): Promise<void> }} commands */
  constructor(commands) {
    this.commands = commands;
    for (const [name, title] of LANES) {
      const count = element('span', { className: 'count', textContent: '0' });
      const list = element('ol', {});
      const more = element('p', { className: 'more muted', hidden: true });
      const head = element('h3', { id: `lane-${name}` }, element('span', { textContent: title }), count);
      const lane = element(
        'section',
        { className: 'lane', data: { lane: name }, attributes: { 'aria-labelledby': `lane-${name}` } },
        head,
        list,
        more,
      );
      byId('board').append(lane);
      this.lanes.set(name, { count, list, more, shown: new Map() });
    }
  }

  clear() {
    this.cards.clear();
  }

  /** Takes changed deposits in; they are drawn once before the next frame. */
  update(deposits, counts) {
    for (const deposit of deposits) {
      this.cards.delete(deposit.id);
      this.cards.set(deposit.id, deposit);
    }
    this.counts = counts;
    if (this.isScheduled) return;
    this.isScheduled = true;
    requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.isScheduled = false;
    const byLane = Map.groupBy
      ? Map.groupBy(this.cards.values(), ({ lane }) => lane)
      : groupByLane(this.cards.values());
    for (const [name, lane] of this.lanes) {
      const cards = (byLane.get(name) ?? []).sort((left, right) => right.sinceMs - left.sinceMs);
      this.drawLane(name, lane, cards);
    }
  }

  drawLane(name, { count, list, more, shown }, cards) {
    const total = this.counts[name] ?? 0;
    count.textContent = String(total);
    const first = cards.slice(0, SHOWN);
    const wanted = new Set(first.map(({ id }) => id));
    for (const [id, { item }] of shown) {
      if (wanted.has(id)) continue;
      item.remove();
      shown.delete(id);
    }
    let before = list.firstElementChild;
    for (const card of first) {
      const known = shown.get(card.id);
      const item = known?.card === card ? known.item : this.item(card);
      if (known && known.item !== item) {
        if (before === known.item) before = item;
        replace(known.item, item);
      } else if (!known) {
        item.classList.add('fresh');
      }
      shown.set(card.id, { card, item });
      if (item === before) before = before.nextElementSibling;
      else list.insertBefore(item, before);
    }
    const hidden = total - first.length;
    more.hidden = hidden <= 0;
    more.textContent = `and ${hidden} more`;
  }

  item(card) {
    const badges = [
      ...card.reasons.map((reason) => badge(words(reason), 'reason')),
      card.retries > 0
        ? badge(card.retries === 1 ? '1 retry' : `${card.retries} retries`, 'retry')
        : undefined,
      card.failure ? badge(card.failure, 'failure') : undefined,
      card.lane === 'rejected' && card.isTold ? badge('partner told', 'told') : undefined,
    ];
    const open = element(
      'button',
      {
        type: 'button',
        className: 'card',
        onclick: () => this.commands.open(card.id),
        data: { id: card.id },
      },
      element('span', { className: 'amount', textContent: card.amount ?? '…' }),
      element('span', {
        className: 'muted',
        textContent: `${shortId(card.id)} ${shortClock(card.sinceMs)}`,
      }),
      card.channel === 'batch' ? badge('of a batch', 'batch') : undefined,
      ...badges,
    );
    return element('li', {}, open, this.commandsFor(card));
  }

  commandsFor({ id, lane, failure }) {
    if (failure) return element('div', { className: 'buttons' }, this.button(id, 'Redrive', 'redrive', {}));
    if (lane !== 'approval') return undefined;
    return element(
      'div',
      { className: 'buttons' },
      this.button(id, 'Approve', 'decide', { decision: 'APPROVE' }),
      this.button(id, 'Refuse', 'decide', { decision: 'REFUSE' }),
    );
  }

  button(depositId, textContent, action, input) {
    return element('button', {
      type: 'button',
      textContent,
      className: `small ${textContent.toLowerCase()}`,
      attributes: { 'aria-label': `${textContent} ${shortId(depositId)}` },
      onclick: async (event) => {
        event.currentTarget.disabled = true;
        await this.commands.act(action, { depositId, ...input });
      },
    });
  }
}

/** Keeps the keyboard's focus when the element under it is made anew. */
function replace(old, item) {
  const index = [...old.querySelectorAll('button')].indexOf(document.activeElement);
  old.replaceWith(item);
  if (index >= 0) item.querySelectorAll('button')[index]?.focus();
}

function badge(text, kind) {
  return element('span', { className: 'badge', data: { kind }, textContent: text });
}

function groupByLane(cards) {
  const groups = new Map();
  for (const card of cards) {
    const group = groups.get(card.lane);
    if (group) group.push(card);
    else groups.set(card.lane, [card]);
  }
  return groups;
}
