import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import {
  App,
  Fn,
  Lazy,
  LocalBackend,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
  Token,
} from 'cdktf';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { SinglePassStack } from '../../../modules/core/single-pass-stack';

function newApp(): App {
  return new App({ skipBackendValidation: true, outdir: '.build/test-synth' });
}

/** What cdktf's own synth makes of the same constructs. */
function oracle(build: (stack: TerraformStack) => void): unknown {
  const stack = new TerraformStack(newApp(), 'test');
  build(stack);
  stack.prepareStack();
  return stack.toTerraform();
}

function inOnePass(build: (stack: TerraformStack) => void): unknown {
  const stack = new SinglePassStack(newApp(), 'test');
  build(stack);
  stack.prepareStack();
  return stack.toTerraform();
}

describe('the JSON is what cdktf would write', () => {
  const cases: Readonly<Record<string, (stack: TerraformStack) => void>> = {
    'of nothing: a backend is added': () => undefined,
    'with references as text, list, number and map': (stack) => {
      const queue = new SqsQueue(stack, 'a', { name: 'a' });
      const group = new SecurityGroup(stack, 'group', { name: 'group' });
      new SqsQueue(stack, 'b', {
        name: `${queue.name}-b`,
        visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
        tags: queue.tags,
        policy: Fn.jsonencode({ Resource: [queue.arn, `${queue.arn}/*`], Empty: [] }),
      });
      new TerraformOutput(stack, 'list', { value: Fn.tolist([group.id]) });
      new TerraformLocal(stack, 'count', { a: queue.delaySeconds, b: [queue.delaySeconds, 1] });
    },
    'with lazies, lists of tokens and tokens in keys': (stack) => {
      const variable = new TerraformVariable(stack, 'variable', { type: 'list(string)' });
      new TerraformLocal(stack, 'lazy', {
        text: Lazy.stringValue({ produce: () => 'later' }),
        list: Lazy.listValue({ produce: () => ['a', 'b'] }),
        map: Lazy.anyValue({ produce: () => ({ a: { b: undefined, c: null } }) }),
        number: Lazy.numberValue({ produce: () => 3 }),
        all: variable.listValue,
        [Token.asString(Fn.upper('key'))]: 1,
      });
    },
    'with what looks like an expression': (stack) => {
      new TerraformLocal(stack, 'texts', [
        '${not.a.token}',
        '$${escaped}',
        '%{ if true }x%{ endif }',
        '1e+10 and -1.5e300',
        '{"json": "${aws_sqs_queue.a.arn}"}',
        '',
        [],
        {},
      ]);
    },
    'with overrides of elements and of the stack': (stack) => {
      const queue = new SqsQueue(stack, 'a', { name: 'a' });
      queue.addOverride('redrive_policy', Fn.jsonencode({ x: queue.arn }));
      queue.addOverride('tags.a', undefined);
      stack.addOverride('terraform.required_version', '>= 1.11');
      stack.addOverride('terraform.backend.local.workspace_dir', queue.name);
      stack.addOverride('resource.aws_sqs_queue.a.name', 'b');
      stack.addOverride('locals.list', [1, 2]);
    },
    'with life cycles, moves, imports and nested outputs': (stack) => {
      new AwsProvider(stack, 'aws', { region: 'eu-central-1', defaultTags: [{ tags: { a: 'b' } }] });
      new LocalBackend(stack, { path: 'x.tfstate' });
      const first = new SqsQueue(stack, 'a', {
        name: 'a',
        lifecycle: { preventDestroy: true, ignoreChanges: ['tags'] },
      });
      new SqsQueue(stack, 'b', { dependsOn: [first], count: 2 }).moveFromId('aws_sqs_queue.old');
      new CloudwatchLogGroup(stack, 'c', { name: 'c' }).importFrom('c');
      const nested = new Construct(stack, 'nested');
      new TerraformOutput(nested, 'url', { value: first.url, sensitive: true });
      new TerraformOutput(nested, 'name', { value: first.name, staticId: true });
    },
  };

  test.each(Object.entries(cases))('%s', (_, build) => {
    expect(inOnePass(build)).toEqual(oracle(build));
  });

  test('of any structure', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.constantFrom('${a}', '$${a}', '%{a}', '#{a}', '${', '}', '1e+200', '-1e+300', 'e+1', '{}'),
        fc.double({ noNaN: true, min: -1e15, max: 1e15 }),
        fc.boolean(),
        fc.constant(null),
        fc.constant(undefined),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), tie('value'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(value, (structure) => {
        const build = (stack: TerraformStack) => new TerraformLocal(stack, 'local', [structure]);
        expect(outcome(() => inOnePass(build))).toEqual(outcome(() => oracle(build)));
      }),
      { numRuns: 300 },
    );
  });
});

/** What cdktf refuses (a list token within text, for example) is refused too. */
function outcome(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return `refused: ${(error as Error).name}`;
  }
}

test('a reference to another stack is refused, with both stacks named', () => {
  const app = newApp();
  const [one, other] = [new SinglePassStack(app, 'one'), new SinglePassStack(app, 'other')];
  const queue = new SqsQueue(one, 'queue', { name: 'a' });
  new SqsQueue(other, 'second', { name: `${queue.name}-b` });
  expect(() => other.toTerraform()).toThrow(
    'other/second refers to an element of the stack one: share its attributes and read them in this stack',
  );
});
