import { rule } from '../../../../policies/rules/exposure/exposure-image-public';
import { testRule } from '../support';

const image = (body: string) =>
  `resource "aws_ami_launch_permission" "p" {\n image_id = "ami-1"\n ${body}\n}`;
const document = (accounts: string) => `resource "aws_ssm_document" "d" {
  permissions = {
    type        = "Share"
    account_ids = ${accounts}
  }
}`;

testRule(rule, {
  pass: {
    'an account': image('account_id = "123456789012"'),
    'two accounts': document('"123456789012,210987654321"'),
  },
  fail: { 'an image': image('group = "all"'), 'a document': document('"All"') },
  evasion: { 'all among others': document('"123456789012, all"') },
  unknown: { 'a variable': `variable "a" {}\n${document('var.a')}` },
});
