import { Unknown } from '../../graph/value';
import { policyOf } from '../../model/policy-of';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';
import { constrains } from './support/constraints';
import { effectOf } from './support/grants';
import { documentOfData } from './support/identity-documents';

export const rule: Rule = {
  id: 'iam-document-no-public-principal',
  severity: 'high',
  summary: 'A document of a data source does not allow everyone.',
  rationale:
    'Whatever resource the document is put on is then open to every AWS account. A document that a resource of this ' +
    'configuration uses is judged there, with what else limits the access.',
  remediation:
    'Name the principals, or limit `*` by a condition on the organisation, the account or the VPC.',
  references: ['CKV_AWS_283'],
  types: ['data.aws_iam_policy_document'],
  check: (resource, context) => {
    if (context.graph.referencesTo(resource).some(({ from }) => from.mode === 'managed')) return [];
    const document = documentOfData(resource, context);
    const compiled = policyOf(context.graph, document, 'resource').policy.document.statements;
    return document.statements.flatMap((statement): readonly Outcome[] => {
      const { principals = [], notPrincipals } = statement;
      if (effectOf(statement) === 'deny' || (principals.length === 0 && !notPrincipals)) return [];
      const anyone = principals.some(
        ({ type, values }) =>
          (type === 'AWS' || type === '*') &&
          values.some((value) => !(value instanceof Unknown) && value === '*'),
      );
      const conditions = compiled[statement.index]?.conditions ?? [];
      return (anyone || notPrincipals) && !constrains(conditions)
        ? [fail('everyone is allowed', statement.path)]
        : [pass()];
    });
  },
};
