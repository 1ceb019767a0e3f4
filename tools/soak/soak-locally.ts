import type { DeployOptions } from '../deploy/deploy-system';
import { startLocalSystem } from '../deploy/local-system';
import type { EmulatorEvent } from '../emulator/start-emulator';
import { connect } from './connect';
import { LeakWatch } from './leaks';
import { Observer } from './observer';
import { runSoak, type SoakOptions, type SoakResult } from './run-soak';

export interface SoakLocallyOptions extends Omit<SoakOptions, 'leaks'> {
  /** Where the synthesized system lies. */
  readonly out: string;
  /** A PostgreSQL server for the Data API. @default the embedded database */
  readonly databaseUrl?: string;
  readonly onStack?: DeployOptions['onStack'];
}

const ENVIRONMENT = 'emulator';
const PREFIX = `deposits-${ENVIRONMENT}-`;
/** Waits of state machines and before a redelivery are shortened: what is tested is what follows them. */
const WORKFLOW_TIME_SCALE = 0.05;
const REDELIVERY_SECONDS = 2;

/** Applies the whole system to an emulator of its own, runs the load through it, and ends it. */
export async function soakLocally(
  options: SoakLocallyOptions,
): Promise<{ readonly result: SoakResult; readonly observer: Observer }> {
  const leaks = new LeakWatch();
  const observer = new Observer(leaks, PREFIX);
  const early: EmulatorEvent[] = [];
  let watch = (event: EmulatorEvent): void => void early.push(event);
  const local = await startLocalSystem({
    environment: ENVIRONMENT,
    out: options.out,
    signal: options.signal,
    emulator: {
      workflowTimeScale: WORKFLOW_TIME_SCALE,
      redeliverySeconds: REDELIVERY_SECONDS,
      onEvent: (event) => watch(event),
      ...(options.databaseUrl === undefined ? {} : { database: { url: options.databaseUrl } }),
    },
    onDelivery: observer.delivery,
    onStep: options.onStep,
    ...(options.onStack ? { onStack: options.onStack } : {}),
  });
  try {
    const system = await connect(local, observer, {
      prefix: PREFIX,
      hasOneConnection: options.databaseUrl === undefined,
    });
    // What was logged while the system was applied is looked through with the secrets that were made then.
    leaks.addSecrets(await system.operator.secretValues());
    for (const event of early.splice(0)) {
      if (event.kind === 'log') leaks.look(event.functionName, event.line);
    }
    watch = observer.event;
    try {
      return { result: await runSoak(system, { ...options, leaks }), observer };
    } finally {
      // What waits for a person is stopped with the emulator: that is no part of the run.
      watch = () => undefined;
      system.close();
    }
  } finally {
    await local.stop();
  }
}
