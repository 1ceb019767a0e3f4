import type { Resource } from '../../../graph/resource';
import { isUnknown, toText } from '../../../graph/value';
import { written } from '../../attribute';
import { judge, type Outcome, unknown } from '../../outcome';
import { DEFAULT_POLICY } from './tls-policy';

/** Judges the security policy of a listener with TLS; of no concern for the others. */
export function judgePolicy(
  listener: Resource,
  wrong: (policy: string) => string | undefined,
): Outcome | readonly Outcome[] {
  const protocol = toText(written(listener, 'protocol'));
  if (isUnknown(protocol)) return unknown('protocol', protocol, 'protocol');
  if (protocol !== 'HTTPS' && protocol !== 'TLS') return [];
  return judge(
    written(listener, 'ssl_policy') ?? DEFAULT_POLICY,
    'ssl_policy',
    (policy) => wrong(String(policy === '' ? DEFAULT_POLICY : policy)),
    'ssl_policy',
  );
}
