import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '../../stacks/contracts';
import { assertContractTimes, STATEMENT_SECONDS, visibilityTimeoutSeconds } from '../../stacks/time-chain';

const changed = (name: string, timeoutSeconds: number) =>
  contracts.map((contract) => (contract.name === name ? { ...contract, timeoutSeconds } : contract));

describe('the chain of times', () => {
  it('holds for the contracts as they are', () => {
    expect(() => assertContractTimes(contracts)).not.toThrow();
  });

  it('counts with the statement timeout that the migrations set', () => {
    const migration = join(
      __dirname,
      '../../functions/migrate-database/migrations/0002-application-user.sql',
    );
    expect(readFileSync(migration, 'utf8')).toContain(`set statement_timeout = '${STATEMENT_SECONDS}s'`);
  });

  it('hides a message for six times as long as its receiver may take', () => {
    expect(visibilityTimeoutSeconds('clearing', contracts)).toBe(180);
    expect(visibilityTimeoutSeconds('notifications', contracts)).toBe(360);
  });

  it.each([
    ['a function that outlives the API', 'submit-deposit', 30, 'time-api'],
    ['a function that ends before its statement', 'screen-deposit', 20, 'time-database'],
  ])('refuses %s', (_what, name, seconds, code) => {
    expect(() => assertContractTimes(changed(name, seconds))).toThrow(new RegExp(`${code}.*${name}`, 's'));
  });
});
