import fc from 'fast-check';
import { type Difference, proveEqual } from '../../../policies/proofs/hcl-equals-json';
import { writeStack } from '../../../tools/hcl/write-stack';
import { exampleStack } from '../../tools/hcl/example-stack';

const json = exampleStack();
const files: ReadonlyMap<string, string> = writeStack(json, { sourceOf: () => 'stacks/example.ts:1' });

/** Each costs a parse of everything. Another sample in each run; `RUNS=2000` tries nearly all. */
const RUNS = Number(process.env['RUNS'] ?? 60);

/** All of the HCL in one file: where a block stands has no meaning. */
const whole = [...files.values()].join('\n');

async function proveText(text: string): Promise<readonly Difference[]> {
  return proveEqual(json, new Map([['main.tf', text]]));
}

/** The HCL with one place changed. @throws when the place is not there */
function changed(search: string | RegExp, replacement: string): string {
  const text = whole.replace(search, () => replacement);
  if (text === whole) throw new Error(`nothing to change: ${search}`);
  return text;
}

describe('GIVEN the HCL that was written', () => {
  it('THEN it equals the JSON, in files or as one', async () => {
    expect(await proveEqual(json, files)).toEqual([]);
    expect(await proveText(whole)).toEqual([]);
  });

  it.each<[string, (text: string) => string]>([
    ['more white space', (text) => text.replace(/ = /g, '   =\t').replace(/^ +/gm, '    ')],
    ['other comments', (text) => text.replace(/^# .*$/gm, '// other')],
    ['a comment at the end of each line', (text) => text.replace(/ \{$/gm, ' { # begins')],
    [
      'blocks in another order',
      (text) =>
        text
          .split(/\n(?=# Written)/)
          .reverse()
          .join('\n'),
    ],
    ['Windows line ends', (text) => text.replace(/\n(?!select|EOT)/g, '\r\n')],
    ['a reference in quotes', (text) => text.replace('= aws_vpc.vpc.id', '= "${aws_vpc.vpc.id}"')],
    ['a list over several lines', (text) => text.replace('["sts:AssumeRole"]', '[\n"sts:AssumeRole",\n]')],
    ['an escape for a character', (text) => text.replace('"deposits-submit"', '"\\u0064eposits-submit"')],
    [
      'a quoted string for a heredoc',
      (text) => text.replace(/<<EOT[\s\S]*?EOT/, '"select 1;\\nselect 2;\\n"'),
    ],
    ['keys with quotes', (text) => text.replace('StartAt = "Read"', '"StartAt" = "Read"')],
    ['entries with commas', (text) => text.replace('Next     = "Done"', 'Next     = "Done",')],
  ])('THEN %s are no difference', async (_name, change) => {
    const text = change(whole);
    expect(text).not.toBe(whole);
    expect(await proveText(text)).toEqual([]);
  });
});

describe('GIVEN HCL that differs', () => {
  it.each<[string, string | RegExp, string, string, string]>([
    ['an empty list that vanished', '  ingress = []\n', '', 'aws_default_security_group.closed', 'ingress'],
    [
      'an empty list with something in it',
      'egress  = []',
      'egress = [""]',
      'aws_default_security_group.closed',
      'egress[0]',
    ],
    ['an empty map that vanished', '  tags               = {}\n', '', 'aws_iam_role.role', 'tags'],
    ['a number in quotes', 'timeout       = 10', 'timeout = "10"', 'aws_lambda_function.submit', 'timeout'],
    [
      'a string without quotes',
      'LIMIT = "1000"',
      'LIMIT = 1000',
      'aws_lambda_function.submit',
      'environment.variables.LIMIT',
    ],
    [
      'another number',
      'from_port         = 443',
      'from_port = 442',
      'aws_vpc_security_group_egress_rule.rule',
      'from_port',
    ],
    [
      'a boolean in quotes',
      'enable_dns_support = true',
      'enable_dns_support = "true"',
      'aws_vpc.vpc',
      'enable_dns_support',
    ],
    [
      'another reference',
      'role          = aws_iam_role.role.arn',
      'role = aws_iam_role.role.id',
      'aws_lambda_function.submit',
      'role',
    ],
    [
      'a reference as text',
      'role          = aws_iam_role.role.arn',
      'role = "aws_iam_role.role.arn"',
      'aws_lambda_function.submit',
      'role',
    ],
    [
      'an escape that was lost',
      '$${aws:userid}',
      '${aws.userid}',
      'data.aws_iam_policy_document.grants',
      'statement.resources[1]',
    ],
    [
      'an escape too many',
      'arn:aws:lambda:*:${',
      'arn:aws:lambda:*:$${',
      'data.aws_iam_policy_document.trust',
      'statement.condition[1].values[0]',
    ],
    [
      'another line in a heredoc',
      'select 2;',
      'select 3;',
      'aws_lambda_function.submit',
      'environment.variables.SQL',
    ],
    [
      'a space in a heredoc',
      'select 2;',
      'select 2; ',
      'aws_lambda_function.submit',
      'environment.variables.SQL',
    ],
    [
      'an empty string that vanished',
      '      EMPTY = ""\n',
      '',
      'aws_lambda_function.submit',
      'environment.variables.EMPTY',
    ],
    [
      'an additional entry',
      '      EMPTY = ""\n',
      '      EMPTY = ""\n      MORE = ""\n',
      'aws_lambda_function.submit',
      'environment.variables.MORE',
    ],
    [
      'an additional attribute',
      '  runtime       = "nodejs22.x"\n',
      '  runtime = "nodejs22.x"\n  publish = null\n',
      'aws_lambda_function.submit',
      'publish',
    ],
    [
      'depends_on in quotes',
      'depends_on = [aws_vpc.vpc]',
      'depends_on = ["aws_vpc.vpc"]',
      'aws_vpc.elsewhere',
      'depends_on[0]',
    ],
    ['depends_on that vanished', '  depends_on = [aws_vpc.vpc]\n', '', 'aws_vpc.elsewhere', 'depends_on'],
    [
      'ignore_changes in quotes',
      'ignore_changes = all',
      'ignore_changes = "all"',
      'aws_vpc.elsewhere',
      'lifecycle.ignore_changes',
    ],
    ['another provider', 'provider   = aws.virginia', 'provider = aws', 'aws_vpc.elsewhere', 'provider'],
    [
      'another alias',
      'alias                       = "virginia"',
      'alias = "ohio"',
      'provider.aws.virginia',
      '',
    ],
    ['another default', 'cidr = "10.0.0.0/24"', 'cidr = "10.0.9.0/24"', 'variable.zones', 'default.a.cidr'],
    ['another type', 'optional(bool, false)', 'optional(bool, true)', 'variable.zones', 'type'],
    [
      'another backend',
      'path = "example.tfstate"',
      'path = "other.tfstate"',
      'terraform',
      'backend.local.path',
    ],
    [
      'another provider version',
      'version = "5.100.0"',
      'version = "5.99.0"',
      'terraform',
      'required_providers.aws.version',
    ],
    [
      'another operator',
      'self.version != "0"',
      'self.version == "0"',
      'aws_lambda_function.submit',
      'lifecycle.postcondition.condition',
    ],
    ['another state', 'Next     = "Done"', 'Next = "Read"', 'aws_sfn_state_machine.machine', 'definition'],
    [
      'encoded JSON with another value',
      'half = 0.5',
      'half = 0.25',
      'aws_sfn_state_machine.sorted',
      'definition',
    ],
    [
      'encoded JSON with another type',
      'End = true',
      'End = "true"',
      'aws_sfn_state_machine.sorted',
      'definition',
    ],
    [
      'encoded JSON without a null',
      '          none = null\n',
      '',
      'aws_sfn_state_machine.sorted',
      'definition',
    ],
    [
      'a quoted JSON string with another value',
      'a < b',
      'a > b',
      'aws_sfn_state_machine.unsorted',
      'definition',
    ],
    ['sensitive that vanished', '  sensitive = true\n', '', 'output.vpc_id', 'sensitive'],
    ['a block as an attribute', '  timeouts {', '  timeouts = {', 'aws_security_group.group', 'timeouts'],
    [
      'an attribute as a block',
      '  tags = {\n    Name    = "deposits"',
      '  tags {\n    Name = "deposits"',
      'aws_vpc.vpc',
      'tags',
    ],
    [
      'nested blocks in another order',
      /rule \{\n {4}id {5}= "one"([\s\S]*?)rule \{\n {4}id {5}= "two"/,
      'rule {\n    id     = "two"\n    status = "Enabled"\n}\n  rule {\n    id     = "one"',
      'aws_s3_bucket_lifecycle_configuration.lifecycle',
      'rule[0].id',
    ],
    [
      'a nested block that vanished',
      '    filter {}\n',
      '',
      'aws_s3_bucket_lifecycle_configuration.lifecycle',
      'rule[0].filter',
    ],
    ['another list order', '["a", upper("b")', '[upper("b"), "a"', 'locals', 'names[0]'],
    [
      'another resource name',
      'resource "aws_kms_key" "key"',
      'resource "aws_kms_key" "other"',
      'aws_kms_key.key',
      '',
    ],
    [
      'a resource as a data source',
      'data "aws_caller_identity"',
      'resource "aws_caller_identity"',
      'data.aws_caller_identity.account',
      '',
    ],
  ])('THEN %s is reported', async (_name, search, replacement, block, attribute) => {
    const differences = await proveText(changed(search, replacement));
    expect(differences.map((difference) => [difference.block, difference.attribute])).toContainEqual([
      block,
      attribute,
    ]);
  });

  it('THEN what both sides say is reported', async () => {
    const [difference, ...others] = await proveText(changed('timeout       = 10', 'timeout = "10"'));
    expect(others).toEqual([]);
    expect(difference).toEqual({
      block: 'aws_lambda_function.submit',
      attribute: 'timeout',
      json: 10,
      hcl: '10',
      problem: 'the type differs: number in the JSON, text in the HCL',
    });
  });

  it('THEN a block that is missing, twice there, or too many is reported', async () => {
    const key = /# example\/key[\s\S]*?\n\}\n/;
    const block = key.exec(whole)?.[0] ?? '';
    expect(await proveText(changed(key, ''))).toMatchObject([
      {
        block: 'aws_kms_key.key',
        attribute: '',
        hcl: undefined,
        problem: 'the block is missing from the HCL',
      },
    ]);
    expect(await proveText(changed(key, block + block))).toMatchObject([
      { block: 'aws_kms_key.key', json: undefined },
    ]);
    expect(await proveText(`${whole}\noutput "more" {\n  value = 1\n}\n`)).toMatchObject([
      { block: 'output.more' },
    ]);
  });

  it('THEN any line that is missing is reported', async () => {
    const lines = whole.split('\n');
    const meaningful = lines.flatMap((line, index) => (/^\s*(?:#.*)?$/.test(line) ? [] : [index]));
    expect(meaningful.length).toBeGreaterThan(200);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...meaningful), async (index) => {
        const text = lines.filter((_, other) => other !== index).join('\n');
        expect(await proveText(text)).not.toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('THEN any letter or digit that changed is reported', async () => {
    const code = [...whole.matchAll(/[A-Za-z0-9]/g)]
      .map(({ index }) => index)
      .filter((index) => !whole.slice(whole.lastIndexOf('\n', index) + 1, index).startsWith('#'));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...code),
        fc.constantFrom('q', 'Z', '7'),
        async (index, replacement) => {
          fc.pre(whole[index] !== replacement);
          const text = whole.slice(0, index) + replacement + whole.slice(index + 1);
          expect(await proveText(text)).not.toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
