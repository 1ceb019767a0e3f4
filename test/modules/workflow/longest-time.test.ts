import * as fc from 'fast-check';
import { longestTime } from '../../../modules/workflow/longest-time';
import { choice, textIs } from '../../../modules/workflow/states/choice';
import { distributedMap } from '../../../modules/workflow/states/distributed-map';
import { END } from '../../../modules/workflow/states/flow';
import { inlineMap } from '../../../modules/workflow/states/map';
import { parallel } from '../../../modules/workflow/states/parallel';
import { pass } from '../../../modules/workflow/states/pass';
import { longestDelaySeconds } from '../../../modules/workflow/states/retry';
import type { State } from '../../../modules/workflow/states/state';
import { succeed } from '../../../modules/workflow/states/succeed';
import { wait } from '../../../modules/workflow/states/wait';
import { task, WORK, workflow } from './support';

const seconds = (states: Readonly<Record<string, State>>) => longestTime(workflow(states)).seconds;
const inner = (length: number, name = 'Inner') => ({
  startAt: name,
  states: { [name]: wait({ seconds: length, next: END }) },
});

describe('The delays of a retrier', () => {
  test.each([
    ['the defaults: 1, 2, 4', {}, 7],
    [
      'up to the longest delay: 2, 4, 8, 16, 32, 60, 60, 60',
      { intervalSeconds: 2, maxDelaySeconds: 60, maxAttempts: 8 },
      242,
    ],
    ['always the same', { intervalSeconds: 5, backoffRate: 1, maxAttempts: 4 }, 20],
    ['no retries', { maxAttempts: 0 }, 0],
    [
      'very many retries, at once',
      { intervalSeconds: 1, maxDelaySeconds: 10, maxAttempts: 99_999_999 },
      15 + (99_999_999 - 4) * 10,
    ],
  ])('%s', (_name, change, expected) => {
    expect(longestDelaySeconds({ errors: ['A'], ...change })).toBe(expected);
  });

  test('equal the sum that is written out', () => {
    fc.assert(
      fc.property(
        fc.record({
          intervalSeconds: fc.integer({ min: 1, max: 50 }),
          backoffRate: fc.constantFrom(1, 1.5, 2, 3),
          maxAttempts: fc.integer({ min: 0, max: 12 }),
          maxDelaySeconds: fc.option(fc.integer({ min: 51, max: 500 }), { nil: undefined }),
        }),
        ({ maxDelaySeconds, ...retrier }) => {
          const longest = maxDelaySeconds ?? Number.POSITIVE_INFINITY;
          const delays = Array.from({ length: retrier.maxAttempts }, (_, attempt) =>
            Math.min(longest, retrier.intervalSeconds * retrier.backoffRate ** attempt),
          );
          const sum = delays.reduce((total, delay) => total + delay, 0);
          const given = maxDelaySeconds === undefined ? retrier : { ...retrier, maxDelaySeconds };
          expect(longestDelaySeconds({ errors: ['A'], ...given })).toBeCloseTo(sum, 6);
        },
      ),
    );
  });
});

describe('The longest time', () => {
  test('of a task is that of all its attempts and delays', () => {
    expect(seconds({ One: task() })).toBe(40);
    expect(seconds({ One: task({ retry: [{ errors: ['A'] }] }) })).toBe(4 * 40 + 7);
    const twice = [{ errors: ['A'] }, { errors: ['B'], maxAttempts: 1 }];
    expect(seconds({ One: task({ retry: twice }) })).toBe(5 * 40 + 7 + 1);
  });

  test('of a task that waits for its token: only the last attempt waits', () => {
    const waiting = { waitForToken: true, payload: '$$.Task.Token', timeoutSeconds: 3600 };
    expect(seconds({ One: task({ ...waiting, retry: [{ errors: ['A'] }] }) })).toBe(3600 + 3 * 40 + 7);
    expect(seconds({ One: task({ ...waiting, timeoutSeconds: undefined }) })).toBe(Number.POSITIVE_INFINITY);
  });

  test('of ways is that of the longest, by a rule, the default or a catcher', () => {
    const states = {
      One: choice({ rules: [{ when: textIs('$.a', 'b'), next: 'Short' }], otherwise: 'Two' }),
      Short: wait({ seconds: 10, next: END }),
      Two: task({ catch: [{ errors: ['States.ALL'], next: 'Caught' }], next: 'Done' }),
      Caught: wait({ seconds: 100, next: 'Done' }),
      Done: succeed(),
    };
    expect(longestTime(workflow(states))).toEqual({ seconds: 140, way: ['One', 'Two', 'Caught', 'Done'] });
  });

  test('of branches is that of the longest; of a retried parallel, that for each attempt', () => {
    const branches = [inner(10, 'A'), inner(30, 'B')];
    expect(seconds({ One: parallel({ branches, next: 'Two' }), Two: pass({ next: END }) })).toBe(30);
    expect(
      seconds({ One: parallel({ branches, retry: [{ errors: ['A'], maxAttempts: 2 }], next: END }) }),
    ).toBe(3 * 30 + 3);
  });

  test('of maps is that of the rounds in which all items are taken', () => {
    const each = inner(10);
    expect(seconds({ One: inlineMap({ each, itemsAtMost: 5, maxConcurrency: 2, next: END }) })).toBe(30);
    expect(seconds({ One: inlineMap({ each, itemsAtMost: 81, next: END }) })).toBe(30);
    const part = { items: { ...WORK, key: '$.k' }, results: { ...WORK, at: '$.a' } };
    const map = { label: 'I', ...part, each, next: END };
    expect(seconds({ One: distributedMap({ ...map, itemsAtMost: 20_001 }) })).toBe(30);
    const batched = { ...map, batching: { maxItems: 25 }, maxConcurrency: 10, itemsAtMost: 501 };
    expect(seconds({ One: distributedMap(batched) })).toBe(30);
    expect(seconds({ One: distributedMap(map) })).toBe(Number.POSITIVE_INFINITY);
  });

  test('of a wait that the input decides is what it is said to be at most', () => {
    expect(seconds({ One: wait({ secondsPath: '$.s', secondsAtMost: 60, next: END }) })).toBe(60);
    expect(seconds({ One: wait({ secondsPath: '$.s', next: END }) })).toBe(Number.POSITIVE_INFINITY);
  });

  test('of a circle has no bound, and the way says where it closes', () => {
    const states = {
      One: task({ next: 'Two' }),
      Two: choice({ rules: [{ when: textIs('$.a', 'b'), next: 'One' }], otherwise: 'Done' }),
      Done: succeed(),
    };
    expect(longestTime(workflow(states))).toEqual({
      seconds: Number.POSITIVE_INFINITY,
      way: ['One', 'Two', 'One'],
    });
  });

  test('of a ladder of choices takes no longer to find with each rung', () => {
    const rungs = Array.from({ length: 60 }, (_, i) => [
      `S${i}`,
      choice({
        rules: [{ when: textIs('$.a', 'b'), next: `S${i + 1}` }],
        otherwise: i < 59 ? `S${i + 2}` : `S${i + 1}`,
      }),
    ]);
    const states = Object.fromEntries([...rungs, ['S60', wait({ seconds: 1, next: END })]]) as Record<
      string,
      State
    >;
    expect(seconds(states)).toBe(1);
  });
});
