import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '../../policies/graph/resource';
import type { CodeAtHand } from '../../policies/proofs/granted-is-used/result';
import { bundledOperations, type Metafile } from '../../policies/sdk/bundled-operations';
import { readManifest } from '../bundling/manifest';
import { type FunctionCallsOptions, functionCalls } from './function-calls';

/**
 * The code of this system's functions for the proofs: what the code of the function's folder calls, and what its bundle
 * holds. A function is told by the digest of its archive, which names the very bytes that are deployed: an archive that
 * this checkout did not make has no code here.
 *
 * @param bundles where `bundleFunctions` wrote: the synthesized directory's `functions`
 * @throws BundlingError when there are no bundles
 */
export async function codeOfSystem(
  bundles: string,
  options: FunctionCallsOptions = {},
): Promise<(lambda: Resource) => CodeAtHand> {
  const { functions } = await readManifest(bundles);
  const calls = await functionCalls(options);
  const byDigest = new Map<string, CodeAtHand>();
  for (const [name, { sha256Base64 }] of Object.entries(functions)) {
    const found = calls.get(name);
    if (found) byDigest.set(sha256Base64, { calls: found, bundle: readBundle(bundles, name) });
  }
  return (lambda) => {
    const digest = lambda.get('source_code_hash');
    if (typeof digest !== 'string')
      return { absent: 'the digest of its archive (source_code_hash) is not known' };
    return byDigest.get(digest) ?? { absent: 'its archive is none that was made from this checkout' };
  };
}

function readBundle(directory: string, name: string) {
  return bundledOperations(
    JSON.parse(readFileSync(join(directory, `${name}.meta.json`), 'utf8')) as Metafile,
  );
}
