import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython, INSTALL_MOTO, MotoMissingError } from '../../../../tools/emulator/moto/find-python';

describe('findPython', () => {
  let bin: string;
  beforeEach(() => {
    bin = mkdtempSync(join(tmpdir(), 'find-python-'));
  });
  afterEach(() => rmSync(bin, { recursive: true, force: true }));

  function python(name: string, script: string): string {
    const file = join(bin, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }
  const answering = (answer: object): string => `echo '${JSON.stringify(answer)}'`;

  it('gives the interpreter behind the command, with its moto', async () => {
    python('python3', answering({ executable: '/real/python3.11', moto: '5.2.1' }));
    await expect(findPython({ env: { PATH: bin } })).resolves.toEqual({
      executable: '/real/python3.11',
      moto: '5.2.1',
    });
  });

  it('goes on to python when python3 cannot import moto', async () => {
    python('python3', answering({ executable: '/a', missing: 'No module named moto' }));
    python('python', answering({ executable: '/b', moto: '5.1.0' }));
    await expect(findPython({ env: { PATH: bin } })).resolves.toEqual({ executable: '/b', moto: '5.1.0' });
  });

  it('takes VPC_LAMBDA_PYTHON and nothing else', async () => {
    python('python3', answering({ executable: '/a', moto: '5.2.1' }));
    const named = python('mine', answering({ executable: '/mine', moto: '5.2.1' }));
    const env = { PATH: bin, VPC_LAMBDA_PYTHON: named };
    await expect(findPython({ env })).resolves.toMatchObject({ executable: '/mine' });
    const broken = { PATH: bin, VPC_LAMBDA_PYTHON: join(bin, 'nothing') };
    await expect(findPython({ env: broken })).rejects.toThrow(/VPC_LAMBDA_PYTHON=.*nothing does not run/);
  });

  it('tells what cannot be imported, and the command that installs it', async () => {
    python('python3', answering({ executable: '/a', missing: 'No module named flask' }));
    const error = await findPython({ env: { PATH: bin } }).catch((caught: Error) => caught);
    expect(error).toBeInstanceOf(MotoMissingError);
    expect((error as Error).message).toBe(
      `moto cannot be imported by /a (No module named flask). Install it: ${INSTALL_MOTO}`,
    );
  });

  it('tells that there is no Python', async () => {
    await expect(findPython({ env: { PATH: bin } })).rejects.toThrow(/no Python on the PATH.*pip install/s);
  });
});
