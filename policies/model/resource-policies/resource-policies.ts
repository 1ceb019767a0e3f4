import { addTo } from '../../graph/lists';
import type { PolicyDocument } from '../../graph/policy-document';
import type { Resource } from '../../graph/resource';
import { isUnknown, Unknown } from '../../graph/value';
import type { PolicyKind } from '../../iam/document';
import type { RuleContext } from '../../rules/context';
import { type BoundPolicy, policyOf } from '../policy-of';
import { defaultPolicy } from './default-policies';
import { policyDocumentAt } from './lenient-document';
import { busPermission, functionUrl, lambdaPermission, layerPermission } from './permission-statements';
import { INLINE_POLICIES, SEPARATE_POLICIES } from './sources';

/** A policy that says who may use a resource. */
export interface ResourcePolicy {
  /** What it guards. Nothing where it is not in the graph, or the policy is one of the account. */
  readonly target?: Resource;
  /** What sets it: the target, or a resource of a type that exists for this. */
  readonly holder: Resource;
  /** The attribute of the holder; empty for a default. */
  readonly path: string;
  /** `permission`: one statement of several resources' that AWS joins to one policy. `default`: nothing is written. */
  readonly origin: 'inline' | 'separate' | 'permission' | 'default';
  readonly kind: Extract<PolicyKind, 'resource' | 'key' | 'endpoint'>;
  readonly document: PolicyDocument;
}

export interface ResourcePolicies {
  readonly all: readonly ResourcePolicy[];
  readonly byTarget: ReadonlyMap<string, readonly ResourcePolicy[]>;
  readonly byHolder: ReadonlyMap<string, readonly ResourcePolicy[]>;
  /** Policies that guard a resource which nobody can name: it may be any of its type, or one of another stack. */
  readonly adrift: readonly ResourcePolicy[];
}

/** Every resource policy that is written in the configuration. To be used through `context.derive`. Linear. */
export function resourcePolicies(context: RuleContext): ResourcePolicies {
  const { graph } = context;
  const all: ResourcePolicy[] = [];
  for (const { type, attribute } of INLINE_POLICIES) {
    for (const holder of graph.byType(type)) {
      const document = policyDocumentAt(context, holder, attribute);
      if (!document) continue;
      all.push({ target: holder, holder, path: attribute, origin: 'inline', kind: kindOf(type), document });
    }
  }
  for (const source of SEPARATE_POLICIES) {
    for (const holder of graph.byType(source.type)) {
      const document = policyDocumentAt(context, holder, source.attribute);
      if (!document) continue;
      const target = source.target
        ? targetOf(context, holder, source.target, source.of, source.identifiers)
        : undefined;
      all.push({
        ...(target ? { target } : {}),
        holder,
        path: source.attribute,
        origin: 'separate',
        kind: kindOf(source.type),
        document,
      });
    }
  }
  all.push(...permissions(context));
  const byTarget = new Map<string, ResourcePolicy[]>();
  const byHolder = new Map<string, ResourcePolicy[]>();
  for (const policy of all) {
    addTo(byHolder, policy.holder.key, policy);
    if (policy.target) addTo(byTarget, policy.target.key, policy);
  }
  return { all, byTarget, byHolder, adrift: all.filter(({ target }) => !target) };
}

/**
 * The resource's policy as AWS will hold it. Several where several resources write one (AWS keeps the last: a mistake
 * of its own) and for functions and buses, whose policy is made of all permissions. The default of AWS where nothing is
 * written; an empty list where there is then no policy.
 */
export function resourcePolicyOf(context: RuleContext, resource: Resource): readonly ResourcePolicy[] {
  const written = context.derive(resourcePolicies).byTarget.get(resource.key);
  if (written) return written;
  const document = context.derive(defaults).of(resource);
  return document
    ? [
        {
          target: resource,
          holder: resource,
          path: '',
          origin: 'default',
          kind: kindOf(resource.type),
          document,
        },
      ]
    : [];
}

/**
 * A policy of the type of which nobody knows what it guards: it may be any resource. One that names a resource outside
 * of the configuration is none.
 *
 * @param type that sets it: `aws_sqs_queue_policy`
 */
export function straying(context: RuleContext, type: string): ResourcePolicy | undefined {
  return context.derive(strays).get(type);
}

