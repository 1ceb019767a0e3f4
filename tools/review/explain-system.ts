import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadGraph } from '../../policies/graph/load';
import { systemView } from '../../policies/model/view/build-view';
import type { SystemView } from '../../policies/model/view/system-view';
import { RuleContext } from '../../policies/rules/context';
import { locateByFrames, locateByHcl } from './locate';

export interface ExplainRequest {
  /** Told of each step as it begins. @default nobody */
  readonly onStep?: (step: string) => void;
}

/**
 * What the functions of a configuration may do and reach.
 *
 * @throws InputError
 */
export async function viewOfPath(path: string, { onStep }: ExplainRequest = {}): Promise<SystemView> {
  onStep?.(`read ${path}`);
  const graph = await loadGraph(path);
  onStep?.('follow permissions and paths');
  const locate = graph.kind === 'synthesized' ? locateByHcl(path) : undefined;
  return systemView(new RuleContext(graph), locate ? { locate } : {});
}

/** The same of this system, with the lines of the code that need each permission. */
export async function viewOfSystem(
  environment: string,
  { onStep }: ExplainRequest = {},
): Promise<SystemView> {
  const out = mkdtempSync(join(tmpdir(), 'vpc-lambda-explain-'));
  try {
    // Here, because who asks about a plan needs none of the constructs.
    const { synthesizeSystem } = await import('../synth/synthesize-system');
    await synthesizeSystem({ environment, out, ...(onStep ? { onStep } : {}) });
    const context = new RuleContext(await loadGraph(out));
    onStep?.('read the functions’ code');
    // Here, because the compiler of TypeScript is among it.
    const { codeOfSystem } = await import('../review-code/code-of-system');
    const { neededLines } = await import('./explain-needs');
    const neededBy = await neededLines(context, await codeOfSystem(join(out, 'functions')));
    onStep?.('follow permissions and paths');
    return systemView(context, { locate: locateByFrames(), neededBy });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
