import { rule } from '../../../../policies/rules/exposure/exposure-layer-public';
import { testRule } from '../support';

const layer = (body: string) => `resource "aws_lambda_layer_version_permission" "l" {
  layer_name     = "l"
  version_number = 1
  statement_id   = "s"
  action         = "lambda:GetLayerVersion"
  ${body}
}`;

testRule(rule, {
  pass: {
    'an account': layer('principal = "123456789012"'),
    'an organisation': layer('principal = "*"\n organization_id = "o-a1b2c3d4e5"'),
  },
  fail: { everyone: layer('principal = "*"') },
  unknown: { 'a variable': `variable "p" {}\n${layer('principal = var.p')}` },
});
