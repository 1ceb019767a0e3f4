import { loadEnvironment } from '../../stacks/environments/load';
import { sendSigned } from '../emulator/gateway/signed-request';
import { PartnerBank, type PartnerDelivery } from '../emulator/partner/partner-bank';
import type { Emulator } from '../emulator/start-emulator';

/** The partner bank of a local run: at the host that the environment names, with the key that was deployed. */
export class LocalPartner {
  private keyArn: string | undefined;
  private emulator: Emulator | undefined;

  private constructor(
    readonly bank: PartnerBank,
    /** The deployed address, which leads here. */
    readonly url: string,
  ) {}

  /** @param environment whose partner it is: a name, or the path of a `.json` file */
  static async start(
    environment: string,
    onDelivery?: (delivery: PartnerDelivery) => void,
  ): Promise<LocalPartner> {
    const { url } = loadEnvironment(environment).partner;
    const bank = await PartnerBank.start({
      hostNames: [new URL(url).hostname],
      signingKey: () => partner.readKey(),
      ...(onDelivery ? { onDelivery } : {}),
    });
    const partner = new LocalPartner(bank, url);
    return partner;
  }

  /** Lets it check signatures with the deployed key, which is read anew for each request: it may be rotated. */
  trust(emulator: Emulator, keyArn: string): void {
    this.emulator = emulator;
    this.keyArn = keyArn;
  }

  private async readKey(): Promise<string | undefined> {
    const { emulator, keyArn } = this;
    if (!emulator || keyArn === undefined) return undefined;
    const { status, body } = await sendSigned({
      endpoint: emulator.endpoint,
      region: emulator.environment()['AWS_REGION'] ?? '',
      credentials: emulator.credentials.operator,
      service: 'secretsmanager',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'secretsmanager.GetSecretValue',
      },
      body: JSON.stringify({ SecretId: keyArn }),
    });
    return status === 200 ? (JSON.parse(body) as { SecretString?: string }).SecretString : undefined;
  }
}
