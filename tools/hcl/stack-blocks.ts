import { configurationSchema } from '../../policies/schema/terraform-schema';
import { jsonBlocks, writeBody } from './body';
import { HclError, within } from './hcl-error';
import { FILE_ORDER, fileOf } from './layout';
import type { BlockNode } from './nodes';

/** A block of the stack, and where it will stand. */
export interface StackBlock {
  readonly node: BlockNode;
  readonly file: string;
  /** What the blocks of a file are ordered by. */
  readonly order: string;
  /** From the metadata that cdktf leaves in the JSON. */
  readonly constructPath?: string;
}

interface Draft extends StackBlock {
  /** `aws_iam_policy_document.x`, for a policy document. */
  readonly document?: string;
  /** The policy documents that it refers to. */
  readonly uses: readonly string[];
}

const DOCUMENT = 'aws_iam_policy_document';
const DOCUMENT_REFERENCE = /\bdata\.aws_iam_policy_document\.([\w-]+)/g;

/** All blocks of the stack, in the order in which they are written: by file, then beside what uses them, then by path. */
export function stackBlocks(json: Readonly<Record<string, unknown>>): readonly StackBlock[] {
  const outputs = outputPaths(json);
  const drafts: Draft[] = [];
  for (const [section, value] of Object.entries(json)) {
    if (section === '//') continue;
    const type = configurationSchema().blocks.get(section);
    if (!type) throw new HclError(section, 'Terraform has no such block at the top level');
    for (const { labels, body } of within(section, () => jsonBlocks(value, type.labels))) {
      const path = metadataPath(body) ?? (section === 'output' ? outputs.get(labels[0] ?? '') : undefined);
      const address = [section === 'resource' ? '' : section, ...labels]
        .filter((part) => part !== '')
        .join('.');
      const children = within(address, () => writeBody(body, type.body(labels)));
      const isDocument = section === 'data' && labels[0] === DOCUMENT;
      drafts.push({
        node: { kind: 'block', type: section, labels, body: children },
        file: fileOf(section, labels[0] ?? ''),
        order: path === undefined ? `\uffff${address}` : `${path.replaceAll('/', '\u0000')}\u0000`,
        ...(path === undefined ? {} : { constructPath: path }),
        ...(isDocument ? { document: labels[1] ?? '' } : {}),
        uses: [
          ...new Set([...JSON.stringify(body).matchAll(DOCUMENT_REFERENCE)].map((match) => match[1] ?? '')),
        ],
      });
    }
  }
  return arrange(drafts);
}

/** Sorts, then moves each policy document to just before the first block that uses it. */
function arrange(drafts: readonly Draft[]): readonly StackBlock[] {
  const sorted = [...drafts].sort((a, b) => fileRank(a.file) - fileRank(b.file) || compare(a.order, b.order));
  const documents = new Map(
    sorted.flatMap((draft) => (draft.document === undefined ? [] : [[draft.document, draft]])),
  );
  const placed = new Set<Draft>();
  const result: StackBlock[] = [];

  const place = (draft: Draft, file: string): void => {
    if (placed.has(draft)) return;
    placed.add(draft);
    for (const name of draft.uses) {
      const document = documents.get(name);
      if (document) place(document, file);
    }
    result.push({ ...draft, file });
  };
  for (const draft of sorted)
    if (draft.document === undefined && draft.node.type !== 'output') place(draft, draft.file);
  for (const draft of sorted) place(draft, draft.document === undefined ? draft.file : 'iam.tf');
  return result.sort((a, b) => fileRank(a.file) - fileRank(b.file));
}

function fileRank(file: string): number {
  return FILE_ORDER.indexOf(file);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function metadataPath(body: Readonly<Record<string, unknown>>): string | undefined {
  const comment = body['//'];
  if (!isRecord(comment) || !isRecord(comment['metadata'])) return undefined;
  const path = comment['metadata']['path'];
  return typeof path === 'string' ? path : undefined;
}

/** cdktf says of outputs, at the top, which construct each belongs to: `{ stack: { id: { … }: name } }`. */
function outputPaths(json: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'string') paths.set(value, path);
    if (isRecord(value)) {
      for (const [id, inner] of Object.entries(value)) visit(inner, path === '' ? id : `${path}/${id}`);
    }
  };
  const comment = json['//'];
  if (isRecord(comment)) visit(comment['outputs'], '');
  return paths;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
