import type { PolicyStatement } from '../../graph/policy-document';
import { toBoolean } from '../../graph/value';
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
    if (!bucket) return [];
    if (partsOf(context, bucket, 'aws_s3_bucket_website_configuration').sure.length > 0) return pass();
    const policies = partsOf(context, bucket, 'aws_s3_bucket_policy').sure;
    const documents = [bucket, ...policies].flatMap((one) => context.graph.policyDocuments(one));
    if (documents.some(({ statements }) => statements.some(demandsTls))) return pass();
    const open = documents.find((document) => document.unknown)?.unknown;
    return open
      ? unknown('the bucket policy', open)
      : fail('everybody may read the bucket over plain HTTP', 'acl');
  },
};

function demandsTls({ effect, conditions }: PolicyStatement): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      /^Bool$/i.test(operator) &&
      key.toLowerCase() === 'aws:securetransport' &&
      values.some((value) => toBoolean(value) === (effect !== 'Deny')),
  );
}
