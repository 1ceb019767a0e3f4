import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

/** The frames of our handlers, which the usual way wraps in middy. */
const FRAMES: Readonly<Record<string, string>> = {
  'api-handler': 'apiHandler',
  'queue-handler': 'queueHandler',
  'schedule-handler': 'scheduleHandler',
  'workflow-handler': 'workflowHandler',
};

/**
 * The same handlers written with AWS Lambda Powertools (logger, tracer, metrics) and middy, in place of our logger and
 * metrics: what a handler does is the same code. Versions are pinned in bench/peers/powertools.
 */
export function withUsualParts(root: string): Plugin {
  const source = join(root, 'bench', 'peers', 'powertools', 'source');
  const shared = join(root, 'functions', 'shared');
  return {
    name: 'with-usual-parts',
    setup(build) {
      build.onResolve({ filter: /\/(logger|metrics)$/ }, ({ path, importer }) => {
        const name = path.endsWith('logger') ? 'logger.mjs' : 'metrics.mjs';
        return importer.startsWith(join(root, 'functions')) ? { path: join(source, name) } : undefined;
      });
      build.onResolve({ filter: /\/(api|queue|schedule|workflow)-handler$/ }, ({ path, importer }) => {
        const name = path.split('/').at(-1) ?? '';
        return importer.startsWith(join(root, 'functions')) ? { path: name, namespace: 'framed' } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace: 'framed' }, ({ path }) => {
        const original = JSON.stringify(join(shared, `${path}.ts`));
        const frame = FRAMES[path];
        return {
          contents: `
            import { ${frame} as original } from ${original};
            import { framed } from ${JSON.stringify(join(source, 'frame.mjs'))};
            export const ${frame} = (logger, ...rest) => framed(logger, original(logger, ...rest));`,
          loader: 'js',
          resolveDir: root,
        };
      });
    },
  };
}

/** The handler, or (where it has none of our frames) the handler within middy. */
export function usualEntry(root: string, name: string): Pick<BuildOptions, 'entryPoints' | 'stdin'> {
  const entry = join(root, 'functions', name, 'handler.ts');
  if (/\/shared\/\w+-handler'/.test(readFileSync(entry, 'utf8'))) return { entryPoints: [entry] };
  const source = join(root, 'bench', 'peers', 'powertools', 'source');
  const contents = `
    import { handler as original } from ${JSON.stringify(entry)};
    import { createLogger } from ${JSON.stringify(join(source, 'logger.mjs'))};
    import { framed } from ${JSON.stringify(join(source, 'frame.mjs'))};
    export const handler = framed(createLogger(${JSON.stringify(name)}), original);`;
  return { stdin: { contents, loader: 'js', resolveDir: root, sourcefile: 'framed.js' } };
}
