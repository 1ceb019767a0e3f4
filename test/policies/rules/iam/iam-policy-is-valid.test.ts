import { rule } from '../../../../policies/rules/iam/iam-policy-is-valid';
import { testRule } from '../support';
import { allow, policy, role, trusts } from './configurations';

testRule(rule, {
  pass: {
    'a policy': policy(allow('s3:GetObject', 'arn:aws:s3:::b/*')),
    'a trust policy': role(),
    'a token for a resource': `resource "aws_sqs_queue" "q" {}\n${policy('{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn }')}`,
  },
  fail: {
    'an effect in another case': policy(allow('s3:GetObject').replace('"Allow"', '"allow"')),
    'an effect with a letter too few': policy(allow('s3:GetObject').replace('"Allow"', '"Alow"')),
    'a member in another case': policy('{ effect = "Allow", Action = "s3:GetObject", Resource = "*" }'),
    'an action without its service': policy(allow('GetObject')),
    'a resource that is no ARN': policy(allow('s3:GetObject', 'my-bucket')),
    'an operator that there is not': role(
      trusts('Service = "lambda.amazonaws.com"', 'Condition = { StringIs = { "a" = "b" } }'),
    ),
  },
});
