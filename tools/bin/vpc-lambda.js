#!/usr/bin/env node
// The `vpc-lambda` command. The code is tools/cli/main.ts.

require(require('./run-typescript.js').bundle('tools/cli/main.ts'));
