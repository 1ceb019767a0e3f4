import { rule } from '../../../../policies/rules/lambda/lambda-url-auth';
import { testRule } from '../support';

const url = (type: string) => `resource "aws_lambda_function_url" "u" {
  function_name      = "f"
  authorization_type = ${type}
}`;

testRule(rule, {
  pass: { signed: url('"AWS_IAM"') },
  fail: { open: url('"NONE"') },
  unknown: { 'a variable': `variable "t" {}\n${url('var.t')}` },
});
