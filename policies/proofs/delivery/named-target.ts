import type { Resource } from '../../graph/resource';
import type { Value } from '../../graph/value';
import { targetOf } from '../../model/reach/target-of';
import type { RuleContext } from '../../rules/context';

/** What an attribute names by its ARN. */
export interface NamedTarget {
  readonly arn: string;
  /** `sqs`. */
  readonly service: string;
  /** Of a function that is named by its alias: the function. */
  readonly resource?: Resource;
  /** The alias or version. */
  readonly qualifier?: string;
}

/** Nothing where nobody knows what is named: a variable, a resource of another configuration by its id. */
export function namedTarget(context: RuleContext, value: Value | undefined): NamedTarget | undefined {
  const { graph } = context;
  const referred = graph.referred(value);
  const arn = graph.text(value);
  if (arn === undefined || !arn.startsWith('arn:')) return undefined;
  const service = arn.split(':')[2] ?? '';
  if (referred?.type === 'aws_lambda_alias') {
    const lambda = functionOfAlias(context, referred);
    return {
      arn,
      service,
      qualifier: graph.attribute(referred, 'name'),
      ...(lambda ? { resource: lambda } : {}),
    };
  }
  const qualifier = /:function:[^:]+:([^:]+)$/.exec(arn)?.[1];
  const resource = referred ?? targetOf(context, arn);
  return {
    arn,
    service,
    ...(resource ? { resource } : {}),
    ...(service === 'lambda' && qualifier !== undefined ? { qualifier } : {}),
  };
}

/** The function that an alias is one of, by reference or by its name. */
export function functionOfAlias(context: RuleContext, alias: Resource): Resource | undefined {
  const { graph } = context;
  const value = alias.get('function_name');
  const referred = graph.referred(value);
  if (referred?.type === 'aws_lambda_function') return referred;
  const name = graph.text(value);
  return name === undefined ? undefined : context.derive(functionsByName).get(name);
}

function functionsByName({ graph }: RuleContext): ReadonlyMap<string, Resource> {
  return new Map(
    graph
      .byType('aws_lambda_function')
      .flatMap((lambda) => [
        [graph.attribute(lambda, 'function_name'), lambda] as const,
        [graph.arn(lambda), lambda] as const,
      ]),
  );
}

/** For messages: Terraform's address where there is one. */
export function shownTarget({ arn, resource }: Pick<NamedTarget, 'arn' | 'resource'>): string {
  return resource ? resource.address : arn;
}
