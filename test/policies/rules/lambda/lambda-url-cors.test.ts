import { rule } from '../../../../policies/rules/lambda/lambda-url-cors';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const url = (cors: string) => `${lambda()}
resource "aws_lambda_function_url" "u" {
  function_name      = aws_lambda_function.f.function_name
  authorization_type = "AWS_IAM"
  ${cors}
}`;

testRule(rule, {
  pass: {
    none: url(''),
    'all origins, two methods': url('cors {\n allow_origins = ["*"]\n allow_methods = ["GET", "POST"]\n}'),
    'one origin, all methods': url(
      'cors {\n allow_origins = ["https://example.com"]\n allow_methods = ["*"]\n}',
    ),
  },
  fail: { everything: url('cors {\n allow_origins = ["*"]\n allow_methods = ["*"]\n}') },
  evasion: {
    'with credentials': url(
      'cors {\n allow_origins = ["*"]\n allow_methods = ["GET"]\n allow_credentials = true\n}',
    ),
  },
  unknown: {
    'a variable': `variable "o" {}\n${url('cors {\n allow_origins = var.o\n allow_methods = ["*"]\n}')}`,
  },
  silent: { 'no URL': lambda() },
});
