import { LambdaInvocation } from '@cdktf/provider-aws/lib/lambda-invocation';
import type { ITerraformDependable } from 'cdktf';
import type { FunctionContract } from '../../functions/shared/contract';
import { VpcFunction } from '../../modules/compute/vpc-function';
import type { SecurityGroup } from '../../modules/network/security-group';
import { type Artefacts, artefactOf } from '../artefacts';
import type { Binding } from '../bindings';
import type { SystemStack } from '../system-stack';
import { createSecurityGroups } from './security-groups';
import type { Surroundings } from './surroundings';

/** The deployed functions by their contracts' names. */
export type Functions = ReadonlyMap<string, VpcFunction>;

export interface FunctionsProps {
  readonly contracts: readonly FunctionContract[];
  readonly artefacts: Artefacts;
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  readonly surroundings: Surroundings;
}

export interface CreatedFunctions {
  readonly functions: Functions;
  /** What has to be done before anything is called: the migrations of the database. */
  readonly migrations: readonly ITerraformDependable[];
}

/** Makes the functions from their contracts. What a deployment calls comes first; everything else goes live when that is done. */
export function createFunctions(stack: SystemStack, props: FunctionsProps): CreatedFunctions {
  const { contracts, artefacts, bindings, surroundings } = props;
  const groupOf = createSecurityGroups(stack, surroundings.network, bindings);
  const create = (contract: FunctionContract, liveAfter: readonly ITerraformDependable[]) =>
    createFunction(stack, props, contract, groupOf(contract.name), liveAfter);
  const first = contracts.filter(isCalledOnDeployment);
  const functions = new Map(first.map((contract) => [contract.name, create(contract, [])]));
  const migrations = [...functions].map(
    ([name, deployed]) =>
      new LambdaInvocation(stack, `invoke-${name}`, {
        functionName: deployed.functionName,
        qualifier: deployed.aliasName,
        input: '{}',
        // Once for each new code.
        triggers: { code: artefactOf(artefacts, name).sha256Base64 },
      }),
  );
  for (const contract of contracts) {
    if (!functions.has(contract.name)) functions.set(contract.name, create(contract, migrations));
  }
  return { functions, migrations };
}

function createFunction(
  stack: SystemStack,
  { artefacts, bindings, surroundings }: FunctionsProps,
  contract: FunctionContract,
  securityGroup: SecurityGroup,
  liveAfter: readonly ITerraformDependable[],
): VpcFunction {
  const { network, endpoints, access, keyArn, codeBucketName, failures } = surroundings;
  const { logs } = stack.environment;
  const bound = bindings.get(contract.name) ?? [];
  return new VpcFunction(stack, contract.name, {
    name: stack.functionName(contract.name),
    description: contract.summary,
    code: artefactOf(artefacts, contract.name),
    codeBucketName,
    handler: 'index.handler',
    location: stack.location,
    network,
    access: endpoints,
    kmsKeyArn: keyArn,
    securityGroup,
    capabilities: bound.map(({ capability }) => capability),
    environment: Object.assign({ LOG_LEVEL: logs.level }, ...bound.map(({ variables }) => variables)),
    memoryMib: contract.memoryMib,
    timeoutSeconds: contract.timeoutSeconds,
    reservedConcurrency: contract.reservedConcurrency,
    logRetentionDays: logs.retentionDays,
    onFailure: isAsynchronous(contract) ? { destination: failures.asFailureDestination() } : undefined,
    permissionsBoundaryArn: access.permissionsBoundaryArn,
    liveAfter: liveAfter.length > 0 ? liveAfter : undefined,
  });
}

function isCalledOnDeployment({ triggers }: FunctionContract): boolean {
  return triggers.some(({ kind }) => kind === 'deployment');
}

/** Whether Lambda queues its events, so that a failure would be seen by nobody. */
export function isAsynchronous({ triggers }: FunctionContract): boolean {
  return triggers.some(({ kind }) => kind === 'rotation' || kind === 'schedule');
}
