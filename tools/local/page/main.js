import { Board } from './board.js';
import { Details } from './details.js';
import { byId, element, rows, shortId } from './elements.js';
import { Logs } from './logs.js';

const token = document.querySelector('meta[name="page-token"]').content;
const logs = new Logs();
const details = new Details({ showLogs: (id) => logs.show(id) });
const board = new Board({ open: (id) => details.open(id), act });

/** Does something, and says what came of it. */
async function act(name, input) {
  say('…', 'waiting');
  try {
    const response = await fetch(`/actions/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-page-token': token },
      body: JSON.stringify(input),
    });
    const { said, problem } = await response.json();
    say(said ?? problem, response.ok ? 'fine' : 'problem');
  } catch {
    say('The local system does not answer. Was it ended?', 'problem');
  }
}

function say(text, state) {
  byId('said').textContent = text;
  byId('said').dataset.state = state;
}

for (const button of document.querySelectorAll('button[data-action]')) {
  button.addEventListener('click', async () => {
    const { action, kind } = button.dataset;
    await act(action, kind === undefined ? {} : { kind });
  });
}
byId('batch').addEventListener('submit', (event) => {
  event.preventDefault();
  void act('batch', { size: byId('batch-size').valueAsNumber });
});

const events = new EventSource('/events');
events.addEventListener('everything', ({ data }) => {
  const { places, deposits, logs: lines, ...state } = JSON.parse(data);
  connected('live', 'live');
  byId('places').replaceChildren(
    ...rows([
      ['API', places.api],
      ['AWS', places.aws],
      ['Partner', places.partner],
    ]),
  );
  board.clear();
  board.update(deposits, state.counts);
  if (byId('log-deposit').value.trim() === '') logs.replace(lines);
  showState(state);
});
events.addEventListener('change', ({ data }) => {
  const { deposits, logs: lines, ...state } = JSON.parse(data);
  board.update(deposits, state.counts);
  logs.add(lines);
  showState(state);
});
events.addEventListener('error', () =>
  connected('gone', 'no connection: the local system has ended, or ends'),
);

function connected(state, text) {
  byId('connection').dataset.state = state;
  if (byId('connection').textContent !== text) byId('connection').textContent = text;
}

function showState({ queues, batches, partner, processes, ledger, notices }) {
  byId('queues').replaceChildren(...queues.map(queueRow));
  if (batches.length > 0) byId('batches').replaceChildren(...batches.map(batchLine));
  if (notices.length > 0) {
    byId('notices').replaceChildren(...notices.map((textContent) => element('li', { textContent })));
  }
  byId('facts').replaceChildren(
    ...rows([
      ['Ledger', ledger.state],
      ['Partner accepted', partner.accepted],
      ['Partner got twice', partner.repeated],
      ['Partner failed or refused', partner.faulted + partner.refused],
      ['Function processes', processes],
    ]),
  );
}

function queueRow({ name, waiting, inFlight, isDeadLetters }) {
  const state = isDeadLetters && waiting > 0 ? 'alarm' : waiting + inFlight > 0 ? 'busy' : 'idle';
  return element(
    'tr',
    { data: { state } },
    element('th', {
      scope: 'row',
      textContent: isDeadLetters ? `${name} †` : name,
      title: isDeadLetters ? 'dead letters' : '',
    }),
    element('td', { className: 'number', textContent: String(waiting) }),
    element('td', { className: 'number', textContent: String(inFlight) }),
  );
}

function batchLine({ id, size, status, counts }) {
  const parts = counts
    ? `${counts.accepted} accepted, ${counts.rejected} refused, ${counts.duplicates} twice`
    : `${size} lines`;
  return element(
    'li',
    {},
    element('strong', { textContent: status.toLowerCase() }),
    element('span', { className: 'muted', textContent: ` ${shortId(id)} ` }),
    element('span', { textContent: parts }),
  );
}
