import type { Resource } from '../../../graph/resource';
import { isUnknown, toBoolean, toText } from '../../../graph/value';
import { written } from '../../attribute';
import { fail, type Outcome, pass, unknown } from '../../outcome';

const BLOCK = 'viewer_certificate[0]';

/** What the provider takes where a certificate is named and no version. */
const DEFAULT_VERSION = 'TLSv1';

/**
 * Judges what a distribution agrees to with its viewers.
 *
 * @param forDefault of the certificate of `*.cloudfront.net`, for which AWS sets TLSv1, whatever is asked for
 */
export function judgeVersion(
  distribution: Resource,
  forDefault: Outcome,
  isGood: (version: string) => boolean,
): Outcome {
  const isDefault = toBoolean(written(distribution, `${BLOCK}.cloudfront_default_certificate`) ?? false);
  if (isUnknown(isDefault)) return unknown('viewer_certificate', isDefault, BLOCK);
  if (isDefault === true) return forDefault;
  const version = toText(written(distribution, `${BLOCK}.minimum_protocol_version`) ?? DEFAULT_VERSION);
  if (isUnknown(version)) return unknown('minimum_protocol_version', version, BLOCK);
  return isGood(version ?? '') ? pass() : fail(`viewers may use ${version ?? DEFAULT_VERSION}`, BLOCK);
}
