import { createLogger, loggerWith } from '../../../functions/shared/logger';
import { redacted } from '../../../functions/shared/redaction';

const SECRET = 'hunter2';
const NAMES = [
  'password',
  'secretString',
  'SecretString',
  'token',
  'authorization',
  'Authorization',
  'accountNumber',
  'depositAccountNumber',
  'routingNumber',
  'drawer',
  'chequeNumber',
  'body',
  'headers',
  'fields',
] as const;

function recorded() {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger('example', { variables: {}, destination });
  return { logger, text: () => lines.join(''), last: () => JSON.parse(lines.at(-1) ?? '{}') as object };
}

describe('what never reaches a log', () => {
  test.each(NAMES)('%s, at any depth, in objects and in arrays, also in the members of a child', (name) => {
    const { logger, text } = recorded();
    let nested: object = { [name]: SECRET };
    for (let depth = 0; depth < 12; depth += 1) {
      logger.info({ nested }, 'a line');
      logger.info(nested, 'a line');
      loggerWith(logger, { nested }).info('a line');
      nested = depth % 2 === 0 ? { member: nested } : { member: [nested, 'further'] };
    }
    expect(text()).not.toContain(SECRET);
    expect(text().match(/\[redacted\]/g)).toHaveLength(36);
  });

  test.each(['account_number', 'ACCOUNT-NUMBER', 'Account Number', 'PASSWORD', 'Secret_String'])(
    'other spellings: %s',
    (name) => {
      expect(redacted({ [name]: SECRET })).toEqual({ [name]: '[redacted]' });
    },
  );

  test('what a message interpolates', () => {
    const { logger, text } = recorded();
    logger.info('it is %o and %j', { password: SECRET }, [{ token: SECRET }]);
    logger.info({ a: 1 }, 'it is %o', { deep: { body: SECRET } });
    expect(text()).not.toContain(SECRET);
    expect(text().match(/\[redacted\]/g)).toHaveLength(3);
  });

  test('what getters and toJSON give, however often they are asked', () => {
    const { logger, text } = recorded();
    let asked = 0;
    const changing = {
      get member(): unknown {
        asked += 1;
        return asked === 1 ? 'the first answer' : { password: SECRET };
      },
    };
    const self = {
      password: SECRET,
      toJSON(): unknown {
        return self;
      },
    };
    const dressed = { toJSON: () => ({ token: SECRET, toJSON: () => SECRET }) };
    const list = { toJSON: () => [{ fields: SECRET }] };
    logger.info({ changing, self, dressed, list }, 'a line');
    expect(asked).toBe(1);
    expect(text()).toContain('the first answer');
    expect(text()).not.toContain(SECRET);
  });

  test('what errors carry, at any depth and in their causes', () => {
    const { logger, text, last } = recorded();
    const cause = Object.assign(new TypeError('row 123456789012'), { password: SECRET });
    const error = Object.assign(new Error('failed', { cause }), { $response: { body: SECRET } });
    logger.error({ error, tried: [{ error }], deep: { deeper: { error } } }, 'failed');
    expect(text()).not.toMatch(/hunter2|123456789012/);
    const told = { type: 'Error', message: 'failed', cause: { type: 'TypeError', message: 'row #' } };
    expect(last()).toMatchObject({
      error: told,
      tried: [{ error: told }],
      deep: { deeper: { error: told } },
    });
  });

  test('behind names that objects have by themselves', () => {
    const parsed: unknown = JSON.parse(`{"__proto__":{"password":"${SECRET}"},"constructor":{"token":"x"}}`);
    const { logger, text, last } = recorded();
    logger.info({ parsed }, 'a line');
    expect(text()).not.toContain(SECRET);
    expect(Object.keys((last() as { parsed: object }).parsed)).toEqual(['__proto__', 'constructor']);
    expect((redacted({ parsed })['parsed'] as { password?: string }).password).toBeUndefined();
  });
});

test('of names that come from data a part is remembered, and what is not is judged all the same', () => {
  jest.isolateModules(() => {
    const fresh =
      require('../../../functions/shared/redaction') as typeof import('../../../functions/shared/redaction');
    const remember = jest.spyOn(Map.prototype, 'set');
    try {
      for (let index = 0; index < 600; index += 1) fresh.redacted({ [`row-${index}`]: 1 });
      expect(remember).toHaveBeenCalledTimes(500);
    } finally {
      remember.mockRestore();
    }
    for (let round = 0; round < 2; round += 1) {
      expect(fresh.redacted({ 'row-0': 1, 'row-599': 1, 'Pass-Word': SECRET, password: SECRET })).toEqual({
        'row-0': 1,
        'row-599': 1,
        'Pass-Word': '[redacted]',
        password: '[redacted]',
      });
    }
  });
});

