import { shown, written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codebuild-managed-image',
  severity: 'low',
  summary: 'A build runs in an image that AWS maintains.',
  rationale:
    'What is in the image takes part in every build, with its role; somebody has to keep it up to date.',
  remediation: 'Use an image `aws/codebuild/…`, or one of your own repository that is scanned.',
  references: ['AwsSolutions-CB5'],
  types: ['aws_codebuild_project'],
  check: (resource) => {
    const path = 'environment[0].image';
    return judge(
      written(resource, path),
      path,
      (value) => (/^aws\/codebuild\//.test(String(value)) ? undefined : `the image is ${shown(value)}`),
      path,
    );
  },
};
