import type { Resource } from '../../../graph/resource';
import { isUnknown, toText, type Unknown } from '../../../graph/value';
import { writtenBlocks } from '../../attribute';
import type { RuleContext } from '../../context';

/** The parameter group that the database names, if it is in the configuration. */
export function parameterGroupOf(
  context: RuleContext,
  database: Resource,
  attribute: string,
  type: string,
): Resource | undefined {
  const [referred] = context.graph.referencesFrom(database, attribute, type);
  if (referred) return referred;
  const name = toText(database.get(attribute));
  return typeof name === 'string'
    ? context.graph.byType(type).find((group) => group.get('name') === name)
    : undefined;
}

/** A parameter's value as text; `undefined` where the group does not set it. */
export function parameterOf(group: Resource, name: string): string | Unknown | undefined {
  let open: Unknown | undefined;
  for (const parameter of writtenBlocks(group, 'parameter')) {
    if (isUnknown(parameter)) {
      open = parameter;
      continue;
    }
    const key = toText(parameter['name']);
    if (isUnknown(key)) open = key;
    else if (key === name) return toText(parameter['value']);
  }
  return open;
}
