/** What a page shows besides the review. Each part is left out with a sentence where it is absent. */
export interface PageMaterial {
  /** The Terraform that is shown with line numbers. @default the input has no files with positions */
  readonly sources?: readonly SourceFile[];
  /** What it costs. @default nobody computed it */
  readonly bill?: BillSection;
  /** Of what would be applied, as `synth` prints it. @default not given */
  readonly digest?: string;
  /** The script that makes filters and the picture work. @default the page is read without them */
  readonly script?: string;
}

/** A file of Terraform's language. */
export interface SourceFile {
  /** Relative to what was judged, with forward slashes; `hcl/<stack>/<name>.tf` for what was synthesized. */
  readonly path: string;
  readonly text: string;
  /** The stack, in a synthesized directory. */
  readonly stack?: string;
}

/** The bill, as rows of figures that are written out. */
export interface BillSection {
  /** One sentence above the table: `412.30 USD a month, fixed`. */
  readonly summary: string;
  readonly rows: readonly BillRow[];
  /** Where the figures come from, one line each. */
  readonly notes?: readonly string[];
}

export interface BillRow {
  readonly label: string;
  /** With its unit, aligned to the right: `32.85 USD`. */
  readonly value: string;
  readonly note?: string;
}
