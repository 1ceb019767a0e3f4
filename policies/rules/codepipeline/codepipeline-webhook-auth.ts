import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codepipeline-webhook-auth',
  severity: 'high',
  summary: 'A webhook checks who calls it.',
  rationale: 'Whoever knows the address starts the pipeline, as often as he likes.',
  remediation: 'Set `authentication = "GITHUB_HMAC"` with a `secret_token`.',
  types: ['aws_codepipeline_webhook'],
  check: (resource) =>
    judge(
      written(resource, 'authentication'),
      'authentication',
      (value) => {
        if (value === 'UNAUTHENTICATED') return 'anybody may call the webhook';
        const ranges = resource.get('authentication_configuration[0].allowed_ip_range');
        return value === 'IP' && (ranges === '0.0.0.0/0' || ranges === '::/0')
          ? `anybody may call the webhook: ${ranges}`
          : undefined;
      },
      'authentication',
    ),
};
