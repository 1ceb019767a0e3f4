import { rule } from '../../../../policies/rules/lambda/lambda-permission-public';
import { testRule } from '../support';

const permission = (body: string) => `resource "aws_lambda_permission" "p" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  ${body}
}`;

testRule(rule, {
  pass: {
    'a service': permission('principal = "events.amazonaws.com"'),
    'an account': permission('principal = "123456789012"'),
    'an organisation': permission('principal = "*"\n principal_org_id = "o-a1b2c3d4e5"'),
  },
  fail: { everyone: permission('principal = "*"') },
  evasion: {
    'everyone with a source': permission(
      'principal = "*"\n source_arn = "arn:aws:events:eu-central-1:123456789012:rule/r"',
    ),
    'a URL for everyone': permission('principal = "*"\n function_url_auth_type = "AWS_IAM"'),
  },
  unknown: { 'a variable': `variable "p" {}\n${permission('principal = var.p')}` },
});
