import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-ecr-public',
  severity: 'critical',
  summary: 'The policy of an image repository does not let in everyone.',
  rationale:
    'Who may pull an image reads the code and what was built into it; who may push decides what the functions run.',
  remediation: 'Name the accounts, or add a condition on `aws:PrincipalOrgID`.',
  references: ['CKV_AWS_32', 'AVD-AWS-0032', 'AwsSolutions-ECR1'],
  types: ['aws_ecr_repository_policy', 'aws_ecr_registry_policy', 'aws_ecr_repository_creation_template'],
  check: (resource, context) => publicOutcomes(resource, context, 'the image repository'),
};
