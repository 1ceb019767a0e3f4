import type { Resource } from '../../../graph/resource';
import { isList, isUnknown } from '../../../graph/value';
import { written } from '../../attribute';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass, unknown } from '../../outcome';
import { originsOf } from './origins';

/** None of the protocols may be among those that CloudFront speaks to its origins. */
export function mustNotSpeak(
  context: RuleContext,
  distribution: Resource,
  forbidden: readonly string[],
): readonly Outcome[] {
  return originsOf(context, distribution)
    .origins.filter(({ hasCustomConfig }) => hasCustomConfig)
    .map(({ path }) => {
      const at = `${path}.custom_origin_config[0].origin_ssl_protocols`;
      const value = written(distribution, at);
      if (isUnknown(value)) return unknown('origin_ssl_protocols', value, at);
      const protocols = isList(value) ? value : [];
      const found = protocols.find((one) => typeof one === 'string' && forbidden.includes(one));
      if (typeof found === 'string') return fail(`origins may be spoken to in ${found}`, at);
      const open = protocols.find(isUnknown);
      return open ? unknown('origin_ssl_protocols', open, at) : pass();
    });
}
