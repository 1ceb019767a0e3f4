import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The schemas of a client's operations, as the SDK's generator writes them. */
const SCHEMAS = /[\\/]@aws-sdk[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;

/**
 * Folds the constants that name members of schemas: with `const _hH = "httpHeader"`, `{ [_hH]: 1 }` becomes
 * `{ "httpHeader": 1 }`, which says the same. esbuild cannot know that a computed name has no side effect and keeps all
 * schemas that hold one, and all that those name: of S3's 66 kB, a function that gets and puts objects needs three. Names
 * that are written out it leaves out when nothing uses them.
 */
export function foldedSchemas(): Plugin {
  return {
    name: 'folded-schemas',
    setup(build) {
      build.onLoad({ filter: SCHEMAS }, async ({ path }) => ({
        contents: foldComputedNames(await readFile(path, 'utf8')),
        loader: 'js',
      }));
    },
  };
}

/** A whole line that declares a text without escapes: nothing that could end elsewhere than it seems to. */
const TEXT_CONSTANT = /^const ([A-Za-z_$][\w$]*) = ("[^"\\\n]*");$/gm;
const COMPUTED_NAME = /([{,]\s*)\[([A-Za-z_$][\w$]*)\]:/g;

/** The same module, with computed names that are constant texts written out. What it does not recognise, it leaves. */
export function foldComputedNames(source: string): string {
  const texts = new Map<string, string>();
  for (const [, name = '', text = ''] of source.matchAll(TEXT_CONSTANT)) {
    // `{ "__proto__": x }` sets the prototype, `{ ["__proto__"]: x }` a member.
    if (text !== '"__proto__"') texts.set(name, text);
  }
  return source.replace(COMPUTED_NAME, (computed, before: string, name: string) => {
    const text = texts.get(name);
    return text === undefined ? computed : `${before}${text}:`;
  });
}
