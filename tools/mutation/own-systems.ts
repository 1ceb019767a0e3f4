import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunctions } from '../bundling/bundle-functions';
import { repositoryRoot, typescriptBundle } from '../repository';
import { runApplication } from '../synth/synthesize-system';
import { readSystem, type SystemJson } from './system-json';

/**
 * The environments that are mutated: between them every kind of resource that this system ever has. `prod` has the
 * network firewall, NAT gateways and a private API; `dev` a NAT instance and a regional API.
 */
export const MUTATED_ENVIRONMENTS = ['prod', 'dev'] as const;

/** This system as it is synthesized for the environments. The bundles of its functions lie in `functions`. */
export async function synthesizeForMutation(
  directory: string,
  environments: readonly string[] = MUTATED_ENVIRONMENTS,
): Promise<readonly SystemJson[]> {
  const bundles = join(directory, 'functions');
  await bundleFunctions({ root: repositoryRoot, outDir: bundles });
  const script = typescriptBundle('stacks/main.ts', { standalone: true });
  const systems: SystemJson[] = [];
  for (const environment of environments) {
    const out = join(directory, environment);
    mkdirSync(out);
    cpSync(bundles, join(out, 'functions'), { recursive: true });
    await runApplication(script, out, environment);
    systems.push(readSystem(environment, out));
  }
  return systems;
}
