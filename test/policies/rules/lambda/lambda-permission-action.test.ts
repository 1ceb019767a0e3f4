import { rule } from '../../../../policies/rules/lambda/lambda-permission-action';
import { testRule } from '../support';

const permission = (action: string) =>
  `resource "aws_lambda_permission" "p" {\n function_name = "f"\n principal = "s3.amazonaws.com"\n action = ${action}\n}`;

testRule(rule, {
  pass: {
    invoke: permission('"lambda:InvokeFunction"'),
    'its address': permission('"lambda:InvokeFunctionUrl"'),
    'copies at the edge': permission('"lambda:EnableReplication*"'),
  },
  fail: { remove: permission('"lambda:DeleteFunction"'), everything: permission('"lambda:*"') },
  evasion: {
    'a wildcard that holds more': permission('"lambda:I*"'),
    'another case': permission('"LAMBDA:UpdateFunctionCode"'),
    'either branch': `variable "x" {}\n${permission('var.x ? "lambda:*" : "lambda:AddPermission"')}`,
  },
  unknown: { 'a variable': `variable "x" {}\n${permission('var.x')}` },
});
