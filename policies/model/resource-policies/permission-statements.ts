import { type PolicyDocument, readDocument } from '../../graph/policy-document';
import type { Resource } from '../../graph/resource';
import { toText, Unknown, type Value, type ValueObject } from '../../graph/value';

/**
 * What `aws_lambda_permission` adds to the function's policy. Source: the Lambda API reference, AddPermission: the
 * conditions that each argument becomes.
 *
 * @param target the function, if it is in the graph
 */
export function lambdaPermission(resource: Resource, target: Resource | undefined): PolicyDocument {
  return documentOf(resource, 'principal', {
    ...sid(resource),
    Principal: principalOf(resource.get('principal')),
    Action: resource.get('action') ?? 'lambda:InvokeFunction',
    Resource: arnOf(target, resource.get('function_name')),
    ...conditions([
      ['StringEquals', 'aws:PrincipalOrgID', resource.get('principal_org_id')],
      ['ArnLike', 'AWS:SourceArn', resource.get('source_arn')],
      ['StringEquals', 'AWS:SourceAccount', resource.get('source_account')],
      ['StringEquals', 'lambda:EventSourceToken', resource.get('event_source_token')],
      ['StringEquals', 'lambda:FunctionUrlAuthType', resource.get('function_url_auth_type')],
    ]),
  });
}

/**
 * What a function URL adds to the function's policy: with `NONE` the provider lets everybody call it, in the statement
 * `FunctionURLAllowPublicAccess`. Nothing with `AWS_IAM`.
 */
export function functionUrl(resource: Resource, target: Resource | undefined): PolicyDocument | undefined {
  const type = resource.get('authorization_type');
  if (type === 'AWS_IAM') return undefined;
  return documentOf(resource, 'authorization_type', {
    Sid: 'FunctionURLAllowPublicAccess',
    Principal: type === 'NONE' ? '*' : unknownOf(type),
    Action: 'lambda:InvokeFunctionUrl',
    Resource: arnOf(target, resource.get('function_name')),
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
  });
}

/** What `aws_lambda_layer_version_permission` says. `organization_id` limits `*` to an organisation. */
export function layerPermission(resource: Resource, target: Resource | undefined): PolicyDocument {
  return documentOf(resource, 'principal', {
    ...sid(resource),
    Principal: principalOf(resource.get('principal')),
    Action: resource.get('action') ?? 'lambda:GetLayerVersion',
    Resource: arnOf(target, resource.get('layer_name')),
    ...conditions([['StringEquals', 'aws:PrincipalOrgID', resource.get('organization_id')]]),
  });
}

/** What `aws_cloudwatch_event_permission` adds to the bus's policy. Its condition is one block of type, key and value. */
export function busPermission(resource: Resource, target: Resource | undefined): PolicyDocument {
  const block = resource.get('condition[0]') === undefined ? undefined : resource.get('condition[0].value');
  const operator = toText(resource.get('condition[0].type'));
  const key = toText(resource.get('condition[0].key'));
  return documentOf(resource, 'principal', {
    ...sid(resource),
    Principal: principalOf(resource.get('principal')),
    Action: resource.get('action') ?? 'events:PutEvents',
    Resource: arnOf(target, resource.get('event_bus_name')),
    ...conditions([
      [
        typeof operator === 'string' ? operator : 'StringEquals',
        typeof key === 'string' ? key : 'aws:PrincipalOrgID',
        block,
      ],
    ]),
  });
}

function documentOf(resource: Resource, path: string, statement: ValueObject): PolicyDocument {
  return readDocument(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] },
    { resource: resource.key, path, source: (_, part) => resource.sourceAt(part) },
  );
}

function sid(resource: Resource): ValueObject {
  const id = resource.get('statement_id');
  return id === undefined ? {} : { Sid: id };
}

/** The four forms that the API takes: everybody, a service, an account, an ARN. */
function principalOf(given: Value | undefined): Value {
  if (given === undefined) return new Unknown('the principal is missing');
  if (given === '*') return '*';
  const text = toText(given);
  if (typeof text === 'string' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text)) return { Service: text };
  return { AWS: given };
}

function arnOf(target: Resource | undefined, given: Value | undefined): Value {
  if (!target) return given ?? '*';
  return new Unknown('known after apply', {
    reference: { kind: 'resource', target: target.key, path: ['arn'] },
  });
}

function conditions(given: readonly (readonly [string, string, Value | undefined])[]): ValueObject {
  const made: Record<string, Record<string, Value>> = {};
  for (const [operator, key, value] of given) {
    if (value === undefined || value === '') continue;
    made[operator] = { ...made[operator], [key]: value };
  }
  return Object.keys(made).length === 0 ? {} : { Condition: made };
}

function unknownOf(value: Value | undefined): Unknown {
  return value instanceof Unknown ? value : new Unknown('the kind of authorisation is not one that AWS has');
}
