import type { CodeArtefact } from '../modules/compute/function-code';

/** The bundled functions, as the bundler's manifest lists them. */
export interface Artefacts {
  readonly functions: Readonly<Record<string, { readonly file: string; readonly sha256Base64: string }>>;
}

/**
 * Where Terraform finds the zip of a function: beside the stacks, two levels above the directory it works in, whether
 * that holds the JSON or the HCL.
 *
 * @throws Error when the function was not bundled
 */
export function artefactOf(artefacts: Artefacts, functionName: string): CodeArtefact {
  const found = artefacts.functions[functionName];
  if (!found) {
    throw new Error(
      `functions/${functionName} is not among the bundled functions (${Object.keys(artefacts.functions).join(', ')}): is there a handler.ts?`,
    );
  }
  return { file: `\${path.module}/../../functions/${found.file}`, sha256Base64: found.sha256Base64 };
}