function strays(context: RuleContext): ReadonlyMap<string, ResourcePolicy> {
  const attributes = new Map(SEPARATE_POLICIES.map(({ type, target }) => [type, target]));
  const found = new Map<string, ResourcePolicy>();
  for (const policy of context.derive(resourcePolicies).adrift) {
    const attribute = attributes.get(policy.holder.type);
    const named = attribute === undefined ? undefined : policy.holder.get(attribute);
    if (isUnknown(named) && !found.has(policy.holder.type)) found.set(policy.holder.type, policy);
  }
  return found;
}

/** The policies that the resource sets: its own, or another one's. */
export function policiesSetBy(context: RuleContext, resource: Resource): readonly ResourcePolicy[] {
  return context.derive(resourcePolicies).byHolder.get(resource.key) ?? [];
}

/** The policy compiled for the evaluator. */
export function boundPolicy(context: RuleContext, policy: ResourcePolicy): BoundPolicy {
  return policyOf(context.graph, policy.document, policy.kind);
}

function* permissions(context: RuleContext): Generator<ResourcePolicy> {
  const { graph } = context;
  const functions = ['aws_lambda_function', 'aws_lambda_alias'];
  const sources = [
    ['aws_lambda_permission', 'function_name', functions, lambdaPermission],
    ['aws_lambda_function_url', 'function_name', functions, functionUrl],
    ['aws_lambda_layer_version_permission', 'layer_name', ['aws_lambda_layer_version'], layerPermission],
    ['aws_cloudwatch_event_permission', 'event_bus_name', ['aws_cloudwatch_event_bus'], busPermission],
  ] as const;
  for (const [type, attribute, of, make] of sources) {
    for (const holder of graph.byType(type)) {
      const target = targetOf(context, holder, attribute, of, NAMES);
      const document = make(holder, target);
      if (!document) continue;
      const path = document.path;
      yield { ...(target ? { target } : {}), holder, path, origin: 'permission', kind: 'resource', document };
    }
  }
}

const NAMES = ['function_name', 'arn', 'id', 'name', 'layer_arn', 'layer_name', 'qualified_arn'];

/** The resource that the attribute names, by reference or by a text that is its identifier. */
function targetOf(
  context: RuleContext,
  holder: Resource,
  attribute: string,
  types: readonly string[],
  identifiers: readonly string[] = ['id', 'arn'],
): Resource | undefined {
  const { graph } = context;
  const value = holder.get(attribute);
  if (value === undefined) return undefined;
  const edge = holder.referencesAt(attribute).find(({ exact }) => exact);
  const referred = edge && graph.byKey(edge.target);
  if (referred && types.includes(referred.type)) return referred;
  const text = graph.text(value);
  if (text === undefined || (value instanceof Unknown && !value.reference)) return undefined;
  for (const type of types) {
    const found = context.derive(named).of(type, identifiers).get(text);
    if (found) return found;
  }
  return undefined;
}

/** Resources by their identifiers, of each type when it is first asked for. */
function named(context: RuleContext) {
  const indexes = new Map<string, ReadonlyMap<string, Resource>>();
  return {
    of(type: string, identifiers: readonly string[]): ReadonlyMap<string, Resource> {
      const key = `${type} ${identifiers.join(' ')}`;
      const known = indexes.get(key);
      if (known) return known;
      const index = new Map<string, Resource>();
      for (const resource of context.graph.byType(type)) {
        for (const name of identifiers) {
          const text = context.graph.attribute(resource, name);
          if (!index.has(text)) index.set(text, resource);
        }
      }
      indexes.set(key, index);
      return index;
    },
  };
}

/** Default documents, each made once: what is compiled from a document is kept with it. */
function defaults(context: RuleContext) {
  const made = new Map<string, PolicyDocument | undefined>();
  return {
    of(resource: Resource): PolicyDocument | undefined {
      if (!made.has(resource.key)) made.set(resource.key, defaultPolicy(context, resource));
      return made.get(resource.key);
    },
  };
}

function kindOf(type: string): ResourcePolicy['kind'] {
  if (type.startsWith('aws_vpc_endpoint')) return 'endpoint';
  return type.startsWith('aws_kms_') ? 'key' : 'resource';
}
