import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeApplication } from './application';
import { loadEnvironment } from './environments/load';
import { defineSystem } from './system';

/**
 * The cdktf application. Run by `vpc-lambda synth` and by every `cdktf` command, bundled into one script.
 *
 * Reads CDKTF_OUTDIR (where to write) and VPC_LAMBDA_ENV (for which environment, `emulator` if it is not set), and the
 * manifest of the bundled functions in the output directory.
 */
synthesizeApplication(__filename, (app) => {
  const manifest = join(app.outdir, 'functions', 'manifest.json');
  const environment = loadEnvironment(process.env['VPC_LAMBDA_ENV'] ?? 'emulator');
  defineSystem(app, environment, JSON.parse(readFileSync(manifest, 'utf8')));
});
