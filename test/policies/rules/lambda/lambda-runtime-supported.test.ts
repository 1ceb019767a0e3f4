import { rule } from '../../../../policies/rules/lambda/lambda-runtime-supported';
import { testRule } from '../support';
import { lambda } from './lambda-function';

testRule(rule, {
  pass: {
    current: lambda('runtime = "nodejs22.x"'),
    'deprecated not long ago': lambda('runtime = "nodejs18.x"'),
    'newer than the table': lambda('runtime = "nodejs30.x"'),
  },
  fail: { old: lambda('runtime = "python3.6"'), 'of its own': lambda('runtime = "provided"') },
  unknown: { 'a variable': `variable "r" {}\n${lambda('runtime = var.r')}` },
  silent: { 'an image': lambda('package_type = "Image"') },
});
