import type { Resource } from '../../graph/resource';
import { isList, toText } from '../../graph/value';

/** Whether the REST API is called through VPC endpoints, by that kind of endpoint alone or among others. */
export function isPrivateApi(api: Resource): boolean {
  const types = api.get('endpoint_configuration[0].types');
  return isList(types) && types.some((type) => toText(type) === 'PRIVATE');
}
