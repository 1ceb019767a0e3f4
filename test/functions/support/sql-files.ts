import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type * as Migrations from '../../../functions/migrate-database/migrations';

/** The migrations as the bundle has them: esbuild reads the SQL files as texts, and jest cannot import them. */
export function loadMigrations(): typeof Migrations {
  const [output] = buildSync({
    entryPoints: [join(__dirname, '../../../functions/migrate-database/migrations.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    loader: { '.sql': 'text' },
    write: false,
  }).outputFiles;
  const loaded = { exports: {} };
  new Function('module', 'exports', 'require', output?.text ?? '')(loaded, loaded.exports, require);
  return loaded.exports as typeof Migrations;
}
