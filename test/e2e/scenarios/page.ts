import { LocalPage } from '../../../tools/local/local-page';
import { type RunningSystem, until } from './running-system';

interface Shown {
  readonly deposits: readonly { readonly id: string; readonly lane: string; readonly amount?: string }[];
}

/** The page of `vpc-lambda local`, as a browser speaks with it. */
export function describePage(system: () => RunningSystem): void {
  describe('has a page', () => {
    let page: LocalPage;
    beforeAll(async () => {
      page = await LocalPage.start({ local: system().local, prefix: 'deposits-emulator-', port: 0 });
      system().observers.add(page);
    });
    afterAll(async () => {
      system().observers.delete(page);
      await page.stop();
    });

    it('on which a deposit moves until the partner was told', async () => {
      const { said } = await act(page, 'deposit', { kind: 'clean' });
      const [, shortId = ''] = /…(\w+)/.exec(said) ?? [];
      const shown = await until('the deposit being shown as told', 60, async () =>
        (await everything(page)).deposits.find(
          ({ id, lane, amount }) => id.endsWith(shortId) && lane === 'notified' && amount !== undefined,
        ),
      );
      expect(shown.amount).toBe('1,250.00 USD');
      const details = await (await fetch(`${page.url}deposits/${shown.id}`)).json();
      expect(details).toMatchObject({ answer: { status: 200, body: { status: 'CLEARED' } } });
      const { logs } = await (await fetch(`${page.url}logs?deposit=${shown.id}`)).json();
      const messages = (logs as { message: string }[]).map(({ message }) => message);
      expect(messages).toEqual(
        expect.arrayContaining(['the deposit was accepted', 'the deposit is posted', 'the partner was told']),
      );
    });

    it('with a button that approves', async () => {
      await act(page, 'deposit', { kind: 'large' });
      const waiting = await until('a deposit that waits', 60, async () =>
        (await everything(page)).deposits.find(({ lane }) => lane === 'approval'),
      );
      await act(page, 'decide', { depositId: waiting.id, decision: 'APPROVE' });
      await until('the approved deposit being posted', 60, async () =>
        (await everything(page)).deposits.find(({ id, lane }) => id === waiting.id && lane === 'notified'),
      );
    });
  });
}

async function act(page: LocalPage, name: string, input: object): Promise<{ readonly said: string }> {
  const html = await (await fetch(page.url)).text();
  const [, token = ''] = /name="page-token" content="([^"]+)"/.exec(html) ?? [];
  const response = await fetch(`${page.url}actions/${name}`, {
    method: 'POST',
    headers: { origin: page.url.replace(/\/$/, ''), 'x-page-token': token },
    body: JSON.stringify(input),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { said: string };
}

/** What a page gets when it opens. */
async function everything(page: LocalPage): Promise<Shown> {
  const response = await fetch(`${page.url}events`);
  const reader = response.body?.getReader();
  let text = '';
  while (!text.includes('\n\n')) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) throw new Error('the stream ended');
    text += Buffer.from(value ?? []).toString('utf8');
  }
  await reader?.cancel();
  const [, data = ''] = /^event: everything\ndata: (.*)\n\n/.exec(text) ?? [];
  return JSON.parse(data) as Shown;
}
