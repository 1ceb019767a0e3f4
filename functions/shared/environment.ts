import { type EnvironmentProperty, environmentVariables, type FunctionContract, type Use } from './contract';
import { ConfigurationError } from './errors';

/** What a contract's function knows of its resources: `environment.ledger.clusterArn`. */
export type Environment<C extends FunctionContract> = {
  readonly [Name in keyof C['uses']]: Readonly<Record<EnvironmentProperty<KindOf<C['uses'][Name]>>, string>>;
};
type KindOf<U> = U extends { readonly kind: infer K extends Use['kind'] } ? K : never;

/**
 * Reads the variables that follow from the contract. Handlers call it once, when the module is loaded, so that a
 * function that is set up wrongly fails at its start and not in the middle of a request.
 *
 * @param variables @default process.env
 * @throws ConfigurationError with every variable that is missing or empty
 */
export function readEnvironment<C extends FunctionContract>(
  contract: C,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Environment<C> {
  const missing: string[] = [];
  const resources = Object.entries<Use>(contract.uses).map(([resource, use]) => {
    const names = Object.entries<string>(environmentVariables(resource, use.kind));
    const properties = names.map(([property, variable]) => {
      const value = variables[variable] ?? '';
      if (value === '') missing.push(variable);
      return [property, value] as const;
    });
    return [resource, Object.freeze(Object.fromEntries(properties))] as const;
  });
  if (missing.length > 0) {
    throw new ConfigurationError(
      `${contract.name}: the environment lacks ${missing.join(', ')}. Its contract's \`uses\` calls for them: deploy it again.`,
    );
  }
  return Object.freeze(Object.fromEntries(resources)) as Environment<C>;
}
