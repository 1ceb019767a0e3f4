import { writtenBlocks } from '../attribute';
import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codebuild-customer-key',
  severity: 'low',
  summary: 'What a build makes is encrypted with a key of its own.',
  rationale: 'Under the key of AWS whoever may read the bucket may decrypt the artifacts.',
  remediation: 'Set `encryption_key`.',
  references: ['CKV_AWS_147', 'AwsSolutions-CB4'],
  types: ['aws_codebuild_project'],
  check: (resource, context) =>
    resource.get('artifacts[0].type') === 'NO_ARTIFACTS' || writtenBlocks(resource, 'artifacts').length === 0
      ? []
      : mustHaveCustomerKey(resource, 'encryption_key', context),
};
