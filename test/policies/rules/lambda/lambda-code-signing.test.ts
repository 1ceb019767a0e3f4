import { rule } from '../../../../policies/rules/lambda/lambda-code-signing';
import { testRule } from '../support';
import { lambda } from './lambda-function';

testRule(rule, {
  pass: {
    signed: lambda(
      'code_signing_config_arn = "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:c"',
    ),
  },
  fail: { 'not signed': lambda(), empty: lambda('code_signing_config_arn = ""') },
  unknown: { 'a variable': `variable "c" {}\n${lambda('code_signing_config_arn = var.c')}` },
  silent: { 'an image': lambda('package_type = "Image"') },
});
