import { rule } from '../../../../policies/rules/iam/iam-oidc-subject';
import { testRule } from '../support';
import { role, trusts, when } from './configurations';

const provider = 'Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"';
const github = (more: string) => role(trusts(provider, more, 'sts:AssumeRoleWithWebIdentity'));
const subject = (value: string | readonly string[], operator = 'StringLike') =>
  github(when(operator, 'token.actions.githubusercontent.com:sub', value));

testRule(rule, {
  pass: {
    'a branch': subject('repo:my-org/my-repo:ref:refs/heads/main', 'StringEquals'),
    'a repository': subject('repo:my-org/my-repo:*'),
    'an organisation': subject('repo:my-org/*'),
    'another provider': role(
      trusts('Federated = "cognito-identity.amazonaws.com"', '', 'sts:AssumeRoleWithWebIdentity'),
    ),
    'no provider': role(),
  },
  fail: {
    'no condition': github(''),
    'the audience only': github(
      when('StringEquals', 'token.actions.githubusercontent.com:aud', 'sts.amazonaws.com'),
    ),
    'any subject': subject('*'),
    'any repository': subject('repo:*'),
    'a claim that anybody can have': subject('environment:production:repo:my-org/my-repo'),
    gitlab: role(
      trusts(
        'Federated = "arn:aws:iam::123456789012:oidc-provider/gitlab.com"',
        when('StringLike', 'gitlab.com:sub', 'project_path:*'),
        'sts:AssumeRoleWithWebIdentity',
      ),
    ),
  },
  evasion: {
    'an organisation with a star': subject('repo:my-org*'),
    'one tight and one loose': subject(['repo:my-org/my-repo:*', 'repo:*/my-repo:*']),
    'not that subject': subject('repo:my-org/my-repo:*', 'StringNotLike'),
    'the subject, if there is one': subject('repo:my-org/my-repo:*', 'StringLikeIfExists'),
    'all of no subjects': subject('repo:my-org/my-repo:*', 'ForAllValues:StringLike'),
    'a bare name': subject('invalid', 'StringEquals'),
  },
});
