import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../repository';

const FOLDER = join(repositoryRoot, 'tools', 'local', 'page');

/** Every file that is served, by its path: nothing else can be asked for. */
const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/main.js': { file: 'main.js', type: 'text/javascript; charset=utf-8' },
  '/board.js': { file: 'board.js', type: 'text/javascript; charset=utf-8' },
  '/details.js': { file: 'details.js', type: 'text/javascript; charset=utf-8' },
  '/logs.js': { file: 'logs.js', type: 'text/javascript; charset=utf-8' },
  '/elements.js': { file: 'elements.js', type: 'text/javascript; charset=utf-8' },
  '/icon.svg': { file: 'icon.svg', type: 'image/svg+xml' },
};

/**
 * A file of the page; undefined where there is none.
 *
 * @param token goes into the page, which sends it with whatever changes something
 */
export async function pageFile(
  path: string,
  token: string,
): Promise<{ readonly type: string; readonly content: string } | undefined> {
  const known = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (!known) return undefined;
  const text = await readFile(join(FOLDER, known.file), 'utf8');
  return { type: known.type, content: path === '/' ? text.replace('{{token}}', token) : text };
}
