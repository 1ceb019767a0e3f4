/** What the function host tells while it works. */
export type FunctionHostEvent =
  /** One log event of a function, or one of the platform's lines (START, END, REPORT). */
  | {
      readonly kind: 'log';
      readonly source: 'platform' | 'function';
      readonly functionName: string;
      readonly version: string;
      readonly requestId?: string;
      readonly logGroup: string;
      readonly logStream: string;
      /** Milliseconds since the epoch. */
      readonly timeMs: number;
      /** May hold line breaks: it is one event. */
      readonly line: string;
    }
  /** An invocation ended. */
  | {
      readonly kind: 'invocation';
      readonly functionName: string;
      readonly version: string;
      readonly requestId: string;
      readonly status: 'success' | 'error' | 'timeout';
      readonly durationMs: number;
      /** Present when the invocation started its process. */
      readonly initDurationMs?: number;
    }
  /** Something that the person at the keyboard should know; each is told once. */
  | { readonly kind: 'notice'; readonly message: string };

export type OnFunctionHostEvent = (event: FunctionHostEvent) => void;
