import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import type { CanonicalForm } from './statements';

/**
 * Compares Terraform references by the expression they become (`${aws_sqs_queue.a.arn}`), not by cdktf's running token
 * numbers, which change when something unrelated is added before them.
 */
export function canonicalIn(scope: Construct): CanonicalForm {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return (value) =>
    Token.isUnresolved(value)
      ? String(Tokenization.resolve(value, { scope, resolver, preparing: true }))
      : value;
}
