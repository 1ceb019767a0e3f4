import { rule } from '../../../../policies/rules/lambda/lambda-log-group';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const group = (name: string) =>
  `resource "aws_cloudwatch_log_group" "l" {\n name = ${name}\n retention_in_days = 30\n}`;

testRule(rule, {
  pass: {
    'by its name': `${lambda()}\n${group('"/aws/lambda/f"')}`,
    'by a reference': `${lambda()}\n${group(`"/aws/lambda/\${aws_lambda_function.f.function_name}"`)}`,
    'of its own': `${lambda('logging_config {\n log_format = "JSON"\n log_group = aws_cloudwatch_log_group.l.name\n}')}
      ${group('"custom"')}`,
  },
  fail: { none: lambda() },
  evasion: { "another function's": `${lambda()}\n${group('"/aws/lambda/g"')}` },
  unknown: {
    'a variable': `variable "n" {}\n${lambda('logging_config {\n log_format = "JSON"\n log_group = var.n\n}')}`,
  },
});
