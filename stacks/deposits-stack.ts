import { LambdaInvocation } from '@cdktf/provider-aws/lib/lambda-invocation';
import type { App, ITerraformDependable } from 'cdktf';
import type { FunctionContract } from '../functions/shared/contract';
import { AccountLogging } from '../modules/api/account-logging';
import type { BodySchema } from '../modules/api/body-schema';
import { RestApi } from '../modules/api/rest-api';
import {
  destinationsOf,
  profileOf,
  type SecurityProfile,
  securityProfiles,
} from '../modules/compute/security-profile';
import { VpcFunction } from '../modules/compute/vpc-function';
import { CustomerKey, type ICustomerKey } from '../modules/data/customer-key';
import { ImportedSecret } from '../modules/data/secret-access';
import { type IQueue, Queue } from '../modules/messaging/queue';
import { CheckedEndpoints } from '../modules/network/checked-endpoints';
import { VpcEndpoints } from '../modules/network/endpoints';
import { type INetwork, Network } from '../modules/network/network';
import { SecurityGroup } from '../modules/network/security-group';
import type { IServiceAccess } from '../modules/network/service-access';
import type { AccessAttributes, AccessStack } from './access-stack';
import { type Artefacts, artefactOf } from './artefacts';
import { type Binding, bind, serviceNeeds } from './bindings';
import type { DataStack } from './data-stack';
import type { EnvironmentConfig } from './environments/schema';
import type { NetworkStack } from './network-stack';
import { importResources } from './resources';
import { SystemStack } from './system-stack';

/** The endpoints, made by the access stack or kept by the owner of shared subnets. */
type Endpoints = IServiceAccess & Pick<CheckedEndpoints, 'endpointId'>;

/** What this stack reads. */
interface Stacks {
  readonly foundation: NetworkStack;
  readonly data: DataStack;
  readonly access: AccessStack;
}

interface Surroundings {
  readonly network: INetwork;
  readonly endpoints: Endpoints;
  readonly access: AccessAttributes;
  /** Encrypts the functions' environment. */
  readonly keyArn: string;
  readonly failures: IQueue;
}

/** The functions and their API. No data is in it: it can be destroyed and made again at any time. */
export class DepositsStack extends SystemStack {
  private readonly logsKey: ICustomerKey;

  constructor(
    scope: App,
    environment: EnvironmentConfig,
    private readonly system: {
      readonly contracts: readonly FunctionContract[];
      readonly artefacts: Artefacts;
    },
    stacks: Stacks,
  ) {
    super(scope, 'deposits', environment);
    const { foundation, data } = stacks;
    const { contracts } = system;
    this.logsKey = CustomerKey.fromAttributes(this.read(foundation, 'logs_key', foundation.logsKey));
    const resources = importResources(this, data);
    const bindings = new Map(contracts.map((contract) => [contract.name, bind(contract, resources)]));
    const surroundings = this.surroundings(stacks, bindings);
    const groups = this.createSecurityGroups(bindings, surroundings.network);
    const create = (contract: FunctionContract, liveAfter: readonly ITerraformDependable[]) =>
      this.createFunction(
        contract,
        bindings.get(contract.name) ?? [],
        groups(contract.name),
        surroundings,
        liveAfter,
      );
    // What a deployment calls comes first; everything else goes live when it is done.
    const [first, others] = partition(contracts, isCalledOnDeployment);
    const functions = new Map(first.map((contract) => [contract.name, create(contract, [])]));
    const migrations = this.invokeOnDeployment(functions);
    for (const contract of others) functions.set(contract.name, create(contract, migrations));
    this.rotateSecrets(functions, data, migrations);
    this.createApi(functions, surroundings);
  }

  private surroundings(
    { foundation, data, access: accessStack }: Stacks,
    bindings: ReadonlyMap<string, readonly Binding[]>,
  ): Surroundings {
    const network = Network.fromAttributes(
      this,
      'network',
      this.read(foundation, 'network', foundation.network),
    );
    const access = this.read(accessStack, 'access', accessStack.access);
    const { functionsKey: key, failures } = this.read(data, 'data', data.data);
    return {
      network,
      endpoints: this.findEndpoints(network, access, bindings),
      access,
      keyArn: key.keyArn,
      failures: Queue.fromAttributes(this, 'failures', failures),
    };
  }

  private findEndpoints(
    network: INetwork,
    { endpoints }: AccessAttributes,
    bindings: ReadonlyMap<string, readonly Binding[]>,
  ): Endpoints {
    if (endpoints) return VpcEndpoints.fromAttributes(this, 'endpoints', endpoints);
    const needs = [...bindings].flatMap(([name, bound]) => serviceNeeds(name, bound));
    const { region, api } = this.environment;
    return new CheckedEndpoints(this, 'endpoints', {
      network,
      region,
      services: [
        ...needs.map(({ service }) => service),
        ...(api.exposure === 'private' ? ['execute-api'] : []),
      ],
    });
  }

  /** One group for all functions that reach the same places: see docs/adr/0006. */
  private createSecurityGroups(
    bindings: ReadonlyMap<string, readonly Binding[]>,
    network: INetwork,
  ): (functionName: string) => SecurityGroup {
    const needs = [...bindings].map(
      ([name, bound]) => [name, destinationsOf(bound.map(({ capability }) => capability))] as const,
    );
    const profiles = securityProfiles(Object.fromEntries(needs));
    const groups = new Map(
      profiles.map((profile) => [profile.name, this.createSecurityGroup(profile, network)]),
    );
    return (functionName) => {
      const { name } = profileOf(profiles, functionName);
      const group = groups.get(name);
      if (!group) throw new Error(`no security group was made for the profile ${name}`);
      return group;
    };
  }

