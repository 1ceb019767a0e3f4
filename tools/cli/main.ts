import { Command } from 'commander';
import { addCostCommand } from './commands/cost';
import { addDoctorCommand } from './commands/doctor';
import { addEmulatorCommand } from './commands/emulator';
import { addExplainCommand } from './commands/explain';
import { addGuardrailsCommand } from './commands/guardrails';
import { addLocalCommand } from './commands/local';
import { addReviewCommand } from './commands/review';
import { addSynthCommand } from './commands/synth';
import { addTryCommand } from './commands/try';
import { describeFailure } from './errors';
import { runProgram } from './run-program';

async function main(): Promise<void> {
  const program = new Command('vpc-lambda')
    .description('AWS Lambda functions inside the organisation’s VPC: synthesized, proven, applied')
    .showHelpAfterError('(vpc-lambda --help lists what is allowed)')
    // `vpc-lambda emulator -- COMMAND --flag`: what follows belongs to the command.
    .enablePositionalOptions()
    .exitOverride();
  addSynthCommand(program);
  addReviewCommand(program);
  addExplainCommand(program);
  addGuardrailsCommand(program);
  addCostCommand(program);
  addTryCommand(program);
  addLocalCommand(program);
  addEmulatorCommand(program);
  addDoctorCommand(program);
  program.addHelpText(
    'after',
    '\nExit status: 0 fine, 1 findings or a failure, 2 wrong usage or unreadable input.',
  );
  await runProgram(program);
}

main().catch((error: unknown) => {
  const { message, status } = describeFailure(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = status;
});
