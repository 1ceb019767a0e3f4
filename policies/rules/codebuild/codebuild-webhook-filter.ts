import { isUnknown } from '../../graph/value';
import { written, writtenBlocks } from '../attribute';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codebuild-webhook-filter',
  severity: 'medium',
  summary: 'A webhook says which events start a build.',
  rationale:
    'Without a filter every push and pull request builds, with the role of the project: also that of a ' +
    "stranger's fork.",
  remediation: 'Add a `filter_group` with `EVENT`, and `ACTOR_ACCOUNT_ID` or `HEAD_REF`.',
  types: ['aws_codebuild_webhook'],
  check: (resource) => {
    if (written(resource, 'branch_filter') !== undefined) return pass();
    const groups = writtenBlocks(resource, 'filter_group');
    const open = groups.find((one) => isUnknown(one));
    if (isUnknown(open)) return unknown('filter_group', open, 'filter_group');
    return groups.length > 0 ? pass() : fail('every event starts a build');
  },
};
