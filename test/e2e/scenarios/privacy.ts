import { sampleDeposit } from '../../../tools/deploy/sample-deposit';
import { sendSigned } from '../../../tools/emulator/gateway/signed-request';
import type { RunningSystem } from './running-system';

/** How sample cheque numbers begin: see tools/deploy/sample-deposit.ts. */
const CHEQUE_NUMBERS = '730100';

/** What all scenarios before have left in the logs. */
export function describePrivacy(system: () => RunningSystem): void {
  describe('writes into its logs', () => {
    it('what happened', () => {
      const text = textOf(system());
      for (const message of ['the deposit was accepted', 'the deposit is posted', 'the partner was told']) {
        expect(text).toContain(message);
      }
    });

    it('but no data of customers', () => {
      const text = textOf(system());
      const { depositAccountNumber, drawer } = sampleDeposit;
      for (const value of [
        depositAccountNumber,
        drawer.accountNumber,
        drawer.routingNumber,
        CHEQUE_NUMBERS,
      ]) {
        expect(text).not.toContain(value);
      }
    });

    it('and no secrets', async () => {
      const text = textOf(system());
      const secrets = await secretValues(system());
      expect(secrets.length).toBeGreaterThanOrEqual(4);
      // Which one it is stays unsaid: a failing test would print it.
      expect(secrets.filter((secret) => text.includes(secret)).length).toBe(0);
      expect(text).not.toMatch(/"taskToken":"(?!\[)/);
      expect(text).not.toContain('X-Amz-Signature');
    });
  });
}

function textOf({ logs }: RunningSystem): string {
  return logs.map(({ line }) => line).join('\n');
}

/** Every value in every deployed secret that is long enough to be one. */
async function secretValues({ local }: RunningSystem): Promise<readonly string[]> {
  const { SecretList } = (await secretsManager(local, 'ListSecrets', {})) as {
    SecretList: { ARN: string }[];
  };
  const values = await Promise.all(
    SecretList.map(({ ARN }) => secretsManager(local, 'GetSecretValue', { SecretId: ARN })),
  );
  return values
    .flatMap((value) => leavesOf((value as { SecretString: string }).SecretString))
    .filter((value) => value.length >= 20 && !value.startsWith('arn:'));
}

/** A secret is a text, or JSON that holds texts. */
function leavesOf(secret: string): readonly string[] {
  if (!secret.startsWith('{')) return [secret];
  return Object.values(JSON.parse(secret) as Record<string, unknown>).map(String);
}

async function secretsManager(
  { emulator }: RunningSystem['local'],
  operation: string,
  input: object,
): Promise<object> {
  const { status, body } = await sendSigned({
    endpoint: emulator.endpoint,
    region: emulator.environment()['AWS_REGION'] ?? '',
    credentials: emulator.credentials.operator,
    service: 'secretsmanager',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `secretsmanager.${operation}` },
    body: JSON.stringify(input),
  });
  if (status !== 200) throw new Error(`${operation} answered ${status}`);
  return JSON.parse(body) as object;
}
