import type { Resource } from '../../../graph/resource';
import { isUnknown, toText } from '../../../graph/value';
import { written } from '../../attribute';
import { fail, type Outcome, pass, unknown } from '../../outcome';
import type { Origin } from './origins';

/** CloudFront must call the origin over HTTPS, whatever the viewer used. */
export function mustUseHttps(distribution: Resource, { path }: Origin): Outcome {
  const at = `${path}.custom_origin_config[0].origin_protocol_policy`;
  const policy = toText(written(distribution, at));
  if (isUnknown(policy)) return unknown('origin_protocol_policy', policy, at);
  return policy === 'https-only'
    ? pass()
    : fail(`the origin is called over HTTP (${policy ?? 'nothing said'})`, at);
}
