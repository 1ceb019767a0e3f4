// Runs a TypeScript entry point: bundles it with esbuild into .build/, once for each state of its sources, and loads it.
// Plain JavaScript, because it is what makes TypeScript run. No source is compiled twice: the sizes and times of the
// files that went into a bundle stand beside it.

const { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const root = join(__dirname, '..', '..');

/**
 * @param {string} entry path of a .ts file, relative to the repository
 * @param {{ standalone?: boolean }} [options] standalone: packages are bundled too, which makes the script start faster
 * @returns {string} the absolute path of the bundled script; its source map stands beside it
 */
function bundle(entry, options = {}) {
  const script = join(root, '.build', entry.replace(/\.ts$/, '.js'));
  const stampFile = `${script}.stamp.json`;
  if (isFresh(script, stampFile)) return script;
  const result = require('esbuild').buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `${script}.${process.pid}`,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: options.standalone ? 'bundle' : 'external',
    mainFields: ['module', 'main'],
    loader: { '.sql': 'text' },
    // Half the size is parsed in half the time; the source map still leads to every line.
    minifyWhitespace: options.standalone === true,
    minifySyntax: options.standalone === true,
    sourcemap: 'external',
    metafile: true,
    logLevel: 'error',
  });
  mkdirSync(dirname(script), { recursive: true });
  renameSync(`${script}.${process.pid}.map`, `${script}.map`);
  const inputs = Object.keys(result.metafile.inputs).filter((file) => !file.startsWith('node_modules/'));
  const stamps = Object.fromEntries(
    [...inputs, 'package-lock.json'].map((file) => [file, stamp(join(root, file))]),
  );
  writeFileSync(stampFile, JSON.stringify(stamps));
  renameSync(`${script}.${process.pid}`, script);
  return script;
}

function isFresh(script, stampFile) {
  if (!existsSync(script) || !existsSync(stampFile)) return false;
  const stamps = JSON.parse(readFileSync(stampFile, 'utf8'));
  return Object.entries(stamps).every(([file, expected]) => stamp(join(root, file)) === expected);
}

function stamp(file) {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.size}:${stats.mtimeMs}` : 'missing';
}

module.exports = { bundle, root };
