import { type Command, CommanderError } from 'commander';
import { describeFailure, EXIT } from './errors';

/** Runs a command with the arguments of this process; whatever happens becomes one message and an exit status. */
export async function runProgram(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.fine : EXIT.usage;
      return;
    }
    const { message, status } = describeFailure(error);
    process.stderr.write(`${message}\n`);
    process.exitCode = status;
  }
}
