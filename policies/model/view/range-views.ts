import type { Resource } from '../../graph/resource';
import type { RuleContext } from '../../rules/context';
import { IpSet } from '../network/ip-set';
import type { SecurityGroupRule } from '../network/security-group';
import { securityGroups } from '../network/security-groups';
import { trafficText } from '../network/traffic';
import type { PlaceView, RangeView } from './system-view';

/** The addresses that each security group of the input admits, joined by direction, protocol and ports. */
export function rangeViews(
  context: RuleContext,
  place: (at: { readonly resource: Resource; readonly path?: string }) => PlaceView,
): readonly RangeView[] {
  return context.derive(securityGroups).all.flatMap(({ resource, rules }) => {
    if (!resource) return [];
    const joined = new Map<string, { rule: SecurityGroupRule; all: IpSet; widest: bigint }>();
    for (const rule of rules) {
      if (rule.peer.kind !== 'range' || rule.implicit) continue;
      const { addresses } = rule.peer;
      const key = `${rule.direction} ${trafficText(rule.protocol, rule.ports)}`;
      const known = joined.get(key) ?? { rule, all: IpSet.EMPTY, widest: 0n };
      const size = addresses.size(4) + addresses.size(6);
      joined.set(key, {
        rule: size > known.widest ? rule : known.rule,
        all: known.all.union(addresses),
        widest: size > known.widest ? size : known.widest,
      });
    }
    return [...joined.values()].map(
      ({ rule, all }): RangeView => ({
        group: resource.key,
        direction: rule.direction,
        traffic: trafficText(rule.protocol, rule.ports),
        cidrs: all.cidrs(),
        at: place({ resource: rule.resource, path: rule.path }),
      }),
    );
  });
}
