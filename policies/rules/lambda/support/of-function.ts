import type { Resource } from '../../../graph/resource';
import { type Companions, companionsOf } from '../../companions';
import type { RuleContext } from '../../context';

/**
 * Resources of the type that are for the function. A reference decides: two functions may have the same name, in two
 * regions or in examples.
 */
export function ofFunction(context: RuleContext, resource: Resource, type: string): Companions {
  const { sure, possible } = companionsOf(context, resource, type, 'function_name', ['function_name', 'arn']);
  const { graph } = context;
  return {
    sure: sure.filter((one) => {
      const named = graph.referencesFrom(one, 'function_name', 'aws_lambda_function');
      return named.length === 0 || named.includes(resource);
    }),
    possible,
  };
}
