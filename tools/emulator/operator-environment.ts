import { devNull } from 'node:os';
import type { SigningKey } from './gateway/signed-request';

/** Variables with which Terraform, the AWS CLI and SDKs use the emulator and nothing else. */
export function operatorEnvironment(
  endpoint: string,
  region: string,
  { accessKeyId, secretAccessKey }: SigningKey,
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    // A token of a real session would be sent along with a key that it does not belong to.
    AWS_SESSION_TOKEN: '',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    // Profiles of this machine must not decide where calls go.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}
