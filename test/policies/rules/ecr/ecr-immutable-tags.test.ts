import { rule } from '../../../../policies/rules/ecr/ecr-immutable-tags';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecr_repository" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    immutable: of('image_tag_mutability = "IMMUTABLE"'),
  },
  fail: {
    nothing: of('name = "i"'),
    mutable: of('image_tag_mutability = "MUTABLE"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`image_tag_mutability = var.v`)}`,
  },
});
