import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Fn, TerraformOutput } from 'cdktf';
import fc from 'fast-check';
import { jsonExpression } from '../../../modules/api/json-expression';
import { type Json, jsonWithReferences } from '../../../modules/messaging/json-with-references';
import { synthesizeAws } from '../identity/aws-stack';

/** What Terraform would read of the document. */
function written(document: (arn: string) => Json): unknown {
  const synthesized = synthesizeAws((stack) => {
    const queue = new SqsQueue(stack, 'queue', {});
    new TerraformOutput(stack, 'document', { value: jsonWithReferences(document(queue.arn)) });
  });
  return (synthesized.json['output'] as Record<string, { value: unknown }>)['document']?.value;
}

test('GIVEN references at any depth THEN they stay references, and the rest is escaped', () => {
  expect(
    written((arn) => ({ a: [arn, '"', null, 1, true], b: { c: Fn.join('', [arn, '/*']), d: '${no}' } })),
  ).toBe(
    '${jsonencode({"a" = [aws_sqs_queue.queue.arn, "\\"", null, 1, true], "b" = {"c" = join("", [aws_sqs_queue.queue.arn, "/*"]), "d" = "$${no}"}})}',
  );
});

test('GIVEN a string that is part reference and part text THEN it is refused', () => {
  expect(() => written((arn) => [`${arn}/*`])).toThrow('[json-mixed-reference]');
});

test('GIVEN any document without references THEN it is the same expression', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (document) => {
      expect(jsonWithReferences(document as Json)).toBe(jsonExpression(document as Json));
    }),
  );
});
