import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App, TerraformElement, TerraformStack } from 'cdktf';
import { SourceLines } from '../modules/core/source-lines';
import { VERDICTS_CONTEXT } from '../modules/workflow/asl-validation';

/**
 * Synthesizes a cdktf application: writes its stacks, and beside them in `sources/` the lines that made each construct.
 * An error becomes its message on the standard error output and the exit status 1.
 *
 * It begins when the script has been loaded, so that the script itself is no caller of what is made: to find the place
 * in a function of two megabytes takes longer than all the other places together, and it is asked for each construct.
 *
 * @param script the absolute path of the bundled script that runs
 * @param define adds the stacks to the application
 */
export function synthesizeApplication(script: string, define: (app: App) => void): void {
  setImmediate(() => synthesize(script, define));
}

function synthesize(script: string, define: (app: App) => void): void {
  try {
    const sources = SourceLines.record(script);
    // cdktf captures a whole stack for each of its thousands of tokens and shows none of them; it knows no option for that.
    if (!process.env['VPC_LAMBDA_DEBUG']) Error.captureStackTrace = () => undefined;
    // Beside the script, which is made anew when a source has changed.
    const verdicts = join(dirname(script), 'verdicts');
    const app = new App({ context: { [VERDICTS_CONTEXT]: verdicts } });
    define(app);
    app.synth();
    writeSources(app, sources);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function writeSources(app: App, sources: SourceLines): void {
  const directory = join(app.outdir, 'sources');
  mkdirSync(directory, { recursive: true });
  for (const stack of app.node.children.filter((child) => TerraformStack.isStack(child))) {
    const elements = stack.node.findAll().filter((child) => TerraformElement.isTerraformElement(child));
    const recorded = Object.fromEntries(elements.map((element) => [element.node.path, sources.of(element)]));
    writeFileSync(join(directory, `${stack.node.id}.json`), JSON.stringify(recorded));
  }
}
