import { publicOutcomes } from '../exposure/support/public';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-permission-public',
  severity: 'critical',
  summary: 'A function is not invoked by everyone.',
  rationale:
    'A permission for `*` lets any account invoke the function. `source_arn` does not mend it where the caller is no ' +
    'service: it names the resource for which a service calls.',
  remediation:
    'Name a service with `source_arn`, a role or an account in `principal`, or set `principal_org_id`.',
  references: ['CKV_AWS_301'],
  types: ['aws_lambda_permission'],
  check: (resource, context) => {
    // A statement with a source ARN never holds for a caller that is no service, and holds for every service that is.
    const everyone = resource.get('principal') === '*';
    const organisation = resource.get('principal_org_id');
    if (everyone && organisation === undefined && resource.get('event_source_token') === undefined) {
      return publicOutcomes(resource, context, 'the function', { keys: () => 'weak' });
    }
    return publicOutcomes(resource, context, 'the function');
  },
};
