import type { StackInput } from '../../graph/load-synthesized';
import { resourceKey } from '../../graph/resource';

/** Something that a system may have or not have: a permission, a way. */
export interface Part {
  readonly kind: 'statement' | 'rule' | 'route' | 'endpoint';
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
};

/** Every statement, rule, route and endpoint of the stacks, in the order in which they are written. */
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

type Members = Readonly<Record<string, unknown>>;

function withoutStatement(body: Members, index: number): Members {
  const all = Array.isArray(body['statement']) ? body['statement'] : [];
  return { ...body, statement: all.filter((_, position) => position !== index) };
}

function statementsIn(stack: string, name: string, body: Members): readonly Part[] {
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

function blocksOf(json: Members, section: string, type: string): readonly (readonly [string, Members])[] {
  return Object.entries(objectOf(objectOf(json[section])[type])).map(([name, body]) => [
    name,
    objectOf(body),
  ]);
}

function objectOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
