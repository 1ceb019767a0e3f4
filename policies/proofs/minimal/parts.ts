import type { StackInput } from '../../graph/load-synthesized';
import { isRaw, type Raw } from '../../graph/raw';
import { resourceKey } from '../../graph/resource';

/** Something that a system may have or not have: a permission, a way, an admission. */
export interface Part {
  readonly kind: 'statement' | 'rule' | 'route' | 'endpoint' | 'permission';
  readonly stack: string;
  /** The resource that is it, or holds it. */
  readonly address: string;
  /** As the graph has it. */
  readonly key: string;
  /** Of a statement: its position in the document. */
  readonly index?: number;
  /** Of a statement that has one. */
  readonly sid?: string;
}

const DOCUMENT = 'aws_iam_policy_document';

const WAYS: Readonly<Record<string, Part['kind']>> = {
  aws_vpc_security_group_ingress_rule: 'rule',
  aws_vpc_security_group_egress_rule: 'rule',
  aws_security_group_rule: 'rule',
  aws_network_acl_rule: 'rule',
  aws_route53_resolver_firewall_rule: 'rule',
  aws_route: 'route',
  aws_vpc_endpoint: 'endpoint',
  aws_lambda_permission: 'permission',
};

/** Every statement, rule, route, endpoint and permission of the stacks, in the order in which they are written. */
export function partsOf(stacks: readonly StackInput[]): readonly Part[] {
  return stacks.flatMap(({ name: stack, json }) => [
    ...blocksOf(json, 'data', DOCUMENT).flatMap(([name, body]) => statementsIn(stack, name, body)),
    ...Object.entries(WAYS).flatMap(([type, kind]) =>
      blocksOf(json, 'resource', type).map(([name]) => part(kind, stack, `${type}.${name}`)),
    ),
  ]);
}

/** The stacks without the part. What refers to it is left: the rest is to be judged as it is. */
export function without(stacks: readonly StackInput[], removed: Part): readonly StackInput[] {
  return stacks.map((stack) => {
    if (stack.name !== removed.stack) return stack;
    const section = removed.kind === 'statement' ? 'data' : 'resource';
    const [type = '', name = ''] = removed.address.replace(/^data\./, '').split('.');
    const types = objectOf(stack.json[section]);
    const blocks = objectOf(types[type]);
    const { [name]: body, ...others } = blocks;
    const kept =
      removed.index === undefined
        ? others
        : { ...blocks, [name]: withoutStatement(objectOf(body), removed.index) };
    return { ...stack, json: { ...stack.json, [section]: { ...types, [type]: kept } } };
  });
}

/** What is written of the resource or data source that is the part, or holds it. */
export function blockOf(stacks: readonly StackInput[], { stack: name, kind, address }: Part): Raw {
  const stack = stacks.find((one) => one.name === name);
  const [type = '', block = ''] = address.replace(/^data\./, '').split('.');
  const section = stack?.json[kind === 'statement' ? 'data' : 'resource'];
  return objectOf(objectOf(objectOf(section)[type])[block]);
}

/** Everything of one type that a stack has. */
export function blocksLike(
  stacks: readonly StackInput[],
  { stack: name }: Part,
  type: string,
): readonly Raw[] {
  const stack = stacks.find((one) => one.name === name);
  return stack ? blocksOf(stack.json, 'resource', type).map(([, body]) => body) : [];
}

export function statementsOf(body: Raw): readonly Raw[] {
  return Array.isArray(body['statement']) ? body['statement'].map(objectOf) : [];
}

function withoutStatement(body: Raw, index: number): Raw {
  const all = Array.isArray(body['statement']) ? body['statement'] : [];
  return { ...body, statement: all.filter((_, position) => position !== index) };
}

function statementsIn(stack: string, name: string, body: Raw): readonly Part[] {
  const all = Array.isArray(body['statement']) ? body['statement'] : [];
  return all.map((statement: unknown, index): Part => {
    const { sid } = objectOf(statement);
    return {
      ...part('statement', stack, `data.${DOCUMENT}.${name}`),
      index,
      ...(typeof sid === 'string' ? { sid } : {}),
    };
  });
}

function part(kind: Part['kind'], stack: string, address: string): Part {
  return { kind, stack, address, key: resourceKey(address, stack) };
}

function blocksOf(json: Raw, section: string, type: string): readonly (readonly [string, Raw])[] {
  return Object.entries(objectOf(objectOf(json[section])[type])).map(([name, body]) => [
    name,
    objectOf(body),
  ]);
}

function objectOf(value: unknown): Raw {
  return isRaw(value) ? value : {};
}
