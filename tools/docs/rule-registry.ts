/** The command that writes the registry and the page of the rules. */
export const RULES_COMMAND = 'npm run rules';

/**
 * The list of all rules as TypeScript: imports have to be static, so that one bundle holds them.
 *
 * @param files the rules' files below policies/rules, without extension: `network/network-no-open-ingress`
 */
export function renderRegistry(files: readonly string[]): string {
  const sorted = [...files].sort();
  const names = sorted.map((file) => camelCase(file.slice(file.indexOf('/') + 1)));
  return [
    `// Written by \`${RULES_COMMAND}\` from the files on disk. Changes made here are lost.`,
    ...sorted.map((file, index) => `import { rule as ${names[index]} } from './${file}';`),
    `import type { Rule } from './rule';`,
    '',
    '/** Every rule, in the order of the names. */',
    'export const RULES: readonly Rule[] = [',
    ...names.map((name) => `  ${name},`),
    '];',
    '',
  ].join('\n');
}

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
