import { renderNodes } from './render';
import { type StackBlock, stackBlocks } from './stack-blocks';

/** Terraform's JSON syntax, parsed. */
export type StackJson = Readonly<Record<string, unknown>>;

export interface WriteStackOptions {
  /**
   * Where in TypeScript a construct is made (`stacks/network-stack.ts:42`), by its path.
   * @default no source lines in the comments
   */
  readonly sourceOf?: (constructPath: string) => string | undefined;
}

/** The first line of every file. */
const BANNER = '# Written from cdk.tf.json, which it equals. Change the TypeScript, not this file.';

/**
 * The Terraform JSON of a stack as HCL for people: files by concern, a comment over each block that says which construct
 * it comes from, references bare, policies as data documents. Equal to the JSON in what Terraform makes of it, which
 * `policies/proofs/hcl-equals-json` proves; laid out as `terraform fmt` wants it.
 *
 * Numbers are written as JavaScript holds them, so the JSON has to be one that JavaScript wrote.
 *
 * @returns text by file name, in the order in which the files are read
 * @throws HclError for what Terraform would not read, naming block and attribute
 */
export function writeStack(json: StackJson, options: WriteStackOptions = {}): Map<string, string> {
  const files = new Map<string, string[]>();
  for (const block of stackBlocks(json)) {
    const parts = files.get(block.file) ?? [BANNER];
    files.set(block.file, parts);
    parts.push([...comments(block, options), renderNodes([block.node])].join('\n'));
  }
  return new Map([...files].map(([file, parts]) => [file, wellFormed(`${parts.join('\n\n')}\n`)]));
}

/** Half a surrogate pair cannot be written to a file: it becomes the replacement character, as it does in the JSON. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

function comments({ constructPath }: StackBlock, { sourceOf }: WriteStackOptions): string[] {
  if (constructPath === undefined) return [];
  const source = sourceOf?.(constructPath);
  return [constructPath, ...(source === undefined ? [] : [source])].map(
    (line) => `# ${line.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}`,
  );
}
