import type { Command } from 'commander';
import type { GuardrailRequest } from '../../guardrails/make-guardrails';
import { EXIT, UsageError } from '../errors';

interface Options {
  readonly env: string;
  readonly from?: readonly string[];
  readonly deployer?: readonly string[];
  readonly vpcId?: string;
  readonly subnetId?: readonly string[];
  readonly securityGroupId?: readonly string[];
  readonly defaultSecurityGroupId?: string;
  readonly out?: string;
  readonly format: string;
}

const repeated = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `vpc-lambda guardrails`: the policies that keep an account from undoing what the system builds. */
export function addGuardrailsCommand(program: Command): void {
  program
    .command('guardrails')
    .description(
      'write the service control policy and the permissions boundary that hold functions in their VPC',
    )
    .option(
      '--env <name>',
      'environment: a name, or the path of a .json file',
      process.env['VPC_LAMBDA_ENV'] ?? 'emulator',
    )
    .option(
      '--from <path>',
      'a state file, a directory of them, or what `terraform show -json` printed; may be repeated',
      repeated,
    )
    .option(
      '--deployer <arn>',
      'role that may change network, boundary and records; may be repeated, * in its name',
      repeated,
    )
    .option('--vpc-id <id>', 'instead of the one in the state')
    .option(
      '--subnet-id <id>',
      'in which functions may lie, instead of those in the state; may be repeated',
      repeated,
    )
    .option(
      '--security-group-id <id>',
      'that functions may have, instead of those in the state; may be repeated',
      repeated,
    )
    .option('--default-security-group-id <id>', 'of the VPC, instead of the one in the state')
    .option('--out <dir>', 'where to write the policies as files (default: standard output)')
    .option('--format <format>', 'text or json', 'text')
    .addHelpText(
      'after',
      `
Ids exist after apply only: take them from the state, or name them.
  vpc-lambda guardrails --env prod --from network.json --from deposits.json --deployer arn:aws:iam::…:role/deploy
docs/guardrails.md says how to attach the policies, and what they cannot do.`,
    )
    .action(async (options: Options) => {
      if (!['text', 'json'].includes(options.format)) {
        throw new UsageError(`--format ${options.format}: allowed are text and json`);
      }
      process.exitCode = await guardrails(options);
    });
}

async function guardrails({ env, out, format, ...given }: Options): Promise<number> {
  const { makeGuardrails, writeGuardrails } = await import('../../guardrails/make-guardrails');
  const { GuardrailScopeError } = await import('../../../policies/guardrails/guardrail-scope');
  try {
    const made = await makeGuardrails(requestOf(env, given));
    if (out !== undefined) {
      for (const file of writeGuardrails(made, out)) process.stderr.write(`${file}\n`);
    }
    if (format === 'json')
      process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...made }, null, 2)}\n`);
    else if (out === undefined) {
      for (const { name, text } of made.policies) {
        process.stdout.write(`# ${name}, ${text.length} characters\n${text}\n`);
      }
    }
    return EXIT.fine;
  } catch (error) {
    if (error instanceof GuardrailScopeError) throw new UsageError(error.message);
    throw error;
  }
}

function requestOf(environment: string, given: Omit<Options, 'env' | 'out' | 'format'>): GuardrailRequest {
  const { from = [], deployer = [], vpcId, subnetId, securityGroupId, defaultSecurityGroupId } = given;
  if (deployer.length === 0) {
    throw new UsageError('--deployer is missing: without one nobody could change the network any more');
  }
  return {
    environment,
    from,
    deployerArns: deployer,
    ...(vpcId === undefined ? {} : { vpcId }),
    ...(subnetId === undefined ? {} : { subnetIds: subnetId }),
    ...(securityGroupId === undefined ? {} : { securityGroupIds: securityGroupId }),
    ...(defaultSecurityGroupId === undefined ? {} : { defaultSecurityGroupId }),
  };
}
