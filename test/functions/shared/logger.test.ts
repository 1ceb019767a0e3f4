import { createLogger, invocationLogger } from '../../../functions/shared/logger';
import { safeError, safeMessage } from '../../../functions/shared/safe-error';

function recorded(variables: Record<string, string> = {}) {
  const lines: string[] = [];
  const logger = createLogger('example', {
    variables,
    destination: { write: (line) => void lines.push(line) },
  });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('createLogger', () => {
  test('THEN lines tell function, version, level and time', () => {
    const { logger, last } = recorded({
      AWS_LAMBDA_FUNCTION_NAME: 'deposits-dev-x',
      AWS_LAMBDA_FUNCTION_VERSION: '7',
    });
    logger.info('hello');
    expect(last()).toMatchObject({ function: 'deposits-dev-x', version: '7', level: 'info', msg: 'hello' });
    expect(new Date(String(last()['time'])).getTime()).toBeGreaterThan(0);
  });

  test('GIVEN no Lambda THEN the contract names the function', () => {
    const { logger, last } = recorded();
    logger.info('hello');
    expect(last()).toMatchObject({ function: 'example', version: 'local' });
  });

  test('GIVEN LOG_LEVEL THEN what is below it is not written', () => {
    const { logger, lines } = recorded({ LOG_LEVEL: 'warn' });
    logger.info('hello');
    expect(lines).toEqual([]);
  });

  test('THEN secrets and customer data are struck out, three levels deep', () => {
    const { logger, lines } = recorded();
    logger.info({
      password: 'hunter2',
      secret: { SecretString: 'hunter2' },
      request: { headers: { authorization: 'hunter2' }, body: 'hunter2' },
      deposit: { drawer: { accountNumber: 'hunter2' }, depositAccountNumber: 'hunter2' },
    });
    expect(lines.join('')).not.toContain('hunter2');
    expect(lines.join('')).toContain('[redacted]');
  });

  test('THEN errors are written without their own properties', () => {
    const { logger, lines, last } = recorded();
    const error = Object.assign(new Error('no account 123456789012\nDetail: row (987654321098)'), {
      $response: { body: 'hunter2' },
    });
    logger.error({ error }, 'failed');
    expect(lines.join('')).not.toMatch(/hunter2|123456789012|987654321098/);
    expect(last()['error']).toMatchObject({ type: 'Error', message: 'no account #' });
  });
});

describe('invocationLogger', () => {
  test('THEN the first invocation of a process is the cold start', () => {
    jest.isolateModules(() => {
      const fresh =
        require('../../../functions/shared/logger') as typeof import('../../../functions/shared/logger');
      const lines: string[] = [];
      const logger = fresh.createLogger('x', {
        variables: {},
        destination: { write: (line) => void lines.push(line) },
      });
      fresh.invocationLogger(logger, { awsRequestId: 'first' }).info('a');
      fresh.invocationLogger(logger, { awsRequestId: 'second' }).info('b');
      expect(lines.map((line) => JSON.parse(line))).toEqual([
        expect.objectContaining({ requestId: 'first', coldStart: true }),
        expect.objectContaining({ requestId: 'second', coldStart: false }),
      ]);
    });
    expect(invocationLogger).toBeInstanceOf(Function);
  });
});

describe('safeError', () => {
  test('tells type, code, frames and causes', () => {
    const error = new Error('outer', {
      cause: Object.assign(new TypeError('inner'), { code: 'ECONNRESET' }),
    });
    const safe = safeError(error);
    expect(safe).toMatchObject({
      type: 'Error',
      message: 'outer',
      cause: { type: 'TypeError', code: 'ECONNRESET' },
    });
    expect(safe.stack).toMatch(/^\s+at /);
    expect(safe.stack).not.toContain('outer');
  });

  test.each([
    ['none', undefined],
    ['one without frames', 'Error: no account 123456789012'],
  ])('GIVEN an error whose stack is %s THEN the rest is told, and no stack', (_what, stack) => {
    const error = Object.assign(new Error('failed'), { code: 7, stack });
    expect(safeError(error)).toEqual({ type: 'Error', message: 'failed', code: '7' });
  });

  test('GIVEN a cycle of causes THEN it ends', () => {
    const error = new Error('a');
    error.cause = error;
    expect(JSON.stringify(safeError(error)).match(/"type"/g)).toHaveLength(4);
  });

  test.each([['text'], [undefined], [null], [{ password: 'hunter2' }]])(
    'GIVEN %j, no Error THEN it is not shown',
    (thrown) => {
      expect(JSON.stringify(safeError(thrown))).not.toContain('hunter2');
      expect(safeError(thrown).message).toMatch(/not an Error/);
    },
  );

  test('messages are one line of at most 300 characters without long numbers', () => {
    expect(safeMessage('id 12345 of 1234\nsecond')).toBe('id # of 1234');
    expect(safeMessage('first\n12\n34')).toBe('first');
    expect(safeMessage('\nsecond')).toBe('');
    expect(safeMessage('')).toBe('');
    expect(safeMessage('x'.repeat(999))).toHaveLength(300);
  });
});
