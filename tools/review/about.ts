import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '../repository';

interface Package {
  readonly version: string;
  /** Where the repository's files can be read: `https://…/blob/main`. */
  readonly homepage?: string;
}

function read(): Package {
  return require(join(repositoryRoot, 'package.json')) as Package;
}

/** The absolute URI of the page that explains the rules: published if the package says where, otherwise in this checkout. */
export function rulesPage(): string {
  const { homepage } = read();
  return homepage === undefined
    ? pathToFileURL(join(repositoryRoot, 'docs', 'rules.md')).href
    : `${homepage.replace(/(#.*|\/)$/, '')}/docs/rules.md`;
}

export function version(): string {
  return read().version;
}
