/**
 * Writes `action-table.json`, after an update of the package with the facts. From the root of the repository:
 * `node -e "require(require('./tools/bin/run-typescript.js').bundle('policies/rules/iam/support/generate-action-table.ts'))"`
 */
import { writeFileSync } from 'node:fs';
import { ACTION_TABLE, renderActionTable } from './render-action-table';

renderActionTable()
  .then((text) => writeFileSync(ACTION_TABLE, text))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  });
