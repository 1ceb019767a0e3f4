// Weakens the synthesized system one mutation at a time and expects a rule to see each: `npm run mutate:policies`.
// The code is tools/mutation/main.ts.

require(require('./run-typescript.js').bundle('tools/mutation/main.ts'));
