// node test/oracles/scanner-fixtures/compare.js CASES.json [ID]. The code is compare.ts.

require(require('../../../tools/bin/run-typescript.js').bundle('test/oracles/scanner-fixtures/compare.ts'));
