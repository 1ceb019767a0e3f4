import * as fc from 'fast-check';
import { destinationsOf, profileOf, securityProfiles } from '../../../modules/compute/security-profile';
import type { Destination } from '../../../modules/core/capability';
import { PUBLISH } from './fixtures';

const to = (service: string): Destination => ({ kind: 'service', service });

const destination: fc.Arbitrary<Destination> = fc.oneof(
  fc.constantFrom('events', 'rds-data', 'rds', 'data', 'sqs', 'ecr.api', 'none').map(to),
  fc.record({
    kind: fc.constant('internet' as const),
    host: fc.constantFrom('a.example', 'A.example', 'events'),
    port: fc.constantFrom(22, 443),
  }),
);
const needs = fc.dictionary(
  fc.constantFrom('submit', 'get', 'post', 'verify', 'notify'),
  fc.array(destination, { maxLength: 5 }),
);
const key = (destinations: readonly Destination[]) =>
  [...new Set(destinations.map((one) => JSON.stringify(Object.entries(one).sort())))].sort().join();

describe('securityProfiles', () => {
  test('puts two functions together exactly when they need the same', () => {
    fc.assert(
      fc.property(needs, (all) => {
        const profiles = securityProfiles(all);
        for (const a of Object.keys(all)) {
          for (const b of Object.keys(all)) {
            const together = profileOf(profiles, a) === profileOf(profiles, b);
            expect(together).toBe(key(all[a] ?? []) === key(all[b] ?? []));
          }
        }
      }),
    );
  });

  test('opens to a function what it needs, and nothing else', () => {
    fc.assert(
      fc.property(needs, (all) => {
        const profiles = securityProfiles(all);
        for (const [name, destinations] of Object.entries(all)) {
          expect(key(profileOf(profiles, name).destinations)).toBe(key(destinations));
        }
      }),
    );
  });

  test('names each profile once, in kebab-case, within 48 characters', () => {
    fc.assert(
      fc.property(needs, (all) => {
        const names = securityProfiles(all).map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^(?=.{1,48}$)[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
    );
  });

  test('keeps the name of a profile whatever other functions there are, in whatever order', () => {
    fc.assert(
      fc.property(needs, fc.array(destination, { maxLength: 5 }), (all, own) => {
        const alone = profileOf(securityProfiles({ own }), 'own').name;
        const among = profileOf(securityProfiles({ ...all, own: [...own].reverse() }), 'own').name;
        expect(among).toBe(alone);
      }),
    );
  });

  test('is readable', () => {
    // WHEN
    const profiles = securityProfiles({
      submit: [to('rds-data'), to('events')],
      get: [to('rds-data')],
      verify: [to('rds-data')],
      idle: [],
    });

    // THEN
    expect(profiles.map(({ name, functionNames }) => [name, functionNames])).toEqual([
      [expect.stringMatching(/^events-rds-data-[0-9a-f]{8}$/), ['submit']],
      ['none', ['idle']],
      ['rds-data', ['get', 'verify']],
    ]);
  });

  test('gives nothing for nothing', () => {
    expect(securityProfiles({})).toEqual([]);
  });
});

describe('profileOf', () => {
  test('refuses a function that it does not know', () => {
    expect(() => profileOf([], 'submit')).toThrow('submit is in no security profile');
  });
});

describe('destinationsOf', () => {
  test('takes each destination of the capabilities once', () => {
    expect(destinationsOf([PUBLISH, PUBLISH])).toEqual([to('events')]);
  });
});
