import { rule } from '../../../../policies/rules/lambda/lambda-runtime-current';
import { testRule } from '../support';
import { lambda } from './lambda-function';

testRule(rule, {
  pass: {
    current: lambda('runtime = "nodejs22.x"'),
    'newer than the table': lambda('runtime = "nodejs30.x"'),
  },
  fail: { 'past its date': lambda('runtime = "nodejs18.x"'), soon: lambda('runtime = "nodejs20.x"') },
  unknown: { 'a variable': `variable "r" {}\n${lambda('runtime = var.r')}` },
  silent: { 'an image': lambda('package_type = "Image"') },
});
