import { join } from 'node:path';
import { InputError } from '../../../policies/graph/input-error';
import { describeInputError } from '../../../tools/review/describe-input-error';
import { reviewPath } from '../../../tools/review/review-system';
import { inDirectory, inputError } from '../../policies/graph/support';

async function said(files: Readonly<Record<string, string>>, name = '', more: Record<string, string> = {}) {
  return inDirectory(files, async (directory) => {
    const path = join(directory, name);
    const inside = Object.fromEntries(
      Object.entries(more).map(([key, file]) => [key, join(directory, file)]),
    );
    const error = await inputError(() => reviewPath(path, inside));
    return describeInputError(error, { path, ...inside }).replaceAll(directory, 'DIR');
  });
}

test.each<[string, Record<string, string>, string, Record<string, string>, RegExp]>([
  ['nothing there', {}, 'nosuch', {}, /^DIR\/nosuch: does not exist\. Give a plan as JSON/],
  [
    'no Terraform',
    { 'a/x.tf': '', 'b/y.txt': '' },
    '',
    {},
    /^DIR: holds no .*\. Review one of .* that do: DIR\/a$/,
  ],
  [
    'broken HCL',
    { 'a.tf': 'locals {\n  a = \n}\n' },
    '',
    {},
    /^DIR\/a\.tf:2:\d+: not HCL: .+\. Mend it; terraform/,
  ],
  ['broken HCL in a file', { 'a.tf': 'locals {' }, 'a.tf', {}, /^DIR\/a\.tf:\d+:\d+: not HCL: .+/],
  [
    'a plan that was cut off',
    { 'p.json': '{"format_version":' },
    'p.json',
    {},
    /^DIR\/p\.json:1:\d+: not JSON: .+ cut off$/,
  ],
  [
    'a binary plan',
    { 'p.json': 'PK\u0003\u0004' },
    'p.json',
    {},
    /terraform show -json PLAN > plan\.json prints it as JSON$/,
  ],
  [
    'JSON of another kind',
    { 'p.json': '{}' },
    'p.json',
    {},
    /^DIR\/p\.json:1: is neither a plan .+ Write one with/,
  ],
  [
    'broken waivers',
    { 'a.tf': '', 'waivers.json': '{\n}' },
    '',
    {},
    /^DIR\/waivers\.json:1:1: schemaVersion is missing\. A file/,
  ],
  [
    'named waivers',
    { 'a.tf': '', w: '[]' },
    '',
    { waivers: 'w' },
    /^DIR\/w:1:1: not a JSON object\. A file of waivers/,
  ],
  [
    'no baseline',
    { 'a.tf': '' },
    '',
    { baseline: 'b.json' },
    /^DIR\/b\.json: does not exist\. Write one with vpc-lambda/,
  ],
])('%s: what, where and how to mend it', async (_, files, name, more, message) => {
  const line = await said(files, name, more);
  expect(line).toMatch(message);
  expect(line).not.toContain('\n');
});

test('no input makes it more than one line', () => {
  const error = new InputError('a\nb.tf', 'not HCL: first\n\u001b[31msecond', { line: 1 });
  expect(describeInputError(error, { path: 'nosuch' })).toMatch(/^[^\p{Cc}]+$/u);
});
