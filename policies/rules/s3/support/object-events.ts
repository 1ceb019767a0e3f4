import type { Resource } from '../../../graph/resource';
import { isList, isObject } from '../../../graph/value';
import { writtenBlocks } from '../../attribute';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass } from '../../outcome';

/**
 * A trail of the configuration records what happens to the bucket's objects.
 *
 * @param missed what `read_write_type` says where it leaves these events out
 * @param events as a message calls them
 */
export function mustRecordEvents(
  bucket: Resource,
  context: RuleContext,
  missed: 'ReadOnly' | 'WriteOnly',
  events: string,
): Outcome | readonly Outcome[] {
  const trails = context.graph.byType('aws_cloudtrail');
  // A configuration without a trail leaves that to the account's.
  if (trails.length === 0) return [];
  return trails.some((trail) => records(context, trail, bucket, missed))
    ? pass()
    : fail(`no trail of the configuration records ${events} of objects`);
}

function records(context: RuleContext, trail: Resource, bucket: Resource, missed: string): boolean {
  const name = context.graph.attribute(bucket, 'bucket');
  const wanted = ['arn:aws:s3', `arn:aws:s3:::${name}/`, `${context.graph.arn(bucket)}/`];
  const selectors = writtenBlocks(trail, 'event_selector').some((selector) => {
    if (!isObject(selector) || selector['read_write_type'] === missed) return false;
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
