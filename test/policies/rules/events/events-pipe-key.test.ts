import { rule } from '../../../../policies/rules/events/events-pipe-key';
import { testRule } from '../support';

const pipe = (body: string) =>
  `variable "v" {}\nresource "aws_kms_key" "k" {}\nresource "aws_pipes_pipe" "p" {\n name = "p"\n ${body}\n}`;

testRule(rule, {
  pass: { 'a key': pipe('kms_key_identifier = aws_kms_key.k.arn') },
  fail: { none: pipe('') },
  unknown: { 'a variable': pipe('kms_key_identifier = var.v') },
  evasion: { 'an empty key': pipe('kms_key_identifier = ""') },
});
