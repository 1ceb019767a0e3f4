import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory for a test, with a Terraform in it that does what a shell script says. */
export class FakeTerraform {
  readonly directory = mkdtempSync(join(tmpdir(), 'fake-terraform-'));
  readonly bin = join(this.directory, 'bin');
  readonly binary = join(this.bin, 'terraform');

  /** @param script the body of a POSIX shell script; `$1` is the command */
  constructor(script: string) {
    mkdirSync(this.bin);
    writeFileSync(this.binary, `#!/bin/sh\n${script}\n`);
    chmodSync(this.binary, 0o755);
  }

  dispose(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
