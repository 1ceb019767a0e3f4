import { parseWaivers } from '../../../policies/waivers/read-waivers';
import { inputError } from '../graph/support';

const waiver = { rule: 'a-b', address: 'aws_a.b', owner: 'ops', reason: 'why not', expiry: '2027-03-31' };
const file = (waivers: unknown, more = {}) => JSON.stringify({ schemaVersion: 1, waivers, ...more }, null, 2);
const parse = (text: string) => parseWaivers(text, 'waivers.json', true);

test('reads what is there, with its place', () => {
  const { waivers } = parse(
    file([waiver, { rule: 'c-d', construct: ' stack/c/* ', environment: 'prod', reason: ' ' }], {
      $schema: 'x',
    }),
  );
  expect(waivers).toEqual([
    {
      rule: 'a-b',
      target: { by: 'address', pattern: 'aws_a.b' },
      owner: 'ops',
      reason: 'why not',
      expiry: '2027-03-31',
      position: { line: 4, column: 5 },
    },
    {
      rule: 'c-d',
      target: { by: 'construct', pattern: 'stack/c/*' },
      environment: 'prod',
      position: { line: 11, column: 5 },
    },
  ]);
});

test.each([
  ['not JSON', '{ "schemaVersion": 1,, }', /^waivers\.json:1:22: not JSON/],
  ['a list', '[]', /^waivers\.json:1:1: not a JSON object/],
  ['no version', '{ "waivers": [] }', /^waivers\.json:1:1: schemaVersion is missing$/],
  ['another version', file([], { schemaVersion: 2 }), /^waivers\.json:2:20: schemaVersion must be 1$/],
  ['no list', file({}), /^waivers\.json:3:14: waivers must be a list$/],
  [
    'an unknown key',
    file([{ ...waiver, until: 'x' }]),
    /^waivers\.json:10:16: waivers\[0\]\.until is no known key$/,
  ],
  ['a key of the file', file([], { owner: 'x' }), /^waivers\.json:4:12: owner is no known key$/],
  ['no rule', file([{ ...waiver, rule: undefined }]), /^waivers\.json:4:5: waivers\[0\]\.rule is missing$/],
  ['an empty rule', file([{ ...waiver, rule: ' ' }]), /: waivers\[0\]\.rule must name a rule$/],
  ['a number', file([{ ...waiver, owner: 7 }]), /^waivers\.json:7:16: waivers\[0\]\.owner must be a string$/],
  ['a day that is none', file([{ ...waiver, expiry: '2027-02-30' }]), /: waivers\[0\]\.expiry must be a day/],
  ['a time', file([{ ...waiver, expiry: '2027-02-28T00:00:00Z' }]), /: waivers\[0\]\.expiry must be a day/],
  [
    'no target',
    file([{ ...waiver, address: undefined }]),
    /^waivers\.json:4:5: waivers\[0\] must have either/,
  ],
  [
    'two targets',
    file([{ ...waiver, construct: 'a/b' }]),
    /^waivers\.json:4:5: waivers\[0\] must have either/,
  ],
])('refuses %s, and names the place', async (_, text, message) => {
  const error = await inputError(async () => parse(text));
  expect(error.message).toMatch(message);
});