describe('what cannot be written', () => {
  test('cycles end', () => {
    const { logger, last } = recorded();
    const cyclic: Record<string, unknown> = { name: 'a', list: [] };
    cyclic['self'] = cyclic;
    (cyclic['list'] as unknown[]).push(cyclic, { cyclic });
    logger.info({ cyclic }, 'a line');
    expect(last()).toMatchObject({
      cyclic: { name: 'a', self: '[Circular]', list: ['[Circular]', { cyclic: '[Circular]' }] },
    });
  });

  test('the same object twice is no cycle', () => {
    const twice = { amount: 1 };
    expect(redacted({ a: twice, b: { c: twice } })).toEqual({ a: twice, b: { c: twice } });
  });

  test('what is nested without end is left out', () => {
    let nested: object = { password: SECRET };
    for (let depth = 0; depth < 100_000; depth += 1) nested = { nested };
    const { logger, text } = recorded();
    logger.info({ nested }, 'a line');
    expect(text()).toContain('[too deep]');
    expect(text()).not.toContain(SECRET);
  });

  test('getters, toJSON, errors and proxies that throw are told, and the line is written', () => {
    const fail = () => {
      throw new Error(SECRET);
    };
    const error = new Error('x');
    Object.defineProperty(error, 'message', { get: fail });
    const proxy = new Proxy({ a: 1 }, { ownKeys: fail });
    const getter = Object.defineProperty({}, 'bad', { get: fail, enumerable: true });
    const { logger, text, last } = recorded();
    logger.info({ getter, told: { toJSON: fail }, list: [error], proxy, ok: 1 }, 'a line');
    expect(last()).toMatchObject({
      getter: { bad: '[unreadable]' },
      told: '[unreadable]',
      list: ['[unreadable]'],
      ok: 1,
      msg: 'a line',
    });
    expect(text()).not.toContain(SECRET);
  });

  test('numbers without end and what JSON has no word for', () => {
    const { logger, last } = recorded();
    logger.info(
      { big: 10n, list: [10n, undefined, () => 1, Symbol('x')], none: undefined, call: () => 1 },
      'x',
    );
    expect(last()).toMatchObject({ big: '10', list: ['10', null, null, null] });
    expect(last()).not.toHaveProperty('call');
  });
});

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const HARMLESS = ['id', 'outcome', 'reasons', 'at', '0', 'constructor', 'toString', 'ünïcode', ''];

/** Any value as log lines may be given, with its twin in which every secret has been struck out. */
function anyValue(next: (below: number) => number, depth: number): readonly [value: unknown, twin: unknown] {
  const kind = next(depth > 6 ? 6 : 9);
  if (kind < 6) {
    const plain = [null, next(1000), 'text', true, new Date(next(1_000_000) * 1000), undefined][kind];
    return [plain, plain];
  }
  const values = Array.from({ length: next(4) }, () => anyValue(next, depth + 1));
  if (kind === 6) return [values.map(([value]) => value), values.map(([, twin]) => twin)];
  const value: Record<string, unknown> = {};
  const twin: Record<string, unknown> = {};
  for (const [inner, innerTwin] of values) {
    const isSecret = next(3) === 0;
    const names = isSecret ? NAMES : HARMLESS;
    const name = names[next(names.length)] ?? 'id';
    const given = isSecret && next(2) === 0 ? { within: [SECRET, inner] } : isSecret ? SECRET : inner;
    if (kind === 8)
      Object.defineProperty(value, name, { get: () => given, enumerable: true, configurable: true });
    else value[name] = given;
    delete twin[name];
    twin[name] = isSecret ? '[redacted]' : innerTwin;
  }
  return [value, twin];
}

test('of 3,000 values made by chance, the line is the JSON of the value but for its secrets', () => {
  const next = numbers(20_261_123);
  let struckOut = 0;
  for (let round = 0; round < 3000; round += 1) {
    const { logger, text, last } = recorded();
    const [value, twin] = anyValue(next, 0);
    logger.info({ value }, 'a line');
    loggerWith(logger, { value }).info('a line');
    expect(text()).not.toContain(SECRET);
    const { value: written } = last() as { value?: unknown };
    expect(written).toEqual(JSON.parse(JSON.stringify({ value: twin }))['value']);
    struckOut += text().includes('[redacted]') ? 1 : 0;
  }
  expect(struckOut).toBeGreaterThan(300);
});
