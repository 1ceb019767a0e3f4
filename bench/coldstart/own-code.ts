import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * The SDK without its work: clients that answer at once what the scenario says. What is left of an invocation is our own
 * code. Names are made up as they are asked for, whatever a client's package exports.
 */
const FAKE_CLIENT = (folder: string): string => `
  const { answerOf } = require(${JSON.stringify(join(folder, 'scenario.ts'))});
  const { SCENARIOS } = require(${JSON.stringify(join(folder, 'scenarios.ts'))});
  const scenario = SCENARIOS[process.env.SCENARIO];
  const made = {};
  function make(name) {
    if (name.endsWith('Client')) return class { send(command) { return Promise.resolve(command.answer()); } };
    if (!name.endsWith('Command')) return class extends Error {};
    const operation = name.slice(0, -'Command'.length);
    return class {
      constructor(input) { this.input = input; }
      answer() {
        const answer = answerOf(scenario, operation, this.input);
        if ('json' in answer) return answer.json;
        const bytes = Buffer.from(answer.text);
        return { ContentLength: bytes.length, Body: { transformToByteArray: async () => new Uint8Array(bytes) } };
      }
    };
  }
  module.exports = Object.create(new Proxy({}, {
    get: (_target, name) => typeof name === 'symbol' || name === '__esModule' ? undefined : (made[name] ??= make(name)),
  }));
`;

/** The webhook's connection is the partner's time: it is answered at once. */
const FAKE_POST = (original: string): string => `
  export { parseServiceUrl } from ${JSON.stringify(original)};
  export const post = () => Promise.resolve({ status: 202, retryAfter: undefined });
`;

/** Replaces what is the services' part of an invocation. For measuring only. */
export function servicesAnsweredAtOnce(root: string): Plugin {
  const folder = join(root, 'bench', 'coldstart');
  const original = join(root, 'functions', 'adapters', 'https-post.ts');
  return {
    name: 'services-answered-at-once',
    setup(build) {
      build.onResolve({ filter: /^@aws-sdk\/client-/ }, ({ path }) => ({ path, namespace: 'fake-client' }));
      build.onLoad({ filter: /.*/, namespace: 'fake-client' }, () => ({
        contents: FAKE_CLIENT(folder),
        loader: 'js',
        resolveDir: root,
      }));
      build.onResolve({ filter: /\/https-post$/ }, ({ path }) => ({ path, namespace: 'fake-post' }));
      build.onLoad({ filter: /.*/, namespace: 'fake-post' }, () => ({
        contents: FAKE_POST(original),
        loader: 'js',
        resolveDir: root,
      }));
    },
  };
}
