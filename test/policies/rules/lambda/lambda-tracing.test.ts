import { rule } from '../../../../policies/rules/lambda/lambda-tracing';
import { testRule } from '../support';

const lambda = (body: string) => `resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::123456789012:role/f"
  ${body}
}`;

testRule(rule, {
  pass: { active: lambda('tracing_config { mode = "Active" }') },
  fail: { 'no block': lambda(''), 'another mode': lambda('tracing_config { mode = "Off" }') },
  unknown: {
    'a variable': `variable "mode" {}\n${lambda('tracing_config { mode = var.mode }')}`,
  },
  evasion: {
    'a dynamic block without elements': lambda(
      'dynamic "tracing_config" {\n for_each = []\n content {\n mode = "Active" \n} \n}',
    ),
    'both alternatives off': `variable "on" {}\n${lambda('tracing_config { mode = var.on ? "Off" : "None" }')}`,
  },
});
