import type ts from 'typescript';
import { CallSites } from './call-sites';
import { CodeBase } from './code-base';
import type { Conventions } from './conventions';
import { CallFinder } from './find-calls';
import { reachableCode } from './reachable-code';
import { SdkAccess } from './sdk-access';
import type { FunctionCalls } from './sdk-call';

export interface AnalysisOptions extends Conventions {
  /** The directory that positions are relative to. It holds `node_modules`. */
  readonly root: string;
  /** The file that exports the handler, relative to the root, by the function's name. */
  readonly entries: Readonly<Record<string, string>>;
}

/** An entry of a function does not exist. */
export class MissingEntryError extends Error {
  override readonly name = 'MissingEntryError';
}

/**
 * The calls of AWS in the code of each function, from its types: one run of the compiler for all of them.
 *
 * @throws MissingEntryError
 */
export function analyseFunctions(options: AnalysisOptions): ReadonlyMap<string, FunctionCalls> {
  const code = new CodeBase({ root: options.root, entries: Object.values(options.entries) });
  const sites = new CallSites(code);
  const access = new SdkAccess(code);
  return new Map(
    Object.entries(options.entries).map(([name, entry]) => {
      const reached = reachableCode(code, fileOf(code, entry));
      return [name, new CallFinder(code, access, sites, reached, options, name).find()];
    }),
  );
}

function fileOf(code: CodeBase, entry: string): ts.SourceFile {
  const file = code.file(entry);
  if (!file) throw new MissingEntryError(`${entry} does not exist in ${code.root}`);
  return file;
}
