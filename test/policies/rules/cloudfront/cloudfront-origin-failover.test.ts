import { rule } from '../../../../policies/rules/cloudfront/cloudfront-origin-failover';
import { testRule } from '../support';

const distribution = (body: string) =>
  `variable "v" {}\nresource "aws_cloudfront_distribution" "d" {\n enabled = true\n ${body}\n}`;
const criteria = 'failover_criteria {\n status_codes = [500]\n}';
const member = (id: string) => `member {\n origin_id = "${id}"\n}`;

testRule(rule, {
  pass: {
    two: distribution(`origin_group {\n origin_id = "g"\n ${criteria}\n ${member('a')}\n ${member('b')}\n}`),
  },
  fail: {
    none: distribution(''),
    one: distribution(`origin_group {\n origin_id = "g"\n ${criteria}\n ${member('a')}\n}`),
  },
  unknown: {
    'a dynamic block': distribution(
      `dynamic "origin_group" {\n for_each = var.v\n content {\n origin_id = "g"\n}\n}`,
    ),
  },
  evasion: {
    'no criteria': distribution(`origin_group {\n origin_id = "g"\n ${member('a')}\n ${member('b')}\n}`),
  },
});
