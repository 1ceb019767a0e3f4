import { defineContract } from '../../../functions/shared/contract';
import { readEnvironment } from '../../../functions/shared/environment';
import { ConfigurationError } from '../../../functions/shared/errors';

const contract = defineContract({
  name: 'example',
  summary: 'An example.',
  timeoutSeconds: 3,
  uses: {
    ledger: { kind: 'database', access: 'read' },
    pseudonymKey: { kind: 'secret', access: 'read' },
  },
  triggers: [],
});

const variables = {
  LEDGER_CLUSTER_ARN: 'cluster',
  LEDGER_SECRET_ARN: 'secret',
  LEDGER_DATABASE_NAME: 'deposits',
  PSEUDONYM_KEY_SECRET_ARN: 'key',
};

describe('readEnvironment', () => {
  test('GIVEN all variables THEN they are found by resource and property', () => {
    const environment = readEnvironment(contract, variables);
    expect(environment).toEqual({
      ledger: { clusterArn: 'cluster', secretArn: 'secret', databaseName: 'deposits' },
      pseudonymKey: { secretArn: 'key' },
    });
    const { clusterArn }: { readonly clusterArn: string } = environment.ledger;
    expect(clusterArn).toBe('cluster');
    expect(Object.isFrozen(environment) && Object.isFrozen(environment.ledger)).toBe(true);
  });

  test('GIVEN variables missing and empty THEN all of them are named at once', () => {
    const broken = { ...variables, LEDGER_SECRET_ARN: '', PSEUDONYM_KEY_SECRET_ARN: undefined };
    expect(() => readEnvironment(contract, broken)).toThrow(ConfigurationError);
    expect(() => readEnvironment(contract, broken)).toThrow(
      /lacks LEDGER_SECRET_ARN, PSEUDONYM_KEY_SECRET_ARN\./,
    );
  });
});
