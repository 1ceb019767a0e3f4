import fc from 'fast-check';
import { PartialText, Unknown } from '../../../../policies/graph/value';
import { isSameText } from '../../../../policies/proofs/plan-equals-configuration/same-text';

const UNKNOWN = new Unknown('known after apply');
const partial = (...parts: (string | Unknown)[]) => new PartialText(parts);

it.each([
  ['a number', 443, '443'],
  ['a truth', true, 'true'],
  ['JSON in another order', '{"a":1,"b":[1,2]}', '{ "b": [1, 2], "a": 1 }'],
  ['a list of one in a policy', '{"Statement":[{"Action":["s3:*"]}]}', '{"Statement":{"Action":"s3:*"}}'],
  ['nothing around it', partial(UNKNOWN, '/*'), '/*'],
  ['the same piece twice', partial('a', UNKNOWN, 'a'), 'aa'],
  ['a piece that comes earlier too', partial(UNKNOWN, '-x-', UNKNOWN, '-x'), '1-x-2-x-3-x'],
])('is the same: %s', (_, configured, planned) => {
  expect(isSameText(configured, planned)).toBe(true);
});

it.each([
  ['another number', 443, '44'],
  ['a list in another order', '[1,2]', '[2,1]'],
  ['an entry more', '{"a":1}', '{"a":1,"b":2}'],
  ['an action more', '{"Statement":[{"Action":["s3:*"]}]}', '{"Statement":{"Action":["s3:*","kms:*"]}}'],
  ['another beginning', partial('a', UNKNOWN), 'ba'],
  ['another end', partial(UNKNOWN, '/*'), 'x/*y'],
  ['pieces that overlap', partial('aba', UNKNOWN, 'ba'), 'aba'],
  ['nothing', 'a', null],
  ['a list', 'a', ['a']],
])('is not the same: %s', (_, configured, planned) => {
  expect(isSameText(configured, planned)).toBe(false);
});

it('takes a text with gaps for what fits it as a pattern', () => {
  const piece = fc.stringMatching(/^[ab]{0,3}$/);
  fc.assert(
    fc.property(
      fc.array(fc.option(piece, { nil: undefined }), { minLength: 2, maxLength: 5 }),
      fc.stringMatching(/^[ab]{0,8}$/),
      (pieces, text) => {
        const pattern = new RegExp(`^${pieces.map((one) => one ?? '[ab]*').join('')}$`);
        const parts = pieces.map((one) => one ?? UNKNOWN);
        expect(isSameText(partial(...merged(parts)), text)).toBe(pattern.test(text));
      },
    ),
  );
});

/** Neighbouring pieces are one, as a loader gives them. */
function merged(parts: readonly (string | Unknown)[]): (string | Unknown)[] {
  const done: (string | Unknown)[] = [];
  for (const part of parts) {
    const last = done.at(-1);
    if (typeof last === 'string' && typeof part === 'string') done[done.length - 1] = last + part;
    else done.push(part);
  }
  return done;
}
