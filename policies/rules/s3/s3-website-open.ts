import type { PolicyStatement } from '../../graph/policy-document';
import { toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { partOf, partsOf } from './support/bucket-parts';

export const rule: Rule = {
  id: 's3-website-open',
  severity: 'medium',
  summary: 'A bucket that serves a website is read through CloudFront only.',
  rationale:
    'The website of a bucket has no HTTPS, no firewall and no log of viewers; its bucket has to be ' +
    'public.',
  remediation:
    'Serve it by CloudFront with an origin access control, and admit only that in the bucket policy.',
  references: ['AwsSolutions-S5'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    const part = partOf(context, resource, 'website', 'aws_s3_bucket_website_configuration', '');
    if (part.state === 'absent') return [];
    if (part.state === 'open') return unknown('the website', part.why);
    if (written(part.resource, 'redirect_all_requests_to') !== undefined) return pass();
    const policies = partsOf(context, resource, 'aws_s3_bucket_policy').sure;
    const documents = [resource, ...policies].flatMap((one) => context.graph.policyDocuments(one));
    const open = documents.find((document) => document.unknown)?.unknown;
    if (open) return unknown('the bucket policy', open);
    const allowed = documents
      .flatMap(({ statements }) => statements)
      .filter(({ effect }) => effect === 'Allow');
    return allowed.length > 0 && allowed.every(isForCloudFront)
      ? pass()
      : fail('the website is not read through CloudFront only', 'website');
  },
};

function isForCloudFront({ principals = [] }: PolicyStatement): boolean {
  const values = principals.flatMap((set) =>
    set.values.map((value) => ({ type: set.type, text: String(toText(value)) })),
  );
  return (
    values.length > 0 &&
    values.every(
      ({ type, text }) =>
        type === 'CanonicalUser' ||
        text === 'cloudfront.amazonaws.com' ||
        text.includes('CloudFront Origin Access Identity'),
    )
  );
}
