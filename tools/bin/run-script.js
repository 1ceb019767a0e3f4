// Runs a bundled script with V8's code cache: node tools/bin/run-script.js SCRIPT
// Compiling three megabytes is a sixth of a synth. The cache belongs to one state of the script and one Node.

const { createHash } = require('node:crypto');
const { readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, resolve } = require('node:path');
const vm = require('node:vm');

const DIGEST_BYTES = 32;

/**
 * @param {string} script absolute path
 * @returns {unknown} what it exports
 */
function runScript(script) {
  // V8 itself compares no more of the source than its length.
  const stamp = Buffer.from(`${statSync(script).mtimeMs} ${process.version} ${process.arch}\n`);
  const cacheFile = `${script}.cache`;
  const cachedData = readCache(cacheFile, stamp);
  const compiled = new vm.Script(Module.wrap(readFileSync(script, 'utf8')), {
    filename: script,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData ? { cachedData } : {}),
  });
  const module = new Module(script, require.main);
  const require_ = Module.createRequire(script);
  compiled.runInThisContext().call(module.exports, module.exports, require_, module, script, dirname(script));
  // At the end, so that functions that were compiled on the way are in it.
  if (!cachedData || compiled.cachedDataRejected)
    process.once('exit', () => writeCache(cacheFile, stamp, compiled));
  return module.exports;
}

function readCache(file, stamp) {
  try {
    const cache = readFileSync(file);
    const data = cache.subarray(stamp.length + DIGEST_BYTES);
    return cache.equals(sealed(stamp, data)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Without it the next run is slower, and nothing else. */
function writeCache(file, stamp, compiled) {
  try {
    writeFileSync(`${file}.${process.pid}`, sealed(stamp, compiled.createCachedData()));
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
}

/** V8 checks no sum of its own in a release build: damaged data would end the process. */
function sealed(stamp, data) {
  return Buffer.concat([stamp, createHash('sha256').update(data).digest(), data]);
}

if (require.main === module) {
  const [script] = process.argv.slice(2);
  if (!script) {
    process.stderr.write('usage: node tools/bin/run-script.js SCRIPT\n');
    process.exit(2);
  }
  runScript(resolve(script));
}

module.exports = { runScript };
