import type { Resource } from '../../../graph/resource';
import { isUnknown, toText } from '../../../graph/value';
import { written } from '../../attribute';
import { fail, type Outcome, pass, unknown } from '../../outcome';

const ACTION = 'default_action[0]';

/** A listener for HTTP must do nothing but send its callers to HTTPS. */
export function mustRedirect(listener: Resource): Outcome {
  const action = toText(written(listener, `${ACTION}.type`));
  if (isUnknown(action)) return unknown('what the listener for HTTP does', action, ACTION);
  if (action !== 'redirect')
    return fail(`HTTP is answered (${action ?? 'no action'}), not redirected to HTTPS`, 'protocol');
  const protocol = toText(written(listener, `${ACTION}.redirect[0].protocol`));
  if (isUnknown(protocol)) return unknown('where the listener redirects to', protocol, ACTION);
  if (protocol === 'HTTPS') return pass();
  if (protocol === undefined || protocol === '#{protocol}') {
    return unknown(
      'whether HTTPS is used in the end',
      'the redirect keeps HTTP, and the host it names may redirect again',
      ACTION,
    );
  }
  return fail('HTTP is redirected to HTTP', ACTION);
}
