import { LeakWatch } from '../../../tools/soak/leaks';
import { Observer } from '../../../tools/soak/observer';
import type { QueuedMessage } from '../../../tools/soak/operator';
import type { SoakSystem } from '../../../tools/soak/soak-system';

/** A system in memory: queues, failed executions and a database that says what a test puts there. */
export class FakeSystem {
  readonly queues = new Map<string, QueuedMessage[]>([
    ['clearing', []],
    ['clearing-dead', []],
    ['notifications', []],
    ['notifications-dead', []],
    ['failures', []],
  ]);
  readonly failed: string[] = [];
  readonly redriven: string[] = [];
  readonly fired: string[] = [];
  readonly calls: string[] = [];
  readonly observer = new Observer(new LeakWatch(), '');
  running = 0;
  rows: readonly Readonly<Record<string, unknown>>[] = [{}];
  private lastId = 0;

  put(queue: string, body: string, messageId?: string): string {
    this.lastId += 1;
    const id = messageId ?? `m${this.lastId}`;
    this.queues.get(queue)?.push({ messageId: id, receiptHandle: id, body });
    return id;
  }

  get system(): SoakSystem {
    const queue = (url: string): QueuedMessage[] => this.queues.get(url) ?? [];
    const operator = {
      stateMachines: async () => ['machine'],
      failedExecutions: async () => this.failed.map((arn) => ({ arn, name: arn, status: 'FAILED' })),
      redrive: async (arn: string) => {
        this.redriven.push(...this.failed.splice(this.failed.indexOf(arn), 1));
      },
      receive: async (url: string) => queue(url).slice(0, 10),
      send: async (url: string, body: string) => this.put(url, body),
      delete: async (url: string, message: QueuedMessage) => {
        queue(url).splice(queue(url).indexOf(message), 1);
      },
      depth: async (url: string) => queue(url).length,
    };
    const system = {
      local: {
        emulator: {
          workflows: { counts: () => ({ RUNNING: this.running }) },
          fireSchedule: async (name: string) => void this.fired.push(name),
          dataApi: {
            cutOff: async () => void this.calls.push('cut off'),
            pause: async () => void this.calls.push('pause'),
            loseAnswers: (count: number) => void this.calls.push(`lose ${count}`),
            restore: () => void this.calls.push('restore'),
          },
        },
        partner: {
          fail: (fault: { kind: string }, times: number) => void this.calls.push(`${fault.kind} ${times}`),
          recover: () => void this.calls.push('recover'),
        },
      },
      operator,
      ledger: { query: async () => this.rows },
      observer: this.observer,
      queues: (['clearing', 'notifications'] as const).map((name) => ({
        name,
        url: name,
        deadUrl: `${name}-dead`,
      })),
      failuresUrl: 'failures',
      hasOneConnection: false,
      before: { depositIds: new Set<string>(), waiting: 0 },
    };
    return system as unknown as SoakSystem;
  }
}
