import type { Resource } from '../../../graph/resource';
import { isList, isObject, isUnknown, toBoolean } from '../../../graph/value';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass, unknown } from '../../outcome';

/** The resource must be made anew before the old one goes. A plan does not have the block that says so. */
export function mustBeCreatedFirst(resource: Resource, context: RuleContext, message: string): Outcome {
  if (context.graph.kind === 'plan') return unknown(message, 'a plan does not tell the lifecycle block');
  const lifecycle = resource.meta('lifecycle');
  const block = isList(lifecycle) ? lifecycle[0] : lifecycle;
  const value = isObject(block) ? toBoolean(block['create_before_destroy']) : block;
  if (isUnknown(value)) return unknown(message, value);
  return value === true ? pass() : fail(message);
}
