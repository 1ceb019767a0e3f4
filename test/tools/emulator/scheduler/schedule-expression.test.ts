import fc from 'fast-check';
import { parseSchedule } from '../../../../tools/emulator/scheduler/schedule-expression';

const AT = (text: string) => Date.parse(text);

test.each<[string, string, string, string | undefined]>([
  ['rate(5 minutes)', 'UTC', '2026-01-02T00:07:00Z', '2026-01-02T00:10:00Z'],
  ['rate(1 hour)', 'UTC', '2026-01-02T00:00:00Z', '2026-01-02T01:00:00Z'],
  ['rate(2 days)', 'UTC', '2026-01-02T00:00:01Z', '2026-01-04T00:00:00Z'],
  ['cron(0 8 ? * MON-FRI *)', 'UTC', '2026-01-02T08:00:00Z', '2026-01-05T08:00:00Z'],
  ['cron(0 8 ? * 2-6 *)', 'UTC', '2026-01-02T08:00:00Z', '2026-01-05T08:00:00Z'],
  ['cron(0 8 ? * 1 *)', 'UTC', '2026-01-02T08:00:00Z', '2026-01-04T08:00:00Z'],
  ['cron(0/15 * * * ? *)', 'UTC', '2026-01-02T08:16:00Z', '2026-01-02T08:30:00Z'],
  ['cron(0 0 L * ? *)', 'UTC', '2026-02-02T00:00:00Z', '2026-02-28T00:00:00Z'],
  ['cron(30 2 1 1 ? 2028)', 'UTC', '2026-01-02T00:00:00Z', '2028-01-01T02:30:00Z'],
  ['cron(30 2 1 1 ? 2020)', 'UTC', '2026-01-02T00:00:00Z', undefined],
  ['cron(0 8 * * ? *)', 'Europe/Berlin', '2026-07-01T00:00:00Z', '2026-07-01T06:00:00Z'],
  ['at(2026-01-03T08:00:00)', 'UTC', '2026-01-02T00:00:00Z', '2026-01-03T08:00:00Z'],
  ['at(2026-07-03T08:00:00)', 'America/New_York', '2026-01-02T00:00:00Z', '2026-07-03T12:00:00Z'],
  ['at(2026-01-01T08:00:00)', 'UTC', '2026-01-02T00:00:00Z', undefined],
])('GIVEN %s in %s WHEN asked at %s THEN it fires next at %s', (expression, zone, now, next) => {
  const found = parseSchedule(expression, zone, AT('2026-01-02T00:00:00Z')).after(AT(now));
  expect(found).toBe(next === undefined ? undefined : AT(next));
});

test.each([
  'rate(0 minutes)',
  'rate(five minutes)',
  'cron(0 8 * *)',
  'cron(99 8 * * ? *)',
  'at(soon)',
  'hourly',
])('GIVEN %s WHEN read THEN it is refused', (expression) => {
  expect(() => parseSchedule(expression, 'UTC', 0)).toThrow();
});

test('GIVEN any rate and moment WHEN asked THEN the next firing is later, by one interval at most, and on the grid', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(1e9), fc.nat(1e9), (minutes, created, passed) => {
      const interval = minutes * 60_000;
      const next = parseSchedule(`rate(${minutes} minutes)`, 'UTC', created).after(created + passed) ?? 0;
      expect(next).toBeGreaterThan(created + passed);
      expect(next - created - passed).toBeLessThanOrEqual(interval);
      expect((next - created) % interval).toBe(0);
    }),
  );
});
