import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GuardrailScopeError } from '../../policies/guardrails/guardrail-scope';
import { guardrails, MAX_MANAGED_POLICY_CHARACTERS } from '../../policies/guardrails/guardrails';
import { configuredNames } from '../../policies/guardrails/names-from-graph';
import { type DeployedIds, deployedIds } from '../../policies/guardrails/scope-from-state';
import { loadEnvironment } from '../../stacks/environments/load';
import { loadOwnSystem } from '../cost/own-system';

export interface GuardrailRequest {
  readonly environment: string;
  /** State files, directories of them, or what `terraform show -json` printed. */
  readonly from: readonly string[];
  readonly deployerArns: readonly string[];
  /** What is given here is not looked for in the state. */
  readonly vpcId?: string;
  readonly subnetIds?: readonly string[];
  readonly securityGroupIds?: readonly string[];
  readonly defaultSecurityGroupId?: string;
}

export interface NamedPolicy {
  readonly name: 'service-control-policy' | 'permissions-boundary' | 'functions-boundary';
  readonly text: string;
}

export interface MadeGuardrails {
  readonly environment: string;
  readonly policies: readonly NamedPolicy[];
}

/**
 * The guardrails of an environment: its names from the configuration, its ids from what was deployed.
 *
 * @throws GuardrailScopeError with what is missing and how to give it; InvalidInputError for the environment
 */
export async function makeGuardrails(request: GuardrailRequest): Promise<MadeGuardrails> {
  const { environment, from, deployerArns } = request;
  const { accountId, region } = loadEnvironment(environment);
  const ids = deployedIds(from.flatMap(documentsAt));
  const graph = await loadOwnSystem(environment);
  const { boundaryArn, boundedRoleArns, logGroupArns, boundaryDocument } = configuredNames(graph);
  const { serviceControlPolicy, permissionsBoundary } = guardrails({
    partition: 'aws',
    region,
    accountId,
    vpcId: request.vpcId ?? oneOf(ids),
    subnetIds: request.subnetIds ?? ids.subnetIds,
    securityGroupIds: request.securityGroupIds ?? ids.securityGroupIds,
    ...defaultGroup(request, ids),
    boundaryArn,
    boundedRoleArns,
    logGroupArns,
    deployerArns,
  });
  const functions = boundaryDocument === undefined ? [] : [functionsBoundary(boundaryDocument)];
  return {
    environment,
    policies: [
      { name: 'service-control-policy', text: serviceControlPolicy },
      { name: 'permissions-boundary', text: permissionsBoundary },
      ...functions,
    ],
  };
}

/** Writes each policy to a file of its name. @returns the files */
export function writeGuardrails(
  { environment, policies }: MadeGuardrails,
  directory: string,
): readonly string[] {
  mkdirSync(directory, { recursive: true });
  return policies.map(({ name, text }) => {
    const file = join(directory, `${environment}-${name}.json`);
    writeFileSync(file, `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    return file;
  });
}

/** As the access stack makes it: shown so that whoever attaches the guardrails sees what the roles must keep. */
function functionsBoundary(document: string): NamedPolicy {
  const text = JSON.stringify(JSON.parse(document));
  if (text.length > MAX_MANAGED_POLICY_CHARACTERS) {
    throw new GuardrailScopeError(`the functions' boundary has ${text.length} characters`);
  }
  return { name: 'functions-boundary', text };
}

function oneOf({ vpcIds }: DeployedIds): string {
  const [id, another] = vpcIds;
  if (id === undefined) {
    throw new GuardrailScopeError(
      'no function of the state lies in a VPC: give --from the states after apply (the network and the functions), or --vpc-id, --subnet-id and --security-group-id',
    );
  }
  if (another !== undefined) {
    throw new GuardrailScopeError(`the functions lie in ${vpcIds.join(' and ')}: choose one by --vpc-id`);
  }
  return id;
}

function defaultGroup(
  { defaultSecurityGroupId }: GuardrailRequest,
  { defaultSecurityGroupIds }: DeployedIds,
) {
  const id = defaultSecurityGroupId ?? defaultSecurityGroupIds[0];
  return id === undefined ? {} : { defaultSecurityGroupId: id };
}

function documentsAt(path: string): readonly unknown[] {
  if (!existsSync(path)) throw new GuardrailScopeError(`${path} does not exist`);
  if (statSync(path).isDirectory()) {
    const files = readdirSync(path).filter((name) => name.endsWith('.tfstate'));
    if (files.length === 0) throw new GuardrailScopeError(`${path} holds no .tfstate file`);
    return files.flatMap((name) => documentsAt(join(path, name)));
  }
  try {
    return [JSON.parse(readFileSync(path, 'utf8'))];
  } catch {
    throw new GuardrailScopeError(
      `${path} is not JSON: a state file, or what \`terraform show -json\` prints`,
    );
  }
}
