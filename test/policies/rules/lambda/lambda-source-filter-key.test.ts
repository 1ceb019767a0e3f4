import { rule } from '../../../../policies/rules/lambda/lambda-source-filter-key';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const mapping = (body: string) => `${lambda()}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = "arn:aws:sqs:eu-central-1:123456789012:q"
  function_name    = aws_lambda_function.f.arn
  ${body}
}`;
const filter = 'filter_criteria {\n filter {\n pattern = "{}"\n}\n}';

testRule(rule, {
  pass: { 'a key': mapping(`${filter}\n kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/k"`) },
  fail: { 'no key': mapping(filter) },
  unknown: { 'a variable': `variable "k" {}\n${mapping(`${filter}\n kms_key_arn = var.k`)}` },
  silent: { 'no filter': mapping('') },
});
