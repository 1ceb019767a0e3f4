import type { Resource } from '../../../graph/resource';
import { isList, Unknown, type Value } from '../../../graph/value';
import { written } from '../../attribute';
import type { RuleContext } from '../../context';

/** The API that a stage, method or deployment belongs to, if it is in the input. */
export function restApiOf(context: RuleContext, resource: Resource): Resource | undefined {
  return context.graph.referencesFrom(resource, 'rest_api_id', 'aws_api_gateway_rest_api')[0];
}

/** Whether the API can only be called through VPC endpoints. An API of several kinds is not. */
export function isPrivate(api: Resource): boolean | Unknown {
  const types: Value | undefined = written(api, 'endpoint_configuration[0].types');
  if (types instanceof Unknown) return types;
  if (!isList(types) || types.length === 0) return false;
  return (
    types.find((type): type is Unknown => type instanceof Unknown) ??
    types.every((type) => type === 'PRIVATE')
  );
}
