import { runTerraform, type TerraformContext, type TerraformResult } from './run-terraform';

const PLAIN = ['-input=false', '-no-color'] as const;

/** How many resources Terraform works on at once. Its own default is 10. */
export interface Parallelism {
  /** @default Terraform's own, 10 */
  readonly parallelism?: number;
}

export interface InitOptions {
  /** Resolve modules and providers only. @default true: the backend is initialised */
  readonly backend?: boolean;
  /** Settings left out of the configuration's backend block. @default none */
  readonly backendConfig?: Readonly<Record<string, string>>;
  /** Forget what an earlier init remembered about the backend. @default false */
  readonly reconfigure?: boolean;
}

/** `terraform init`: once a working directory, and after each change of providers, modules or backend. */
export async function init(context: TerraformContext, options: InitOptions = {}): Promise<void> {
  const args = ['init', ...PLAIN];
  if (options.backend === false) args.push('-backend=false');
  if (options.reconfigure) args.push('-reconfigure');
  for (const [key, value] of Object.entries(options.backendConfig ?? {})) {
    args.push(`-backend-config=${key}=${value}`);
  }
  await runTerraform(context, args);
}

/** What `terraform validate` finds, with the place. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly file?: string;
  readonly line?: number;
}

export interface Validation {
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

interface RawDiagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/** `terraform validate`: an invalid configuration is an answer, not an exception. */
export async function validate(context: TerraformContext): Promise<Validation> {
  const { stdout } = await runTerraform(context, ['validate', '-json', '-no-color'], { accept: [0, 1] });
  const answer = JSON.parse(stdout) as { valid: boolean; diagnostics?: readonly RawDiagnostic[] };
  const diagnostics = (answer.diagnostics ?? []).map((raw) => ({
    severity: raw.severity,
    summary: raw.summary,
    detail: raw.detail ?? '',
    ...(raw.address !== undefined && { address: raw.address }),
    ...(raw.range && { file: raw.range.filename, line: raw.range.start.line }),
  }));
  return { valid: answer.valid, diagnostics };
}

/** The files of the directory, and below, that `terraform fmt` would change. */
export async function fmtCheck(context: TerraformContext): Promise<readonly string[]> {
  const args = ['fmt', '-check', '-list=true', '-recursive', '-no-color'];
  const { stdout } = await runTerraform(context, args, { accept: [0, 3] });
  return stdout.split('\n').filter((line) => line !== '');
}

/** Formats the files of the directory and below in place; gives those that changed. */
export async function fmt(context: TerraformContext): Promise<readonly string[]> {
  const { stdout } = await runTerraform(context, ['fmt', '-list=true', '-recursive', '-no-color']);
  return stdout.split('\n').filter((line) => line !== '');
}

export interface PlanOptions extends Parallelism {
  /** Where to save the plan, for `apply` and `showPlan`; relative to the working directory. @default not saved */
  readonly out?: string;
  /** Plan the destruction. @default false */
  readonly destroy?: boolean;
  /** @default true */
  readonly refresh?: boolean;
}

/** `terraform plan`. */
export interface Plan {
  /** Whether applying it would do anything, a change of outputs included. */
  readonly changes: boolean;
  /** The plan as Terraform prints it. */
  readonly text: string;
}

export async function plan(context: TerraformContext, options: PlanOptions = {}): Promise<Plan> {
  const args = ['plan', ...PLAIN, '-detailed-exitcode', ...parallelism(options)];
  if (options.out !== undefined) args.push(`-out=${options.out}`);
  if (options.destroy) args.push('-destroy');
  if (options.refresh === false) args.push('-refresh=false');
  const { code, stdout } = await runTerraform(context, args, { accept: [0, 2] });
  return { changes: code === 2, text: stdout };
}

/** A change of one resource in a plan's JSON, as far as this project reads it. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly ('no-op' | 'create' | 'read' | 'update' | 'delete' | 'forget')[];
    readonly before: unknown;
    readonly after: unknown;
    readonly after_unknown?: unknown;
  };
}

/** A plan's JSON (`format_version` 1), as far as this project reads it. */
export interface PlanJson {
  readonly format_version: string;
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly [key: string]: unknown;
}

/** A saved plan as JSON. */
export async function showPlan(context: TerraformContext, planFile: string): Promise<PlanJson> {
  const quiet = { ...context, onLine: undefined };
  const { stdout } = await runTerraform(quiet, ['show', '-json', '-no-color', planFile]);
  return JSON.parse(stdout) as PlanJson;
}

export interface ApplyOptions extends Parallelism {
  /** A plan saved by `plan`: exactly it is applied. @default a new plan is made and applied */
  readonly planFile?: string;
}

/** `terraform apply`, without a question. */
export async function apply(context: TerraformContext, options: ApplyOptions = {}): Promise<TerraformResult> {
  const args = ['apply', ...PLAIN, '-auto-approve', ...parallelism(options)];
  if (options.planFile !== undefined) args.push(options.planFile);
  return runTerraform(context, args);
}

/** `terraform destroy`, without a question. */
export async function destroy(
  context: TerraformContext,
  options: Parallelism = {},
): Promise<TerraformResult> {
  return runTerraform(context, ['destroy', ...PLAIN, '-auto-approve', ...parallelism(options)]);
}

/** The values of the outputs, by name: sensitive ones too, so do not print it. */
export async function output(context: TerraformContext): Promise<Readonly<Record<string, unknown>>> {
  const quiet = { ...context, onLine: undefined };
  const { stdout } = await runTerraform(quiet, ['output', '-json', '-no-color']);
  const outputs = JSON.parse(stdout) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

/** The addresses of all resources in the state: empty after a clean destroy. */
export async function stateList(context: TerraformContext): Promise<readonly string[]> {
  const { stdout } = await runTerraform({ ...context, onLine: undefined }, ['state', 'list']);
  return stdout.split('\n').filter((line) => line !== '');
}

function parallelism(options: Parallelism): string[] {
  return options.parallelism === undefined ? [] : [`-parallelism=${options.parallelism}`];
}
