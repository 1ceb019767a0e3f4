import { synthesizeSystem } from '../synth/synthesize-system';
import { describeFailure } from './errors';

/** What `cdktf synth`, `plan`, `apply` and `destroy` run: the same synth as `vpc-lambda synth`. */
async function main(): Promise<void> {
  try {
    await synthesizeSystem({
      environment: process.env['VPC_LAMBDA_ENV'] ?? 'emulator',
      out: process.env['CDKTF_OUTDIR'] ?? 'cdktf.out',
    });
  } catch (error) {
    process.stderr.write(`${describeFailure(error).message}\n`);
    process.exitCode = 1;
  }
}

void main();
