/** Of one request. moto answers within a second, tens of seconds when a whole deployment keeps its threads busy. */
const ANSWER_WITHIN_MS = 30_000;

/**
 * How a client of the SDK asks the control plane: a request that nobody answers is given up and sent again, so that one
 * lost answer does not hold for ever what waits for it. The SDK's own default is to wait without end.
 */
export function patience(answerWithinMs: number = ANSWER_WITHIN_MS): {
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
} {
  return {
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: answerWithinMs,
      requestTimeout: answerWithinMs,
      throwOnRequestTimeout: true,
    },
  };
}
