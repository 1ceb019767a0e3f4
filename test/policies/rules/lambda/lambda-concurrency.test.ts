import { rule } from '../../../../policies/rules/lambda/lambda-concurrency';
import { testRule } from '../support';
import { lambda } from './lambda-function';

testRule(rule, {
  pass: {
    limited: lambda('reserved_concurrent_executions = 5'),
    'as a text': lambda('reserved_concurrent_executions = "5"'),
  },
  fail: { 'no limit': lambda(), 'the default, written out': lambda('reserved_concurrent_executions = -1') },
  unknown: { 'a variable': `variable "n" {}\n${lambda('reserved_concurrent_executions = var.n')}` },
});
