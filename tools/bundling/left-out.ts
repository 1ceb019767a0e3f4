import type { Plugin } from 'esbuild';

/**
 * Packages that the SDK loads by `import()` in cases that are none on Lambda. esbuild bundles them all the same, and has
 * to wrap every module that they share with the rest, so that nothing of those can be left out as unused: 22 kB and a
 * seventh of the time that the smallest function takes to load.
 */
const LEFT_OUT: Readonly<Record<string, string>> = {
  '@smithy/core/event-streams': 'operations that stream events: no function is granted any',
  bowser: 'what kind of browser this is',
};

/** pino starts worker threads for its transports. A function writes to its standard output. */
const TRANSPORT = 'pino/lib/transport';

const FILTER = new RegExp(`^(${Object.keys(LEFT_OUT).join('|')})$`);
const NAMESPACE = 'left-out';

/** Puts an error in the place of what is left out: whoever comes to need it is told, and not just given nothing. */
export function leftOut(): Plugin {
  return {
    name: NAMESPACE,
    setup(build) {
      build.onResolve({ filter: FILTER }, ({ path, kind }) =>
        kind === 'dynamic-import' ? { path, namespace: NAMESPACE } : undefined,
      );
      build.onResolve({ filter: /^\.\/(lib\/)?transport$/ }, ({ importer }) =>
        /[\\/]node_modules[\\/]pino[\\/]/.test(importer)
          ? { path: TRANSPORT, namespace: NAMESPACE }
          : undefined,
      );
      build.onLoad({ filter: /^pino\//, namespace: NAMESPACE }, () => ({
        contents: `module.exports = () => { throw new Error(${JSON.stringify(
          'pino.transport is not in this bundle (tools/bundling/left-out.ts): functions write to standard output',
        )}); };`,
        loader: 'js',
      }));
      build.onLoad({ filter: FILTER, namespace: NAMESPACE }, ({ path }) => ({
        contents: `throw new Error(${JSON.stringify(message(path))}); export {};`,
        loader: 'js',
      }));
    },
  };
}

function message(path: string): string {
  return `${path} is not in this bundle (tools/bundling/left-out.ts): it is for ${LEFT_OUT[path]}`;
}
