import type { SecurityGroupRule } from '../../model/network/security-group';
import type { FunctionReach, ReachPath } from '../../model/reach/function-reach';
import { plainText } from '../../model/reach/plain-text';
import type { Reach } from '../../model/reach/reach';
import { servicesOf } from '../../model/reach/service-names';
import { fail } from '../../rules/outcome';
import { REACHABLE_NOT_DECLARED } from './criteria';
import type { ReachableOptions } from './declared-destinations';
import { type ReachFinding, stepLines } from './finding';

/**
 * Services to which a rule made for them leads a function that does not call them. Only where somebody says what the
 * function calls: without that, a group that several functions share is no mistake, as their roles tell them apart.
 */
export function undeclaredServices(
  model: Reach,
  { declared = () => undefined }: ReachableOptions,
): readonly ReachFinding[] {
  return model.functions.flatMap((one) => {
    const services = declared(one.lambda)?.services;
    if (!services) return [];
    const wanted = new Set([...services].flatMap((prefix) => servicesOf(`${prefix}:any`)));
    return one.paths.flatMap((path) => {
      const { destination, way, permission } = path;
      if (
        destination.kind !== 'service' ||
        way.passage !== 'open' ||
        permission !== 'none' ||
        wanted.has(destination.name)
      )
        return [];
      const rule = ruleOf(one, path);
      return rule ? [finding(one, path, rule)] : [];
    });
  });
}

/** The rule that lets the packets out, if it names what the service answers with: a group or a list, and no range. */
function ruleOf({ placement }: FunctionReach, { way }: ReachPath): SecurityGroupRule | undefined {
  const at = way.steps.find(({ kind, passage }) => kind === 'security group' && passage === 'open')?.at;
  const rules = placement.groups.flatMap(({ rules: all }) => all);
  return rules.find(
    ({ resource, path, direction, peer }) =>
      direction === 'egress' &&
      resource === at?.resource &&
      path === at.path &&
      (peer.kind === 'group' || peer.kind === 'prefix-list'),
  );
}

function finding(
  { lambda }: FunctionReach,
  { destination, steps }: ReachPath,
  rule: SecurityGroupRule,
): ReachFinding {
  return {
    criterion: REACHABLE_NOT_DECLARED,
    subject: lambda,
    outcome: fail(
      plainText(
        `it reaches ${destination.name} by ${rule.resource.address}, and neither calls it nor may do anything there`,
      ),
      `vpc_config.${destination.name}`,
    ),
    counterExample: stepLines(steps),
  };
}
