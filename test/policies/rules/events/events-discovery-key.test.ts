import { rule } from '../../../../policies/rules/events/events-discovery-key';
import { testRule } from '../support';

const system = (key: string) => `
variable "v" {}
resource "aws_kms_key" "k" {}
resource "aws_cloudwatch_event_bus" "b" {
  name = "b"
  ${key}
}
resource "aws_schemas_discoverer" "d" {
  source_arn = aws_cloudwatch_event_bus.b.arn
}`;

testRule(rule, {
  pass: { 'no key': system('') },
  fail: { 'a key': system('kms_key_identifier = aws_kms_key.k.arn') },
  unknown: { 'a local value': `locals {\n k = uuid()\n}\n${system('kms_key_identifier = local.k')}` },
  evasion: { 'an alias': system('kms_key_identifier = "alias/mine"') },
  silent: {
    'a bus that is not in the input': 'resource "aws_schemas_discoverer" "d" {\n source_arn = "arn:b"\n}',
  },
});
