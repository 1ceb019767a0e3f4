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

/** A part of pino that no function calls: a function writes lines to its standard output. */
interface PartOfPino {
  /** How pino's modules ask for it. */
  readonly asked: RegExp;
  readonly what: string;
  /** What stands in its place, given the statement that throws. */
  readonly instead: (refuse: string) => string;
}

/**
 * With its destination, `sonic-boom`, pino loads `assert`, and with the question whether it is in a worker,
 * `worker_threads`: a dozen modules of Node, which nobody else here needs. To find its caller takes it a millisecond.
 */
const PARTS_OF_PINO: Readonly<Record<string, PartOfPino>> = {
  transport: {
    asked: /^\.\/(lib\/)?transport$/,
    what: 'pino.transport, which starts a worker thread',
    instead: (refuse) => `module.exports = () => { ${refuse} };`,
  },
  destination: {
    asked: /^sonic-boom$/,
    what: 'pino.destination',
    instead: (refuse) => `module.exports = class SonicBoom { constructor() { ${refuse} } };`,
  },
  'on-exit': {
    asked: /^on-exit-leak-free$/,
    what: 'the end of pino.destination',
    instead: (refuse) => `module.exports = { register() { ${refuse} }, unregister() { ${refuse} } };`,
  },
  multistream: {
    asked: /^\.\/(lib\/)?multistream$/,
    what: 'pino.multistream',
    instead: (refuse) => `module.exports = () => { ${refuse} };`,
  },
  redact: {
    asked: /^@pinojs\/redact$/,
    what: "pino's redaction by paths (functions/shared/redaction.ts is ours)",
    instead: (refuse) => `module.exports = () => { ${refuse} };`,
  },
  stringify: {
    asked: /^safe-stable-stringify$/,
    what: "pino's way to write cycles (functions/shared/redaction.ts leaves none)",
    instead: (refuse) => `module.exports = { configure: () => () => { ${refuse} } };`,
  },
  caller: {
    asked: /^\.\/(lib\/)?caller$/,
    what: 'the files that called pino, which its transports ask for',
    instead: () => 'module.exports = () => [];',
  },
  threads: {
    asked: /^(node:)?worker_threads$/,
    what: 'worker_threads',
    instead: () => 'module.exports = { isMainThread: true };',
  },
};

const FILTER = new RegExp(`^(${Object.keys(LEFT_OUT).join('|')})$`);
const NAMESPACE = 'left-out';
const PINO_NAMESPACE = 'left-out-of-pino';

/** Puts an error in the place of what is left out: whoever comes to need it is told, and not just given nothing. */
export function leftOut(): Plugin {
  return {
    name: NAMESPACE,
    setup(build) {
      build.onResolve({ filter: FILTER }, ({ path, kind }) =>
        kind === 'dynamic-import' ? { path, namespace: NAMESPACE } : undefined,
      );
      build.onLoad({ filter: FILTER, namespace: NAMESPACE }, ({ path }) => ({
        contents: `${refusal(`${path} is not`, `it is for ${LEFT_OUT[path]}`)} export {};`,
        loader: 'js',
      }));
      for (const [path, { asked, what, instead }] of Object.entries(PARTS_OF_PINO)) {
        build.onResolve({ filter: asked }, ({ importer }) =>
          /[\\/]node_modules[\\/]pino[\\/]/.test(importer) ? { path, namespace: PINO_NAMESPACE } : undefined,
        );
        build.onLoad({ filter: new RegExp(`^${path}$`), namespace: PINO_NAMESPACE }, () => ({
          contents: instead(refusal(`${what} is not`, 'functions write to standard output')),
          loader: 'js',
        }));
      }
    },
  };
}

function refusal(what: string, why: string): string {
  const message = `${what} in this bundle (tools/bundling/left-out.ts): ${why}`;
  return `throw new Error(${JSON.stringify(message)});`;
}
