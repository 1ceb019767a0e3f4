import { isUnknown } from '../../graph/value';
import { writtenBlocks } from '../attribute';
import { mustHaveCustomerKey } from '../customer-key';
import { unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codepipeline-customer-key',
  severity: 'low',
  summary: 'A pipeline encrypts its artifacts with a key of its own.',
  rationale:
    'Under the key of AWS no other account can take over the artifacts, and whoever may read the bucket ' +
    'may decrypt them.',
  remediation: 'Set `encryption_key` in each `artifact_store`.',
  references: ['CKV_AWS_219'],
  types: ['aws_codepipeline'],
  check: (resource, context) =>
    writtenBlocks(resource, 'artifact_store').map((store, index) => {
      const path = `artifact_store[${index}].encryption_key[0].id`;
      return isUnknown(store) ? unknown(path, store, path) : mustHaveCustomerKey(resource, path, context);
    }),
};
