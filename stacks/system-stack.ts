import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import {
  type App,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  LocalBackend,
  S3Backend,
  type TerraformElement,
  type TerraformRemoteState,
} from 'cdktf';
import { Node } from 'constructs';
import { SinglePassStack } from '../modules/core/single-pass-stack';
import type { AwsLocation } from '../modules/identity/aws-location';
import type { EnvironmentConfig } from './environments/schema';
import { exportAttributes, importAttributes, snakeCase } from './sharing';

/** Versions that the stacks are written for, tested with, and pinned to. */
export const AWS_PROVIDER_VERSION = '5.100.0';
/** The state machines, by the workflows' names in the contracts. */
const STATE_MACHINES: Readonly<Record<string, string>> = {
  clearing: 'clear-deposit',
  batch: 'process-batch',
};
const TERRAFORM_VERSIONS = '>= 1.11.0, < 2.0.0';

/**
 * A stack of this system: provider, backend and the connections to other stacks. Subclasses compose constructs and
 * nothing else.
 */
export class SystemStack extends SinglePassStack {
  private readonly logicalIds = new Map<string, Node>();
  private readonly paths = new Map<Node, string>();
  private readonly remotes = new Map<string, TerraformRemoteState>();

  constructor(
    scope: App,
    readonly stackName: string,
    readonly environment: EnvironmentConfig,
  ) {
    super(scope, stackName);
    this.addProvider();
    this.addBackend();
  }

  /** The beginning of every name in this environment: `deposits-dev`. */
  get prefix(): string {
    return `deposits-${this.environment.name}`;
  }

  /** Where everything is: plain, so that ARNs can be read in a review. */
  get location(): AwsLocation {
    return { partition: 'aws', region: this.environment.region, accountId: this.environment.accountId };
  }

  /** The name of a function and of its role, by the contract's name: known before either exists. */
  functionName(name: string): string {
    return `${this.prefix}-${name}`;
  }

  /** The ARN of a function's role. */
  roleArn(name: string): string {
    return `arn:aws:iam::${this.environment.accountId}:role/${this.functionName(name)}`;
  }

  /** The rule by which S3 tells of an uploaded batch: named here, as the queue of its dead letters is made before it. */
  get batchRuleName(): string {
    return this.functionName('batch-uploaded');
  }

  /** The topic that alarms are sent to, unless the environment names another: known before it exists. */
  get alarmTopicName(): string {
    return this.functionName('alarms');
  }

  /** The name of a state machine, by the workflow's name in the contracts: known before it exists. */
  stateMachineName(workflow: string): string {
    const name = STATE_MACHINES[workflow];
    if (name === undefined) {
      throw new Error(`there is no workflow ${workflow}; allowed: ${Object.keys(STATE_MACHINES).join(', ')}`);
    }
    return this.functionName(name);
  }

  /** How long a deleted key can be restored. */
  get deletionWindowDays(): number {
    return this.environment.protected ? 30 : 14;
  }

  /** Offers the attributes to other stacks under the name. */
  share(name: string, attributes: object): void {
    exportAttributes(this, name, attributes);
  }

  /** The attributes that the producer shares under the name, read from its remote state. */
  read<T extends object>(producer: SystemStack, name: string, attributes: T): T {
    return importAttributes(this.remoteStateOf(producer), name, attributes);
  }

  /**
   * Logical ids that a reviewer can read: the construct's path in snake case, without cdktf's hash
   * (`aws_subnet.network_private_eu_central_1a`). They are the addresses in the state: renaming a construct moves its
   * resource, which a snapshot of all ids shows (test/golden).
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = element instanceof Node ? element : element.node;
    const id = this.snakeCasePath(node);
    const owner = this.logicalIds.get(id);
    if (owner !== undefined && owner !== node) {
      throw new Error(
        `${node.path} and ${owner.path} would have the same logical id ${id}: rename one of them`,
      );
    }
    this.logicalIds.set(id, node);
    return id;
  }

  /** Below this stack. Remembered, because most elements share the beginning of their path. */
  private snakeCasePath(node: Node): string {
    const known = this.paths.get(node);
    if (known !== undefined) return known;
    const parent = node.scope?.node;
    const above = parent === undefined || parent === this.node ? '' : this.snakeCasePath(parent);
    const path = [above, snakeCase(node.id)].filter((part) => part !== '').join('_');
    this.paths.set(node, path);
    return path;
  }

  private addProvider(): void {
    const { emulated, accountId, region, tags } = this.environment;
    new AwsProvider(this, 'aws', {
      region,
      // Also in the emulator, whose account this is: pointed at a real account by mistake, nothing is applied.
      allowedAccountIds: [accountId],
      ...(emulated ? emulatorSettings : { defaultTags: [{ tags }] }),
    });
    this.addOverride('terraform.required_version', TERRAFORM_VERSIONS);
    // cdktf writes the short source `aws`, which some tools resolve to another namespace.
    this.addOverride('terraform.required_providers.aws.source', 'hashicorp/aws');
    this.addOverride('terraform.required_providers.aws.version', AWS_PROVIDER_VERSION);
  }

  private addBackend(): void {
    const { state } = this.environment;
    if (state.backend === 'local') {
      new LocalBackend(this, { path: this.localStatePath(this.stackName) });
      return;
    }
    new S3Backend(this, {
      bucket: state.bucket,
      key: this.stateKey(this.stackName),
      region: state.region,
      encrypt: true,
      kmsKeyId: state.kmsKeyArn,
    });
    // Locking by a lock object beside the state: Terraform 1.10 and later, unknown to cdktf 0.21.
    this.addOverride('terraform.backend.s3.use_lockfile', true);
  }

  private remoteStateOf(producer: SystemStack): TerraformRemoteState {
    const known = this.remotes.get(producer.stackName);
    if (known) return known;
    const { state } = this.environment;
    this.addDependency(producer);
    const id = `state-of-${producer.stackName}`;
    const remote =
      state.backend === 'local'
        ? new DataTerraformRemoteStateLocal(this, id, { path: this.localStatePath(producer.stackName) })
        : new DataTerraformRemoteStateS3(this, id, {
            bucket: state.bucket,
            key: this.stateKey(producer.stackName),
            region: state.region,
          });
    remote.overrideLogicalId(producer.stackName);
    this.remotes.set(producer.stackName, remote);
    return remote;
  }

  /** Relative to a stack's directory, two levels below the output directory, as JSON and as HCL. */
  private localStatePath(stackName: string): string {
    return `../../state/${this.environment.name}/${stackName}.tfstate`;
  }

  private stateKey(stackName: string): string {
    return `deposits/${this.environment.name}/${stackName}.tfstate`;
  }
}

/**
 * The emulator's address and credentials come from the environment (`AWS_ENDPOINT_URL`), which replaces an `endpoints`
 * block and serves the SDKs too. Tags of the provider are left out: the emulator loses them on several types.
 */
const emulatorSettings = {
  skipCredentialsValidation: true,
  skipMetadataApiCheck: 'true',
  skipRequestingAccountId: false,
  s3UsePathStyle: true,
  // An unimplemented call answers 500: at the default of 25 it is retried for minutes, at 1 a dropped connection fails.
  maxRetries: 3,
};
