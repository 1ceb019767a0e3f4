// Writes policies/rules/registry.ts from the files on disk, then docs/rules.md from the registry.
// The first part is here because the second is bundled with the registry in it.

const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { bundle, root } = require('./run-typescript.js');
const { renderRegistry } = require(bundle('tools/docs/rule-registry.ts'));

const file = join(root, 'policies/rules/registry.ts');
const folder = join(root, 'policies/rules');
const files = readdirSync(folder, { withFileTypes: true })
  .filter((area) => area.isDirectory())
  .flatMap((area) =>
    readdirSync(join(folder, area.name))
      .filter((name) => name.startsWith(`${area.name}-`) && name.endsWith('.ts'))
      .map((name) => `${area.name}/${name.slice(0, -3)}`),
  );
const text = renderRegistry(files);
let before = '';
try {
  before = readFileSync(file, 'utf8');
} catch {}
if (before !== text) writeFileSync(file, text);

require(bundle('tools/docs/write-rule-pages.ts'));
