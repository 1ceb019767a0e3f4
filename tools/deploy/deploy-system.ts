import type { SynthesizedStack, SynthesizedSystem } from '../synth/synthesize-system';
import type { TerraformContext } from '../terraform/run-terraform';
import { apply, destroy, init, type Plan, plan } from '../terraform/terraform-commands';

/** How Terraform is to be run for every stack. */
export type Terraform = Omit<TerraformContext, 'directory' | 'onLine'>;

export interface DeployOptions {
  readonly terraform: Terraform;
  /** Told before each stack. @default nobody */
  readonly onStack?: (stack: SynthesizedStack) => void;
  /** Each line that Terraform prints. @default nobody */
  readonly onLine?: (stack: SynthesizedStack, line: string) => void;
}

/** Initialises and applies the stacks, each after those whose state it reads. Stops at the first that fails. */
export async function applySystem(system: SynthesizedSystem, options: DeployOptions): Promise<void> {
  for (const stack of system.stacks) {
    options.onStack?.(stack);
    const context = contextOf(stack, options);
    await init(context);
    await apply(context);
  }
}

/** The plan of each stack, by its name. The stacks must have been applied: they read each other's state. */
export async function planSystem(
  system: SynthesizedSystem,
  options: DeployOptions,
): Promise<ReadonlyMap<string, Plan>> {
  const plans = new Map<string, Plan>();
  for (const stack of system.stacks) {
    options.onStack?.(stack);
    plans.set(stack.name, await plan(contextOf(stack, options)));
  }
  return plans;
}

/** Destroys the stacks in the opposite order. */
export async function destroySystem(system: SynthesizedSystem, options: DeployOptions): Promise<void> {
  for (const stack of [...system.stacks].reverse()) {
    options.onStack?.(stack);
    await destroy(contextOf(stack, options));
  }
}

function contextOf(stack: SynthesizedStack, { terraform, onLine }: DeployOptions): TerraformContext {
  return { ...terraform, directory: stack.jsonDirectory, onLine: onLine && ((line) => onLine(stack, line)) };
}
