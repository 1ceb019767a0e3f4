import { rule } from '../../../../policies/rules/states/states-key';
import { testRule } from '../support';

const machine = (body: string, type = 'aws_sfn_state_machine') =>
  `variable "v" {}\nresource "${type}" "m" {\n name = "m"\n ${body}\n}`;
const kind = (value: string) => machine(`encryption_configuration {\n type = ${value}\n kms_key_id = "k"\n}`);

testRule(rule, {
  pass: { 'a key': kind('"CUSTOMER_MANAGED_KMS_KEY"') },
  fail: { none: machine(''), 'an activity': machine('', 'aws_sfn_activity') },
  unknown: { 'a variable': kind('var.v') },
  evasion: { 'the key of AWS': kind('"AWS_OWNED_KEY"') },
});
