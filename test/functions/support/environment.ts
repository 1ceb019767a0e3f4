import { environmentVariables, type FunctionContract, type Use } from '../../../functions/shared/contract';

/** The variables of a contract, each with a value of its own, as deployment sets them. */
export function variablesOf(contract: FunctionContract): Record<string, string> {
  return Object.fromEntries(
    Object.entries<Use>(contract.uses).flatMap(([resource, { kind }]) =>
      Object.entries<string>(environmentVariables(resource, kind)).map(([property, variable]) => [
        variable,
        property === 'url' ? `https://${resource}.example.com/` : `${resource}-${property}`,
      ]),
    ),
  );
}

/** Credentials and region that sign anything and open nothing. */
export const AWS_VARIABLES = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'no-secret',
};
