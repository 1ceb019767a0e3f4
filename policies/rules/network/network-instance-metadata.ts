import { isUnknown, toText, type Value } from '../../graph/value';
import { writtenBlocks } from '../../model/network/written';
import { fail, judge, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-instance-metadata',
  severity: 'high',
  summary: 'The metadata service of an instance asks for a session token, or is off.',
  rationale:
    'Without a token one request that the instance can be made to send (a redirect, a proxy, a fetched address) reads the ' +
    'credentials of its role.',
  remediation: 'Set `metadata_options { http_tokens = "required" }`.',
  references: ['CKV_AWS_79', 'AVD-AWS-0028', 'AVD-AWS-0130'],
  types: ['aws_instance', 'aws_launch_template', 'aws_launch_configuration', 'aws_spot_instance_request'],
  check: (resource) => {
    const [options] = writtenBlocks(resource, 'metadata_options');
    const path = 'metadata_options[0].http_tokens';
    if (isUnknown(options)) return unknown('metadata_options', options, 'metadata_options');
    if (!options) return fail('the metadata service answers without a token', 'metadata_options');
    if (is(options['http_endpoint'], 'disabled')) return pass();
    return judge(
      options['http_tokens'],
      path,
      (known) => (is(known, 'required') ? undefined : 'the metadata service answers without a token'),
      path,
    );
  },
};

function is(value: Value | undefined, wanted: string): boolean {
  return toText(value) === wanted;
}
