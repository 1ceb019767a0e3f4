// Runs a benchmark: node bench/run.js synth [--runs N]

const { bundle } = require('../tools/bin/run-typescript.js');
const [name = ''] = process.argv.slice(2);
if (!/^[a-z]+(-[a-z]+)*$/.test(name)) {
  process.stderr.write('usage: node bench/run.js <name>, where bench/<name>.ts is the benchmark\n');
  process.exit(2);
}
require(bundle(`bench/${name}.ts`));
