import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import { Fn, Lazy } from 'cdktf';
import type { Json } from '../../../modules/core/json-expression';
import { jsonWithReferences } from '../../../modules/core/json-with-references';
import { synthesizeAws } from '../identity/aws-stack';

interface References {
  readonly one: string;
  readonly two: string;
}

/** The definition as Terraform reads it, with the ARNs of two aliases at hand. */
function written(make: (references: References) => Json): unknown {
  const synthesized = synthesizeAws((stack) => {
    const alias = (name: string) =>
      new LambdaAlias(stack, name, { name, functionName: name, functionVersion: '1' }).arn;
    const definition = jsonWithReferences(make({ one: alias('one'), two: alias('two') }));
    new SfnStateMachine(stack, 'machine', { name: 'machine', roleArn: 'arn:role', definition });
  });
  return synthesized.only('aws_sfn_state_machine')['definition'];
}

describe('jsonWithReferences', () => {
  test.each<[string, (references: References) => Json, string]>([
    [
      'a reference after an object',
      ({ one }) => ({ a: { x: 1 }, b: one }),
      '{"a" = {"x" = 1}, "b" = aws_lambda_alias.one.arn}',
    ],
    ['a reference', ({ one }) => ({ a: one }), '{"a" = aws_lambda_alias.one.arn}'],
    ['the same again', ({ one }) => [one, one], '[aws_lambda_alias.one.arn, aws_lambda_alias.one.arn]'],
    [
      'references among text',
      ({ one, two }) => `${one}/x/${two}`,
      '"${aws_lambda_alias.one.arn}/x/${aws_lambda_alias.two.arn}"',
    ],
    [
      'a function of a reference',
      ({ one }) => ({ a: Fn.upper(one), b: `x-${Fn.upper(one)}` }),
      '{"a" = upper(aws_lambda_alias.one.arn), "b" = "x-${upper(aws_lambda_alias.one.arn)}"}',
    ],
    [
      'a function with braces and quotes of its own',
      ({ one }) => Fn.jsonencode({ a: one }),
      '"${jsonencode({"a" = aws_lambda_alias.one.arn})}"',
    ],
    [
      'what turns out to be plain text, escaped',
      () => ({ a: Lazy.stringValue({ produce: () => 'a "b"' }) }),
      '{"a" = "a \\"b\\""}',
    ],
    [
      'everything that is no reference, escaped',
      () => ({ a: '${aws_vpc.x.id} %{if} "q" \\d\n', b: '$.a', c: [null, 1.5, true], d: {} }),
      '{"a" = "$${aws_vpc.x.id} %%{if} \\"q\\" \\\\d\\n", "b" = "$.a", "c" = [null, 1.5, true], "d" = {}}',
    ],
  ])('writes %s', (_name, make, expected) => {
    expect(written(make)).toBe(`\${jsonencode(${expected})}`);
  });
});
