import type { Condition } from '../../iam/document-condition';
import { isUnknown } from '../../iam/truth';
import type { Rule } from '../rule';
import { judgeTrust, TRUST_TYPES } from './support/trust';

export const rule: Rule = {
  id: 'iam-oidc-subject',
  severity: 'critical',
  summary: 'A role that an OpenID provider vouches for is limited to certain subjects.',
  rationale:
    'GitHub, GitLab and their like sign tokens for everybody who has an account there. Without a condition on the subject ' +
    'that names organisation and repository first, a workflow in anyone’s repository assumes the role.',
  remediation:
    'Add `StringEquals` or `StringLike` on `<provider>:sub` with a value such as `repo:my-org/my-repo:ref:refs/heads/main`.',
  references: ['CKV_AWS_358', 'CKV_AWS_393'],
  types: TRUST_TYPES,
  check: (resource, context) =>
    judgeTrust(resource, context, ({ principals, conditions }) => {
      for (const { type, value } of principals) {
        if (type !== 'Federated') continue;
        const provider = PROVIDERS.find(({ host }) => value.includes(host));
        const wrong = provider && accusation(provider, conditions);
        if (wrong !== undefined) return wrong;
      }
      return undefined;
    }),
};

/** Providers that vouch for users of many organisations, and what a subject must begin with to name one of them. */
interface Provider {
  readonly host: string;
  readonly subject: RegExp;
  readonly example: string;
}

const PROVIDERS: readonly Provider[] = [
  {
    host: 'token.actions.githubusercontent.com',
    // The organisation without a wildcard, then something of the repository; or a claim that implies them.
    subject:
      /^(repo:[^:*?/]+\/[^:]+|(repository|repository_owner|repository_id|repository_owner_id|job_workflow_ref|enterprise):[^:*?]+)/,
    example: 'repo:my-org/my-repo:*',
  },
  {
    host: 'gitlab.com',
    subject: /^project_path:[^:*?/]+\/[^:]*/,
    example: 'project_path:my-group/my-project:*',
  },
  {
    host: 'app.terraform.io',
    subject: /^organization:[^:*?]+:/,
    example: 'organization:my-org:project:*:workspace:w:run_phase:apply',
  },
  {
    host: 'agent.buildkite.com',
    subject: /^organization:[^:*?]+:/,
    example: 'organization:my-org:pipeline:p:*',
  },
];

function accusation(provider: Provider, conditions: readonly Condition[]): string | undefined {
  const subjects = conditions.filter(
    ({ key, comparison, negated, ifExists, set }) =>
      isSubject(key, provider.host) &&
      comparison.startsWith('String') &&
      !negated &&
      !ifExists &&
      set !== 'ForAllValues',
  );
  if (subjects.length === 0) return `no condition limits the subjects of ${provider.host}`;
  // All conditions must hold: one that is tight is enough. The values of one are alternatives: all must be tight.
  const loose = subjects.map(({ values }) =>
    isUnknown(values)
      ? undefined
      : values.find((value) => !isUnknown(value) && !provider.subject.test(value)),
  );
  if (loose.some((value) => value === undefined)) return undefined;
  const [first] = loose;
  return `the subject ${JSON.stringify(first)} does not begin with one organisation and repository, as ${provider.example} does`;
}

function isSubject(key: string, host: string): boolean {
  const lower = key.toLowerCase();
  return lower.startsWith(host) && lower.endsWith(':sub');
}
