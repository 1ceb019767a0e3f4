// Writes docs/costs.md and its charts. The code is tools/cost/write-costs-page.ts.

require(require('./run-typescript.js').bundle('tools/cost/write-costs-page.ts'));
