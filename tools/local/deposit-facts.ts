import type { LedgerOwner } from '../deploy/ledger-owner';

/** What the database knows of a deposit and the page shows. */
export interface DepositFacts {
  readonly amount: string;
  readonly channel: string;
}

/** Deposits that are asked for at once. */
const AT_ONCE = 200;
const PAUSE_MS = 400;
/** A deposit of which nothing was found so often is not asked for again. */
const MOST_TRIES = 20;

/** Looks deposits up in the database, many at a time and a little later: what happens is shown before what it is about. */
export class DepositLookup {
  private readonly wanted = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly owner: Pick<LedgerOwner, 'query'>,
    private readonly onFound: (depositId: string, facts: DepositFacts) => void,
  ) {}

  want(depositId: string): void {
    if (this.isClosed || this.wanted.has(depositId)) return;
    this.wanted.set(depositId, 0);
    this.soon();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private soon(): void {
    this.timer ??= setTimeout(() => void this.look(), PAUSE_MS).unref();
  }

  private async look(): Promise<void> {
    const ids = [...this.wanted.keys()].slice(0, AT_ONCE);
    for (const id of ids) this.countTry(id);
    try {
      const rows = await this.owner.query(
        `select cast(id as text) as id, amount_minor, currency, channel from deposits.deposit
          where id = any (cast(string_to_array(:ids, ',') as uuid[]))`,
        { ids: ids.join(',') },
      );
      for (const { id, amount_minor: minor, currency, channel } of rows) {
        this.wanted.delete(String(id));
        this.onFound(String(id), {
          amount: amountText(Number(minor), String(currency)),
          channel: String(channel),
        });
      }
    } catch {
      // The database is paused, cut off, or gone: later.
    }
    this.timer = undefined;
    if (this.wanted.size > 0 && !this.isClosed) this.soon();
  }

  private countTry(id: string): void {
    const tries = (this.wanted.get(id) ?? 0) + 1;
    if (tries > MOST_TRIES) this.wanted.delete(id);
    else this.wanted.set(id, tries);
  }
}

/** `125000` and `USD`: `1,250.00 USD`. */
function amountText(minorUnits: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' });
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  const amount = (minorUnits / 10 ** digits).toLocaleString('en', { minimumFractionDigits: digits });
  return `${amount} ${currency}`;
}
