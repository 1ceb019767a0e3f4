import type { PolicyStatement } from '../../graph/policy-document';
import type { Resource } from '../../graph/resource';
import { toBoolean } from '../../graph/value';
import type { RuleContext } from '../context';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { aclIn, bucketOf, EVERYBODY, partsOf } from './support/bucket-parts';
import { isAclIgnored } from './support/public-access';

export const rule: Rule = {
  id: 's3-acl-plain-http',
  severity: 'medium',
  summary: 'A bucket that is public by its list refuses plain HTTP.',
  rationale: 'What is read over HTTP can be read, and replaced, on the way.',
  remediation: 'Add a statement to the bucket policy that denies requests with `aws:SecureTransport` false.',
  references: ['CKV_AWS_379'],
  types: ['aws_s3_bucket_acl'],
  check: (resource, context) => {
    const acl = aclIn(resource);
    const isPublic =
      acl.canned === 'public-read' ||
      acl.canned === 'public-read-write' ||
      acl.grants.some(({ uri }) => uri === EVERYBODY);
    const bucket = bucketOf(context, resource);
    if (!isPublic || (bucket && isAclIgnored(context, bucket))) return pass();
    const parts = (type: string): readonly Resource[] =>
      bucket ? partsOf(context, bucket, type).sure : partsOfSameName(context, resource, type);
    if (parts('aws_s3_bucket_website_configuration').length > 0) return pass();
    const policies = parts('aws_s3_bucket_policy');
    // A bucket of another configuration may have its policy there.
    if (!bucket && policies.length === 0) return [];
    if (!bucket && parts('aws_s3_bucket_public_access_block').some(ignoresLists)) return pass();
    const documents = [...(bucket ? [bucket] : []), ...policies].flatMap((one) =>
      context.graph.policyDocuments(one),
    );
    if (documents.some(({ statements }) => statements.some(demandsTls))) return pass();
    // A plan shows the `policy` of the bucket itself as computed: what it will be is written elsewhere.
    const open = documents.find(
      ({ resource: holder, unknown: why }) => why && holder !== bucket?.key,
    )?.unknown;
    return open
      ? unknown('the bucket policy', open)
      : fail('everybody may read the bucket over plain HTTP', 'acl');
  },
};

function partsOfSameName(context: RuleContext, part: Resource, type: string): readonly Resource[] {
  const name = context.graph.text(part.get('bucket'));
  if (name === undefined) return [];
  return context.graph.byType(type).filter((one) => context.graph.text(one.get('bucket')) === name);
}

function ignoresLists(block: Resource): boolean {
  return ['ignore_public_acls', 'block_public_acls'].some((name) => toBoolean(block.get(name)) === true);
}

function demandsTls({ effect, conditions }: PolicyStatement): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      /^Bool$/i.test(operator) &&
      key.toLowerCase() === 'aws:securetransport' &&
      values.some((value) => toBoolean(value) === (effect !== 'Deny')),
  );
}
