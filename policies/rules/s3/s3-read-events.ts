import type { Resource } from '../../graph/resource';
import { isList, isObject } from '../../graph/value';
import { writtenBlocks } from '../attribute';
import type { RuleContext } from '../context';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 's3-read-events',
  severity: 'low',
  summary: 'A trail of the configuration that records events of objects records who reads them.',
  rationale: 'CloudTrail records calls on buckets, not on objects, unless an event selector says so.',
  remediation:
    'Add the bucket to `event_selector.data_resource.values` as `arn:aws:s3:::NAME/`, with ' +
    '`read_write_type = "All"`.',
  references: ['AVD-AWS-0172'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    const trails = context.graph.byType('aws_cloudtrail');
    // A configuration without a trail leaves that to the account's.
    if (trails.length === 0) return [];
    return trails.some((trail) => records(context, trail, resource))
      ? pass()
      : fail('no trail of the configuration records reads of objects');
  },
};

function records(context: RuleContext, trail: Resource, bucket: Resource): boolean {
  const name = context.graph.attribute(bucket, 'bucket');
  const wanted = ['arn:aws:s3', `arn:aws:s3:::${name}/`, `${context.graph.arn(bucket)}/`];
  const selectors = writtenBlocks(trail, 'event_selector').some((selector) => {
    if (!isObject(selector) || selector['read_write_type'] === 'WriteOnly') return false;
    const data = isList(selector['data_resource']) ? selector['data_resource'] : [];
    return data.some((one) => {
      if (!isObject(one) || one['type'] !== 'AWS::S3::Object') return false;
      const values = isList(one['values']) ? one['values'] : [];
      return values.some((value) => wanted.includes(context.graph.text(value) ?? ''));
    });
  });
  return (
    selectors || JSON.stringify(trail.get('advanced_event_selector') ?? null).includes('AWS::S3::Object')
  );
}
