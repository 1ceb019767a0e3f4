import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TerraformEnvironment, writeCliConfig } from '../../../tools/terraform/cli-config';

/** A directory for the files of a test, and Terraform to run in it. */
export class TerraformSandbox {
  readonly directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-hcl-'));
  private readonly env: TerraformEnvironment = writeCliConfig({ directory: join(this.directory, 'cli') });

  /** Writes the files into a directory of their own and returns its path. */
  write(name: string, files: Iterable<readonly [string, string]>): string {
    const path = join(this.directory, name);
    mkdirSync(path, { recursive: true });
    for (const [file, text] of files) writeFileSync(join(path, file), text);
    return path;
  }

  /** Output on success. @throws with what Terraform said otherwise */
  run(cwd: string, args: readonly string[], input?: string): string {
    const { stdout, stderr, status, error } = spawnSync('terraform', args, {
      cwd,
      input,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, ...this.env },
    });
    if (error) throw error;
    if (status !== 0) throw new Error(`terraform ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  }

  dispose(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
