import { refuseFindings } from '../review/refuse-findings';
import { synthesizeSystem } from '../synth/synthesize-system';
import { describeFailure } from './errors';

/** What `cdktf synth`, `plan`, `apply` and `destroy` run: the same synth as `vpc-lambda synth`, and the same rules. */
async function main(): Promise<void> {
  try {
    const environment = process.env['VPC_LAMBDA_ENV'] ?? 'emulator';
    const { out } = await synthesizeSystem({
      environment,
      out: process.env['CDKTF_OUTDIR'] ?? 'cdktf.out',
    });
    await refuseFindings(out, environment, (report) => process.stderr.write(report));
  } catch (error) {
    process.stderr.write(`${describeFailure(error).message}\n`);
    process.exitCode = 1;
  }
}

void main();
