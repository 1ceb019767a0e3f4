// Writes docs/cold-start.md and its charts. The code is tools/docs/cold-start-page.ts.

require(require('./run-typescript.js').bundle('tools/docs/write-cold-start-page.ts'));