  /**
   * Says what is reached and not by whom: AWS cannot change the description of a group. A function that joins would
   * replace the group, and the published versions of the others would hold the old one for ever.
   */
  private createSecurityGroup({ name, destinations }: SecurityProfile, network: INetwork): SecurityGroup {
    const reached = destinations.map((to) => (to.kind === 'service' ? to.service : `${to.host}:${to.port}`));
    return new SecurityGroup(this, `reach-${name}`, {
      name: `${this.prefix}-${name}`,
      description: `Functions that reach ${reached.join(', ') || 'nothing'}`.slice(0, 255),
      vpcId: network.vpcId,
    });
  }

  private createFunction(
    contract: FunctionContract,
    bindings: readonly Binding[],
    securityGroup: SecurityGroup,
    { network, endpoints, access, keyArn, failures }: Surroundings,
    liveAfter: readonly ITerraformDependable[],
  ): VpcFunction {
    const { logs } = this.environment;
    const asynchronous = contract.triggers.some(({ kind }) => kind === 'rotation');
    return new VpcFunction(this, contract.name, {
      name: this.functionName(contract.name),
      description: contract.summary,
      code: artefactOf(this.system.artefacts, contract.name),
      handler: 'index.handler',
      location: this.location,
      network,
      access: endpoints,
      kmsKeyArn: keyArn,
      securityGroup,
      capabilities: bindings.map(({ capability }) => capability),
      environment: Object.assign({ LOG_LEVEL: logs.level }, ...bindings.map(({ variables }) => variables)),
      memoryMib: contract.memoryMib,
      timeoutSeconds: contract.timeoutSeconds,
      reservedConcurrency: contract.reservedConcurrency,
      logRetentionDays: logs.retentionDays,
      onFailure: asynchronous ? { destination: failures.asFailureDestination() } : undefined,
      permissionsBoundaryArn: access.permissionsBoundaryArn,
      liveAfter: liveAfter.length > 0 ? liveAfter : undefined,
    });
  }

  /** Calls what a deployment has to call, while Terraform applies, once for each new code. */
  private invokeOnDeployment(functions: ReadonlyMap<string, VpcFunction>): readonly ITerraformDependable[] {
    return [...functions].map(
      ([name, deployed]) =>
        new LambdaInvocation(this, `invoke-${name}`, {
          functionName: deployed.functionName,
          qualifier: deployed.aliasName,
          input: '{}',
          triggers: { code: artefactOf(this.system.artefacts, name).sha256Base64 },
        }),
    );
  }

  private rotateSecrets(
    functions: ReadonlyMap<string, VpcFunction>,
    data: DataStack,
    after: readonly ITerraformDependable[],
  ): void {
    const secrets = this.read(data, 'data', data.data);
    for (const contract of this.system.contracts) {
      for (const trigger of contract.triggers) {
        const rotator = functions.get(contract.name);
        if (trigger.kind !== 'rotation' || !rotator) continue;
        if (trigger.secret !== 'ledgerApplication' && trigger.secret !== 'pseudonymKey') {
          throw new Error(
            `functions/${contract.name}/contract.ts rotates ${trigger.secret}, which is no secret of the data stack`,
          );
        }
        new ImportedSecret(secrets[trigger.secret]).addRotation(this, `rotate-${trigger.secret}`, {
          function: rotator,
          everyDays: this.environment.secretRotationDays,
          after,
        });
      }
    }
  }

  private createApi(functions: ReadonlyMap<string, VpcFunction>, { endpoints }: Surroundings): void {
    const { api, logs } = this.environment;
    const rest = new RestApi(this, 'api', {
      name: this.prefix,
      description: 'Cheque deposits',
      stageName: 'live',
      location: this.location,
      endpoint:
        api.exposure === 'private'
          ? { kind: 'private', vpcEndpointIds: [endpoints.endpointId('execute-api')] }
          : { kind: 'regional' },
      key: this.logsKey,
      logRetentionDays: logs.retentionDays,
      throttling: { ratePerSecond: api.requestsPerSecond, burst: api.burst },
      accountLogging: api.setAccountLogging
        ? new AccountLogging(this, 'api-logging', {
            name: `${this.prefix}-api-logging`,
            location: this.location,
          })
        : undefined,
    });
    for (const contract of this.system.contracts) {
      for (const trigger of contract.triggers) {
        const target = functions.get(contract.name);
        if (trigger.kind !== 'api' || !target) continue;
        rest.addMethod(trigger.method, trigger.path, {
          function: target,
          functionTimeoutSeconds: contract.timeoutSeconds,
          requiredHeaders: trigger.requiredHeaders,
          bodySchema: trigger.bodySchema && (structuredClone(trigger.bodySchema) as BodySchema),
        });
      }
    }
    this.share('api', { id: rest.restApiId, stage: rest.stageName, url: rest.invokeUrl });
  }
}

function isCalledOnDeployment({ triggers }: FunctionContract): boolean {
  return triggers.some(({ kind }) => kind === 'deployment');
}

function partition<T>(
  items: readonly T[],
  holds: (item: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
}
