import type { Graph } from '../../../policies/graph/graph';
import type { PageMaterial } from '../../../policies/report/html/page-material';
import { computeDigest } from '../../hcl/digest';
import { sourceFiles } from './source-files';

/**
 * What a page shows of the files that were judged.
 *
 * @param path what was loaded
 */
export function pageMaterial(graph: Graph, path: string): PageMaterial {
  const sources = sourceFiles(graph, path);
  const digest = graph.kind === 'synthesized' ? digestOf(path) : undefined;
  return { ...(sources ? { sources } : {}), ...(digest === undefined ? {} : { digest }) };
}

/** Of the files as they are, whatever `digest.json` says: that is what was judged. */
function digestOf(directory: string): string | undefined {
  try {
    return computeDigest(directory).digest;
  } catch {
    // Something in it is no file, or may not be read. Nobody can approve that by a digest.
    return undefined;
  }
}
