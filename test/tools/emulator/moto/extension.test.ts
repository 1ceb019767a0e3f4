import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findPython } from '../../../../tools/emulator/moto/find-python';
import { repositoryRoot } from '../../../../tools/repository';

/** The parts of the extension that are functions of their arguments, tested in their own language. */
it('the Python tests of the moto extension pass', async () => {
  const { executable } = await findPython();
  const { status, stderr } = spawnSync(executable, ['-m', 'unittest', '-v', 'extension_cases'], {
    cwd: __dirname,
    env: {
      ...process.env,
      PYTHONPATH: join(repositoryRoot, 'tools', 'emulator', 'moto', 'extension'),
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONWARNINGS: 'error::SyntaxWarning',
    },
    encoding: 'utf8',
  });
  // One text, so that a failure shows what Python said.
  expect(`status ${status}\n${stderr}`).toMatch(/^status 0\n[\s\S]*Ran \d{2} tests/);
});
