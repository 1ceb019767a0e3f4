import { environmentVariables, type FunctionContract, type Use } from '../functions/shared/contract';
import { type Capability, type IUsable, type Statement, servicePrefix } from '../modules/core/capability';
import { type Problem, Problems } from '../modules/core/errors';
import type { IPrivateBucket } from '../modules/data/private-bucket';

/** A resource of the system, under the kind by which contracts name it. */
export interface SystemResource {
  readonly kind: Use['kind'];
  readonly usable: IUsable<never>;
}

/** The resources that contracts may use, by name. */
export type SystemResources = Readonly<Record<string, SystemResource>>;

/** What follows from one line of a contract. */
export interface Binding {
  readonly resource: string;
  readonly capability: Capability;
  /** Environment variables by name. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Ties a resource to its kind. */
export function resource<K extends Use['kind']>(
  kind: K,
  usable: IUsable<Extract<Use, { kind: K }>['access']>,
): SystemResource {
  return { kind, usable: usable as IUsable<never> };
}

/**
 * What a function needs, from its contract: one binding for each of its uses, in the contract's order.
 *
 * @throws InvalidInputError with every use that names an unknown resource or another kind
 */
export function bind(contract: FunctionContract, resources: SystemResources): readonly Binding[] {
  const problems = new Problems();
  const uses = Object.entries(contract.uses);
  for (const [name, use] of uses) {
    const problem = useProblem(name, use, resources);
    if (problem) problems.add(problem);
  }
  problems.throwIfAny(`functions/${contract.name}/contract.ts`);
  return uses.flatMap(([name, use]) => {
    const found = resources[name];
    return found ? [bindOne(name, use, found)] : [];
  });
}

function bindOne(name: string, use: Use, { usable }: SystemResource): Binding {
  const narrowed = isNarrow(use) ? (usable as unknown as IPrivateBucket).within(use) : usable;
  const capability = (narrowed as IUsable<Use['access']>).use(use.access);
  const names = environmentVariables(name, use.kind) as Readonly<Record<string, string>>;
  const variables = Object.entries(names).map(([property, variable]) => [
    variable,
    capability.configuration[property] ?? '',
  ]);
  return {
    resource: name,
    capability: { ...capability, title: `${name}: ${use.access}` },
    variables: Object.fromEntries(variables),
  };
}

function isNarrow(use: Use): use is Extract<Use, { kind: 'bucket' }> {
  return use.kind === 'bucket' && (use.reads !== undefined || use.writes !== undefined);
}

function useProblem(name: string, use: Use, resources: SystemResources): Problem | undefined {
  const found = resources[name];
  if (found?.kind === use.kind) return undefined;
  const ofThatKind = Object.keys(resources).filter((key) => resources[key]?.kind === use.kind);
  return {
    code: found ? 'contract-resource-kind' : 'contract-resource-unknown',
    property: `uses.${name}`,
    received: found ? use.kind : name,
    allowed: found ? found.kind : `of the kind ${use.kind}: ${ofThatKind.join(', ') || 'none'}`,
    fix: found ? 'Correct the kind' : 'Correct the name, or add the resource to stacks/resources.ts',
  };
}

/** What one function sends through the endpoint of one service. */
export interface ServiceNeed {
  readonly service: string;
  readonly functionName: string;
  readonly statements: readonly Statement[];
}

/**
 * What the functions send to which services from inside the VPC. A capability that names a service as a destination
 * brings its statements for that service; statements for other services are used by AWS on the function's behalf (the
 * Data API reads the secret) and go through no endpoint of ours.
 */
export function serviceNeeds(functionName: string, bindings: readonly Binding[]): readonly ServiceNeed[] {
  return bindings.flatMap(({ capability }) =>
    capability.destinations.flatMap((destination) => {
      if (destination.kind !== 'service') return [];
      const { service } = destination;
      const statements = capability.statements.filter(({ actions }) =>
        actions.every((action) => servicePrefix(action) === service),
      );
      return [{ service, functionName, statements }];
    }),
  );
}
