// Our evaluator, bundled from its TypeScript by the main package's esbuild: this package has no build of its own.
const { join } = require('node:path');

const folder = join(__dirname, '..', '..', '..', 'policies', 'iam');

function load() {
  const { buildSync } = require('esbuild');
  const entry = "export { evaluate } from './evaluate'; export { Policy } from './policy';";
  const { outputFiles } = buildSync({
    stdin: { contents: entry, resolveDir: folder, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, require);
  return module.exports;
}

const { evaluate, Policy } = load();

function policiesOf(given) {
  const level = (name, kind) => (policies, depth) =>
    policies.map((policy, index) => Policy.of(`${name}-${depth}-${index}`, kind, policy));
  return {
    identity: given.identity.map((policy, index) => Policy.of(`identity-${index}`, 'identity', policy)),
    ...(given.boundary ? { boundary: Policy.of('boundary', 'boundary', given.boundary) } : {}),
    ...(given.session ? { session: [Policy.of('session', 'session', given.session)] } : {}),
    ...(given.resource
      ? { resource: Policy.of('resource', given.resource.kind, given.resource.policy) }
      : {}),
    ...(given.endpoint
      ? { endpoint: { policy: Policy.of('endpoint', 'endpoint', given.endpoint), type: 'interface' } }
      : {}),
    ...(given.serviceControl ? { serviceControl: given.serviceControl.map(level('service', 'scp')) } : {}),
    ...(given.resourceControl ? { resourceControl: given.resourceControl.map(level('control', 'rcp')) } : {}),
  };
}

/**
 * The verdict and everything behind it.
 *
 * @param given its `outerSession` is a session policy taken as a layer that must allow whatever else grants
 */
function ours(given) {
  const decision = evaluate(given.request, policiesOf(given));
  if (given.outerSession === undefined || decision.verdict !== 'allowed') {
    return decision;
  }
  return evaluate(given.request, policiesOf({ ...given, endpoint: given.outerSession }));
}

module.exports = { ours, policiesOf, evaluate };
