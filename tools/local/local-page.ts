import type { ServerResponse } from 'node:http';
import { LedgerOwner } from '../deploy/ledger-owner';
import type { LocalSystem } from '../deploy/local-system';
import type { PartnerDelivery } from '../emulator/partner/partner-bank';
import type { EmulatorEvent } from '../emulator/start-emulator';
import { Actions } from './actions';
import { BatchWatch } from './batch-watch';
import { Board } from './board';
import { type Card, summaryOf } from './card';
import { DepositLookup } from './deposit-facts';
import { LiveStream } from './live-stream';
import { LogBook, type LogEntry } from './log-book';
import { type PageBackend, PageServer } from './page-server';
import { QueueWatch } from './queue-watch';

export interface LocalPageOptions {
  readonly local: LocalSystem;
  /** The beginning of every name of the environment, with its dash: `deposits-emulator-`. */
  readonly prefix: string;
  /** 0 for a free one. */
  readonly port: number;
}

/** Lines that a page gets when it opens, and that one deposit can have. */
const FIRST_LINES = 300;
const DEPOSIT_LINES = 1_000;
const KEPT_NOTICES = 20;

/** The page of a running system: what happens in it, and what can be done to it. */
export class LocalPage implements PageBackend {
  private readonly changedCards = new Map<string, Card>();
  private newLines: LogEntry[] = [];
  private readonly notices: string[] = [];
  private ledger = { state: 'not verified yet', timeMs: 0 };
  private readonly board = new Board((card) => {
    this.changedCards.set(card.id, card);
    if (card.amount === undefined) this.lookup.want(card.id);
    this.stream.changed();
  });
  private readonly book: LogBook;
  private readonly stream = new LiveStream(() => this.collect());
  private readonly owner: LedgerOwner;
  private readonly lookup: DepositLookup;
  private readonly queues: QueueWatch;
  private readonly batches: BatchWatch;
  private readonly actions: Actions;
  private server: PageServer | undefined;

  private constructor(private readonly options: LocalPageOptions) {
    const { local, prefix } = options;
    const { emulator } = local;
    this.book = new LogBook(prefix);
    this.owner = new LedgerOwner(emulator, local.outputs.ledger);
    this.lookup = new DepositLookup(this.owner, (id, facts) => this.board.describe(id, facts));
    this.queues = new QueueWatch({
      emulator,
      prefix,
      isWanted: () => this.stream.size > 0,
      onChange: () => this.stream.changed(),
    });
    this.batches = new BatchWatch(local.client, () => this.stream.changed());
    this.actions = new Actions({ local, board: this.board, batches: this.batches });
  }

  static async start(options: LocalPageOptions): Promise<LocalPage> {
    const page = new LocalPage(options);
    page.server = await PageServer.start(options.port, page);
    return page;
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  /** Takes in what the emulator tells. */
  onEvent(event: EmulatorEvent): void {
    if (event.kind === 'workflow') this.board.workflow(event);
    else if (event.kind === 'log') this.onLog(event);
    else if (event.kind === 'notice') this.onNotice(event.message);
  }

  /** Takes in what reached the partner. */
  onDelivery(delivery: PartnerDelivery): void {
    this.board.delivered(delivery);
    this.stream.changed();
  }

  follow(response: ServerResponse): void {
    this.stream.add(response, {
      ...this.state(),
      places: this.places(),
      deposits: this.board.summaries(),
      logs: this.book.last(FIRST_LINES),
    });
    void this.queues.look();
  }

  logs(depositId: string | undefined): object {
    return { logs: this.book.last(depositId === undefined ? FIRST_LINES : DEPOSIT_LINES, depositId) };
  }

  /** What the board knows, and what the deployed API answers its submitter. */
  async deposit(depositId: string): Promise<object | undefined> {
    const card = this.board.find(depositId);
    if (!card) return undefined;
    const { status, body } = await this.options.local.client.get(depositId);
    return { ...summaryOf(card), steps: card.steps, answer: { status, body } };
  }

  act(name: string, input: Readonly<Record<string, unknown>>): Promise<object> {
    return this.actions.run(name, input);
  }

  async stop(): Promise<void> {
    this.queues.close();
    this.batches.close();
    this.lookup.close();
    this.stream.close();
    await this.server?.stop();
    this.owner.close();
  }

  private onLog(event: Extract<EmulatorEvent, { kind: 'log' }>): void {
    const entry = this.book.add(event);
    if (!entry) return;
    this.newLines.push(entry);
    this.board.log(entry);
    if (entry.functionName === 'verify-ledger' && entry.message.startsWith('the ledger is')) {
      this.ledger = { state: ledgerState(entry), timeMs: entry.timeMs };
    }
    this.stream.changed();
  }

  private onNotice(message: string): void {
    this.notices.push(message);
    if (this.notices.length > KEPT_NOTICES) this.notices.shift();
    this.stream.changed();
  }

  private collect(): object | undefined {
    const deposits = [...this.changedCards.values()].map(summaryOf);
    const logs = this.newLines;
    this.changedCards.clear();
    this.newLines = [];
    return this.stream.size === 0 ? undefined : { ...this.state(), deposits, logs };
  }

  private state(): object {
    const { partner, emulator } = this.options.local;
    return {
      counts: this.board.counts,
      queues: this.queues.current,
      batches: this.batches.current,
      partner: { ...partner.counts },
      processes: emulator.functionHost.processes,
      ledger: this.ledger,
      notices: this.notices,
    };
  }

  private places(): object {
    const { apiUrl, emulator, partnerUrl } = this.options.local;
    return { api: apiUrl, aws: emulator.endpoint, partner: partnerUrl };
  }
}

function ledgerState({ message, fields }: LogEntry): string {
  const { first } = fields as { first?: { sequence?: number; kind?: string } };
  return first ? `broken: ${first.kind} at ${first.sequence}` : message.replace('the ledger is ', '');
}
