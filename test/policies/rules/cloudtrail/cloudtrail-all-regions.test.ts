import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-all-regions';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of('is_multi_region_trail = true'),
  },
  fail: {
    nothing: of('name = "t"'),
    off: of('is_multi_region_trail = false'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`is_multi_region_trail = var.v`)}`,
  },
});
