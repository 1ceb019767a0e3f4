import { LedgerOwner } from '../deploy/ledger-owner';
import type { LocalSystem } from '../deploy/local-system';
import { QUEUES } from './fault-plan';
import type { Observer } from './observer';
import { Operator } from './operator';
import type { SoakSystem } from './soak-system';

/** Finds in a running system what a soak run needs. */
export async function connect(
  local: Pick<LocalSystem, 'client' | 'approver' | 'partner' | 'emulator' | 'outputs'>,
  observer: Observer,
  { prefix, hasOneConnection }: { readonly prefix: string; readonly hasOneConnection: boolean },
): Promise<SoakSystem & { close(): void }> {
  const operator = new Operator(local.emulator);
  const urls = await operator.queues();
  const urlOf = (name: string): string => {
    const url = urls.get(`${prefix}${name}`);
    if (url === undefined) throw new Error(`the system has no queue ${prefix}${name}`);
    return url;
  };
  const ledger = new LedgerOwner(local.emulator, local.outputs.ledger);
  const stored = await ledger.query('select id, status from deposits.deposit limit 10000');
  return {
    local,
    operator,
    ledger,
    observer,
    queues: QUEUES.map((name) => ({ name, url: urlOf(name), deadUrl: urlOf(`${name}-dead`) })),
    failuresUrl: urlOf('failures'),
    hasOneConnection,
    before: {
      depositIds: new Set(stored.map(({ id }) => String(id))),
      waiting: stored.filter(({ status }) => status === 'AWAITING_APPROVAL').length,
    },
    close: () => ledger.close(),
  };
}
