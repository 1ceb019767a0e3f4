import { Construct } from 'constructs';
import { Problems } from '../core/errors';
import type { ApiFunction, ApiMethod, MethodAuthorization } from './api-method';
import { LONGEST_INTEGRATION_MS } from './api-method';
import { segmentsOf } from './api-path';
import type { BodySchema } from './body-schema';
import type { RestApi } from './rest-api';

/** The header by which a client may send a request again. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** A function behind one of the two methods. */
export interface AsyncApiFunction {
  readonly function: ApiFunction;
  /** Seconds that it may take. Below what API Gateway waits, so that the client learns the outcome. */
  readonly timeoutSeconds: number;
}

export interface AsyncApiProps {
  readonly api: RestApi;
  /** The collection, for example `/deposits`. */
  readonly path: string;
  /** Answers `POST` with 202 and `Location: <path>/{id}`. */
  readonly submit: AsyncApiFunction & {
    /** As its contract says them: `Idempotency-Key` must be among them. */
    readonly requiredHeaders: readonly string[];
    /** What a JSON body must look like. @default the function alone judges the body */
    readonly bodySchema?: BodySchema;
  };
  /** Answers `GET` on one of the collection: how far it is, for whoever submitted it. */
  readonly status: AsyncApiFunction & {
    /** For example `/deposits/{id}`: the path and one parameter. */
    readonly path: string;
  };
  /** Of both methods: who may submit may ask. @default 'iam' */
  readonly authorization?: MethodAuthorization;
}

/**
 * The asynchronous request as one thing: a client submits, is answered at once (202), and asks a resource of its own for
 * the outcome, while the work goes on behind a queue or a state machine. It may send the request again whenever it did
 * not hear the answer, which is why there is no submitting without a key.
 *
 * API Gateway demands the key before the function runs. What it cannot see is the function's: the status 202, the
 * `Location`, the same answer to the same key.
 *
 * @throws InvalidInputError when the two methods do not make this pattern
 *
 * @example
 * new AsyncApi(stack, 'deposits', {
 *   api,
 *   path: '/deposits',
 *   submit: { function: submitDeposit, timeoutSeconds: 27, requiredHeaders: ['Idempotency-Key'], bodySchema },
 *   status: { function: getDeposit, timeoutSeconds: 27, path: '/deposits/{id}' },
 * });
 */
export class AsyncApi extends Construct {
  readonly submit: ApiMethod;
  readonly status: ApiMethod;

  constructor(scope: Construct, id: string, props: AsyncApiProps) {
    super(scope, id);
    this.check(props);
    const { api, path, submit, status, authorization } = props;
    this.submit = api.addMethod('POST', path, {
      function: submit.function,
      functionTimeoutSeconds: submit.timeoutSeconds,
      requiredHeaders: submit.requiredHeaders,
      bodySchema: submit.bodySchema,
      authorization,
    });
    this.status = api.addMethod('GET', status.path, {
      function: status.function,
      functionTimeoutSeconds: status.timeoutSeconds,
      authorization,
    });
  }

  private check({ path, submit, status }: AsyncApiProps): void {
    const problems = new Problems();
    problems.check(
      submit.requiredHeaders.some((name) => name.toLowerCase() === IDEMPOTENCY_KEY.toLowerCase()),
      {
        code: 'async-api-idempotency',
        property: 'submit.requiredHeaders',
        received: submit.requiredHeaders,
        allowed: `a list with ${IDEMPOTENCY_KEY}`,
        fix: 'Require the key: a client that heard no answer sends its request again.',
      },
    );
    const segments = segmentsOf(path);
    problems.check(segments.length > 0 && !(segments.at(-1) ?? '').startsWith('{'), {
      code: 'async-api-path',
      property: 'path',
      received: path,
      allowed: 'a collection, whose last segment is a word',
      fix: 'Name the collection, such as /deposits.',
    });
    problems.check(isOneOf(path, status.path), {
      code: 'async-api-status-path',
      property: 'status.path',
      received: status.path,
      allowed: `${path === '/' ? '' : path}/{id}, with a parameter of any name`,
      fix: 'Location leads there: the status is one of the collection that was submitted to.',
    });
    for (const [property, { timeoutSeconds }] of [['submit', submit] as const, ['status', status] as const]) {
      problems.check(timeoutSeconds > 0 && timeoutSeconds * 1000 < LONGEST_INTEGRATION_MS, {
        code: 'async-api-timeout',
        property: `${property}.timeoutSeconds`,
        received: timeoutSeconds,
        allowed: `less than the ${LONGEST_INTEGRATION_MS / 1000} seconds that API Gateway waits`,
        fix: 'Do the work behind a queue or a state machine; the function only accepts it.',
      });
    }
    problems.check(submit.function.functionName !== status.function.functionName, {
      code: 'async-api-one-function',
      property: 'status.function',
      received: status.function.functionName,
      allowed: 'another function than the one that submits',
      fix: 'Whoever asks needs fewer rights than whoever submits: make two functions.',
    });
    problems.throwIfAny(this.node.path);
  }
}

/** Whether the status path is the collection's path and one parameter, not a greedy one. */
function isOneOf(path: string, statusPath: string): boolean {
  const collection = segmentsOf(path);
  const status = segmentsOf(statusPath);
  return (
    status.length === collection.length + 1 &&
    collection.every((segment, index) => segment === status[index]) &&
    /^\{[^{}+]+\}$/.test(status.at(-1) ?? '')
  );
}
