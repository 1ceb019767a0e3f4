import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { isList } from '../../graph/value';
import { vpcEndpoints } from '../../model/network/endpoints';
import { isPrivateApi } from '../../model/network/private-api';
import { resourcePolicyOf } from '../../model/resource-policies/resource-policies';
import type { RuleContext } from '../../rules/context';
import type { Ask, Delivery } from './ask';
import { functionOfAlias } from './named-target';

const METHODS = /^(DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT)$/;

/** Who calls a function for an API or a secret, and who calls an API, through the VPC's endpoint where it is private. */
export function callDeliveries(context: RuleContext): readonly Delivery[] {
  const { graph } = context;
  return [
    ...graph.byType('aws_api_gateway_integration').flatMap((one) => ofIntegration(context, one)),
    ...graph.byType('aws_secretsmanager_secret_rotation').flatMap((one) => ofRotation(context, one)),
    ...graph.byType('aws_api_gateway_rest_api').flatMap((one) => ofApi(context, one)),
  ];
}

/** Of a function, without a role of its own: API Gateway calls it in its own name, for each stage. */
function ofIntegration(context: RuleContext, integration: Resource): readonly Delivery[] {
  const { graph } = context;
  const called = functionAt(context, integration, 'uri');
  const api = graph.referred(integration.get('rest_api_id'));
  if (!called || !api || integration.get('credentials') !== undefined) return [];
  const path = pathOf(context, integration);
  const given = graph.text(integration.get('http_method')) ?? '';
  const method = METHODS.test(given) ? given : 'GET';
  const asks = stagesOf(context, api).map(
    (stage): Ask => ({
      by: { kind: 'service', service: 'apigateway.amazonaws.com' },
      action: 'lambda:InvokeFunction',
      resource: graph.arn(called.lambda),
      target: called.lambda,
      context: { 'aws:SourceAccount': graph.place(api).account },
      sources: [`${graph.attribute(api, 'execution_arn')}/${stage}/${method}${path}`],
      ...(called.qualifier === undefined ? {} : { qualifier: called.qualifier }),
    }),
  );
  const what = `${api.address} calls ${called.lambda.address} for ${method} ${path}`;
  return [{ subject: integration, path: 'uri', what, asks }];
}

function ofRotation(context: RuleContext, rotation: Resource): readonly Delivery[] {
  const { graph } = context;
  const called = functionAt(context, rotation, 'rotation_lambda_arn');
  if (!called) return [];
  const secret = graph.text(rotation.get('secret_id'));
  const ask: Ask = {
    by: { kind: 'service', service: 'secretsmanager.amazonaws.com' },
    action: 'lambda:InvokeFunction',
    resource: graph.arn(called.lambda),
    target: called.lambda,
    context: { 'aws:SourceAccount': graph.place(rotation).account },
    sources: secret === undefined ? [] : [secret],
    ...(called.qualifier === undefined ? {} : { qualifier: called.qualifier }),
  };
  const what = `Secrets Manager calls ${called.lambda.address} to rotate the secret`;
  return [{ subject: rotation, path: 'rotation_lambda_arn', what, asks: [ask] }];
}

/**
 * Nobody calls an API whose policy admits nobody: a private one not at all, another one only who is granted it besides (API
 * Gateway Developer Guide, "Create a private API", "How API Gateway resource policies affect authorization workflow").
 * Nor does anybody through an endpoint whose policy lets nobody through.
 */
function ofApi(context: RuleContext, api: Resource): readonly Delivery[] {
  const { graph } = context;
  const isPrivate = isPrivateApi(api);
  const hasPolicy = resourcePolicyOf(context, api).some(({ origin }) => origin !== 'default');
  if (!isPrivate && !hasPolicy) return [];
  const named = api.get('endpoint_configuration[0].vpc_endpoint_ids');
  const endpoints = [...context.derive(vpcEndpoints).values()].filter(({ resource }) =>
    (isPrivate && isList(named) ? named : []).some((value) => graph.referred(value) === resource),
  );
  return stagesOf(context, api).flatMap((stage) =>
    (isPrivate ? endpoints : [undefined]).map((endpoint): Delivery => {
      const base = {
        by: { kind: 'account' },
        action: 'execute-api:Invoke',
        context: { 'aws:SourceVpce': endpoint?.id ?? [] },
      } as const;
      const resource = `${graph.attribute(api, 'execution_arn')}/${stage}/GET/`;
      const through = endpoint ? ` through ${endpoint.resource.address}` : '';
      return {
        subject: api,
        path: 'endpoint_configuration',
        what: `the account calls the stage ${stage} of the API${through}`,
        asks: [
          { ...base, resource, target: api, openly: true },
          ...(endpoint ? [{ ...base, resource: executionArn(context, api, `${stage}/GET/`), endpoint }] : []),
        ],
      };
    }),
  );
}

function executionArn({ graph }: RuleContext, api: Resource, rest: string): string {
  const { partition, region, account } = graph.place(api);
  return `arn:${partition}:execute-api:${region}:${account}:${graph.attribute(api, 'id')}/${rest}`;
}

interface Called {
  readonly lambda: Resource;
  readonly qualifier?: string;
}

/** By `invoke_arn` or `arn` of the function or of an alias. */
function functionAt(context: RuleContext, from: Resource, path: string): Called | undefined {
  const { graph } = context;
  const referred = graph.referred(from.get(path)) ?? graph.referencesFrom(from, path)[0];
  if (referred?.type === 'aws_lambda_function') return { lambda: referred };
  if (referred?.type !== 'aws_lambda_alias') return undefined;
  const lambda = functionOfAlias(context, referred);
  return lambda && { lambda, qualifier: graph.attribute(referred, 'name') };
}

function stagesOf(context: RuleContext, api: Resource): readonly string[] {
  return context.derive(stages).get(api.key) ?? [];
}

function stages({ graph }: RuleContext): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const stage of graph.byType('aws_api_gateway_stage')) {
    const api = graph.referred(stage.get('rest_api_id'));
    const name = graph.text(stage.get('stage_name'));
    if (!api || name === undefined) continue;
    addTo(found, api.key, name);
  }
  return found;
}

/** `/deposits/x`: with something in place of each parameter. */
function pathOf({ graph }: RuleContext, integration: Resource): string {
  const parts: string[] = [];
  let at = graph.referred(integration.get('resource_id'));
  // No path of an API is longer: the loop ends also where resources name each other in a circle.
  for (let depth = 0; at?.type === 'aws_api_gateway_resource' && depth < 50; depth += 1) {
    const part = graph.text(at.get('path_part')) ?? 'x';
    parts.unshift(/^\{.*\}$/.test(part) ? 'x' : part);
    at = graph.referred(at.get('parent_id'));
  }
  return `/${parts.join('/')}`;
}
