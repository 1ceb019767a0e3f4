import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { App, Aspects, TerraformLocal, TerraformStack } from 'cdktf';
import fc from 'fast-check';
import { SinglePassStack } from '../../../modules/core/single-pass-stack';
import { writeStableJson } from '../../../modules/core/write-stable-json';

const directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-stable-json-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function written(value: unknown): string {
  const file = join(directory, 'value.json');
  writeStableJson(file, value);
  return readFileSync(file, 'utf8');
}

/** The file that an application writes for its one stack. */
function synthesized(Stack: typeof TerraformStack, build: (stack: TerraformStack) => void): string {
  const outdir = mkdtempSync(join(directory, 'out-'));
  const app = new App({ outdir });
  const stack = new Stack(app, 'test');
  new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
  build(stack);
  app.synth();
  return readFileSync(join(outdir, 'stacks', 'test', 'cdk.tf.json'), 'utf8');
}

const local = (value: unknown) => (stack: TerraformStack) => {
  // The default backend writes where the output is.
  new TerraformLocal(stack, 'value', value);
  stack.addOverride('terraform.backend.local.path', 'state');
};

test('keys are sorted, and what is empty takes two lines', () => {
  expect(written({ b: [], a: {}, c: [1, undefined], d: undefined, 10: '\u2028"ü', 9: null })).toBe(
    [
      '{',
      '  "10": "\u2028\\"ü",',
      '  "9": null,',
      '  "a": {',
      '  },',
      '  "b": [',
      '  ],',
      '  "c": [',
      '    1,',
      '    null',
      '  ]',
      '}',
    ].join('\n'),
  );
});

test('the file of a stack is the one that cdktf writes, byte for byte', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4, noUnicodeString: false }), (value) => {
      fc.pre(!/[$%#&]\{|\de[+-]?\d|TfToken/i.test(JSON.stringify(value)));
      const nested = { value };
      expect(synthesized(SinglePassStack as typeof TerraformStack, local(nested))).toBe(
        synthesized(TerraformStack, local(nested)),
      );
    }),
    { numRuns: 60 },
  );
});

test('what is larger than a piece arrives whole', () => {
  const value = { list: Array.from({ length: 200_000 }, (_item, index) => `item ${index} ü`) };
  expect(JSON.parse(written(value))).toEqual(value);
});

test('aspects and validations of the stack still run', () => {
  const seen: string[] = [];
  synthesized(SinglePassStack as typeof TerraformStack, (stack) => {
    new SqsQueue(stack, 'queue', { name: 'q' });
    Aspects.of(stack).add({ visit: (node) => void seen.push(node.node.id) });
  });
  expect(seen).toContain('queue');
  expect(() =>
    synthesized(SinglePassStack as typeof TerraformStack, (stack) =>
      stack.node.addValidation({ validate: () => ['is wrong'] }),
    ),
  ).toThrow('is wrong');
});
