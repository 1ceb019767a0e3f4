import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App, TerraformElement, TerraformStack } from 'cdktf';
import { SourceLines } from '../modules/core/source-lines';
import { VERDICTS_CONTEXT } from '../modules/workflow/asl-validation';
import { loadEnvironment } from './environments/load';
import { defineSystem } from './system';

/**
 * The cdktf application. Run by `vpc-lambda synth` and by every `cdktf` command, bundled into one script.
 *
 * Reads CDKTF_OUTDIR (where to write) and VPC_LAMBDA_ENV (for which environment, `emulator` if it is not set), and the
 * manifest of the bundled functions in the output directory. Writes the stacks, and beside them in `sources/` the lines
 * that made each construct.
 */
function main(): void {
  const sources = SourceLines.record(__filename);
  // cdktf captures a whole stack for each of its thousands of tokens and shows none of them; it knows no option for that.
  if (!process.env['VPC_LAMBDA_DEBUG']) Error.captureStackTrace = () => undefined;
  // Beside this script, which is made anew when a source has changed.
  const verdicts = join(dirname(__filename), 'verdicts');
  const app = new App({ context: { [VERDICTS_CONTEXT]: verdicts } });
  const manifest = join(app.outdir, 'functions', 'manifest.json');
  const environment = loadEnvironment(process.env['VPC_LAMBDA_ENV'] ?? 'emulator');
  defineSystem(app, environment, JSON.parse(readFileSync(manifest, 'utf8')));
  app.synth();
  writeSources(app, sources);
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

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
