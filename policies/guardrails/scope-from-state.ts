import { isRaw, type Raw } from '../graph/raw';
import { GuardrailScopeError } from './guardrail-scope';

/** What only the account knows. */
export interface DeployedIds {
  readonly vpcIds: readonly string[];
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly defaultSecurityGroupIds: readonly string[];
}

interface Instance {
  readonly type: string;
  readonly values: Raw;
}

/**
 * Reads the ids from what Terraform wrote: state files (version 4), `terraform show -json` of a state or of a plan. The
 * functions themselves say where they lie, so that an attached and a shared VPC need nothing else.
 *
 * @param documents one for each stack, parsed
 * @throws GuardrailScopeError for a document that is none of these
 */
export function deployedIds(documents: readonly unknown[]): DeployedIds {
  const all = documents.flatMap(instancesIn);
  const functions = all
    .filter(({ type }) => type === 'aws_lambda_function')
    .flatMap(({ values }) => blocks(values['vpc_config']));
  const of = (name: string): readonly string[] => unique(functions.flatMap((block) => texts(block[name])));
  return {
    vpcIds: of('vpc_id'),
    subnetIds: of('subnet_ids'),
    securityGroupIds: of('security_group_ids'),
    defaultSecurityGroupIds: unique(
      all
        .filter(({ type }) => type === 'aws_default_security_group')
        .flatMap(({ values }) => texts(values['id'])),
    ),
  };
}

function instancesIn(document: unknown): readonly Instance[] {
  if (!isRaw(document)) throw new GuardrailScopeError('the state is not a JSON object');
  if (Array.isArray(document['resources']) && document['version'] === 4) {
    return document['resources'].filter(isRaw).flatMap((resource) =>
      blocks(resource['instances']).flatMap((instance) => {
        const values = instance['attributes'];
        return resource['mode'] === 'managed' && isRaw(values)
          ? [{ type: String(resource['type']), values }]
          : [];
      }),
    );
  }
  const shown = document['values'] ?? document['planned_values'];
  if (isRaw(shown) && isRaw(shown['root_module'])) return inModule(shown['root_module']);
  throw new GuardrailScopeError(
    'neither a state of version 4 nor what `terraform show -json` prints of a state or a plan',
  );
}

function inModule(module: Raw): readonly Instance[] {
  const own = blocks(module['resources']).flatMap((resource): readonly Instance[] =>
    isRaw(resource['values']) && resource['mode'] === 'managed'
      ? [{ type: String(resource['type']), values: resource['values'] }]
      : [],
  );
  return [...own, ...blocks(module['child_modules']).flatMap(inModule)];
}

function blocks(value: unknown): readonly Raw[] {
  return Array.isArray(value) ? value.filter(isRaw) : isRaw(value) ? [value] : [];
}

function texts(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one): one is string => typeof one === 'string' && one !== '');
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
