import type { AccessLogLine } from './api/access-log';
import type { ServedApi } from './api/served-apis';
import type { DataApi } from './data-api/data-api';
import type { EnforcementSettings } from './enforcement/enforcement';
import type { RefusalEvent } from './enforcement/refusal-event';
import type { OutsideHosts } from './functions/environment';
import type { FunctionHostEvent } from './functions/events';
import type { FunctionHost } from './functions/function-host';
import type { CallRecord } from './gateway/call';
import type { CredentialRegistry } from './gateway/credential-registry';
import type { Gateway } from './gateway/gateway';
import type { Delivery } from './scheduler/schedule-delivery';
import type { WorkflowEvent } from './workflows/events';
import type { Workflows } from './workflows/workflows';

/** What happens in a running emulator. */
export type EmulatorEvent =
  | FunctionHostEvent
  /** A step of an execution of a state machine. */
  | WorkflowEvent
  /** A call was not let through: access denied, or no way to the service. */
  | RefusalEvent
  /** A call to an AWS service was answered. */
  | { readonly kind: 'call'; readonly call: CallRecord }
  /** A request to a served API was answered. */
  | ({ readonly kind: 'access-log' } & AccessLogLine)
  /** A warning or failure that moto printed. */
  | { readonly kind: 'moto'; readonly line: string };

export interface EmulatorOptions {
  /** Port of the endpoint, on 127.0.0.1. @default a free one */
  readonly port?: number;
  /** What is behind the Data API. @default 'pglite': embedded and in memory */
  readonly database?: 'pglite' | { readonly url: string };
  /** Of the variables, and of what is looked up without a region. @default 'eu-central-1' */
  readonly region?: string;
  /**
   * Seconds before the second and the third attempt of a failed asynchronous event.
   * @default [1, 2]: AWS waits 60 and 120, for which nobody sits at a laptop
   */
  readonly asyncRetryDelaysSeconds?: readonly number[];
  /**
   * Factor on the `Wait` states of state machines and on the intervals of their `Retry`. Timeouts are never scaled.
   * @default 1: as on AWS
   */
  readonly workflowTimeScale?: number;
  /**
   * Seconds after which a queue's messages are visible again when their function failed.
   * @default when the queue's visibility timeout ends, as on AWS: six times the function's timeout
   */
  readonly redeliverySeconds?: number;
  /** Whether deployed schedules fire by themselves; `fireSchedule` fires them either way. @default true */
  readonly scheduleClock?: boolean;
  /** Names outside that functions reach on this machine, such as a partner's webhook. @default none */
  readonly outside?: OutsideHosts;
  /**
   * Judge what functions and services do with their roles, by the deployed policies and the network.
   * @default everything is let through; a session of a local system always judges
   */
  readonly enforcement?: EnforcementSettings;
  /** What it throws is swallowed. @default nothing */
  readonly onEvent?: (event: EmulatorEvent) => void;
  /** Stops the emulator when aborted. @default never */
  readonly signal?: AbortSignal;
}

/** A running emulator. */
export interface Emulator {
  /** For `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  readonly functionHost: FunctionHost;
  readonly dataApi: DataApi;
  /** Executions of the deployed state machines. */
  readonly workflows: Workflows;
  /** The access keys that exist here: for whoever traces calls back to functions. */
  readonly credentials: CredentialRegistry;
  /** The place where a further service or a guard over all calls is added. */
  readonly gateway: Gateway;
  /** Variables with which Terraform, the AWS CLI and SDKs use the emulator and nothing else. */
  environment(): Record<string, string>;
  /**
   * Serves a deployed REST API. It is read again after each change.
   *
   * @param region @default that of the emulator
   */
  serveApi(restApiId: string, stage: string, region?: string): Promise<ServedApi>;
  /**
   * Fires a deployed schedule now.
   *
   * @param name of the schedule, or its ARN
   * @throws Error when there is no such schedule
   */
  fireSchedule(name: string): Promise<Delivery>;
  /** Ends everything. Safe to call twice. */
  stop(): Promise<void>;
}
