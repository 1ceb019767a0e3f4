import type { Plugin } from 'esbuild';

const REPLACED = /^@aws-sdk\/credential-provider-node$/;
const NAMESPACE = 'environment-credentials';

/**
 * Stands in for the SDK's chain of credential sources. On Lambda, credentials come from the environment and from nowhere
 * else; the chain would bring single sign-on, web identity and configuration files along, with a client each: a fifth of
 * the time that the module takes to load (GOTCHAS, "Handlers' cold start").
 */
const MODULE = `
import { fromEnv } from '@aws-sdk/credential-provider-env';
export const defaultProvider = (init) => fromEnv(init);
`;

/** @param root where `node_modules` is found */
export function environmentCredentials(root: string): Plugin {
  return {
    name: NAMESPACE,
    setup(build) {
      build.onResolve({ filter: REPLACED }, ({ path }) => ({ path, namespace: NAMESPACE }));
      build.onLoad({ filter: REPLACED, namespace: NAMESPACE }, () => ({
        contents: MODULE,
        loader: 'js',
        resolveDir: root,
      }));
    },
  };
}
