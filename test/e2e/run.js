// Runs the end-to-end tests, or says what is missing for them. In CI nothing may be missing.

const { bundle } = require('../../tools/bin/run-typescript.js');
require(bundle('test/e2e/run.ts'));
