import type { SynthesizedSystem } from '../synth/synthesize-system';
import { output } from '../terraform/terraform-commands';
import type { Terraform } from './deploy-system';

/** What a local run has to know of what was deployed, as the stacks say it in their outputs. */
export interface DeployedOutputs {
  readonly api: { readonly id: string; readonly stage: string };
  readonly ledger: {
    readonly clusterArn: string;
    readonly databaseName: string;
    /** Of the user that owns everything in the database. No function reads it but the migrations. */
    readonly masterSecretArn: string;
  };
  readonly partnerSigningKeyArn: string;
  readonly batchesBucket: string;
}

interface RawOutputs {
  readonly api: { readonly id: string; readonly stage: string };
  readonly data: {
    readonly ledger: {
      readonly cluster_arn: string;
      readonly database_name: string;
      readonly master_secret_arn: string;
    };
    readonly partner_signing_key: { readonly secret_arn: string };
    readonly batches: { readonly bucket_name: string };
  };
}

/** Asks Terraform for the outputs of the applied stacks. */
export async function readOutputs(system: SynthesizedSystem, terraform: Terraform): Promise<DeployedOutputs> {
  const outputsOf = async (name: string): Promise<object> => {
    const stack = system.stacks.find((one) => one.name === name);
    if (!stack) throw new Error(`the system has no stack named ${name}`);
    return output({ ...terraform, directory: stack.jsonDirectory });
  };
  const [held, called] = await Promise.all([outputsOf('data'), outputsOf('deposits')]);
  const { api, data } = { ...held, ...called } as RawOutputs;
  return {
    api: { id: api.id, stage: api.stage },
    ledger: {
      clusterArn: data.ledger.cluster_arn,
      databaseName: data.ledger.database_name,
      masterSecretArn: data.ledger.master_secret_arn,
    },
    partnerSigningKeyArn: data.partner_signing_key.secret_arn,
    batchesBucket: data.batches.bucket_name,
  };
}
