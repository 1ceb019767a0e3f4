import type { CostSection } from '../../cost/report/summary';

/** What a page shows besides the review. Each part is left out with a sentence where it is absent. */
export interface PageMaterial {
  /** The Terraform that is shown with line numbers. @default the input has no files with positions */
  readonly sources?: readonly SourceFile[];
  /** What it costs. @default nobody computed it */
  readonly bill?: CostSection;
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
