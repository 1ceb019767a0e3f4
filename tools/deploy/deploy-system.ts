import type { SynthesizedStack, SynthesizedSystem } from '../synth/synthesize-system';
import type { TerraformContext } from '../terraform/run-terraform';
import { apply, destroy, init, type Plan, type PlanOptions, plan } from '../terraform/terraform-commands';

/** How Terraform is to be run for every stack. */
export type Terraform = Omit<TerraformContext, 'directory' | 'onLine'>;

/** A stack and how it fares. */
export interface StackProgress {
  readonly stack: SynthesizedStack;
  readonly phase: 'begins' | 'done';
  /** Since it began. */
  readonly seconds: number;
}

export interface DeployOptions {
  readonly terraform: Terraform;
  /** Told when a stack begins and when it is done. @default nobody */
  readonly onStack?: (progress: StackProgress) => void;
  /** Each line that Terraform prints. @default nobody */
  readonly onLine?: (stack: SynthesizedStack, line: string) => void;
}

/**
 * Initialises and applies the stacks, each as soon as those are done whose state it reads: most of the time is the
 * provider waiting for AWS, and stacks wait side by side. When one fails, no further one begins.
 */
export async function applySystem(system: SynthesizedSystem, options: DeployOptions): Promise<void> {
  await inDependencyOrder(
    system.stacks,
    ({ dependencies }) => dependencies,
    options,
    async (context) => {
      await init(context);
      // Four times Terraform's own: creating a function or a queue is one call and then only waiting.
      await apply(context, { parallelism: 40 });
    },
  );
}

/**
 * The plan of each stack, by its name. The stacks must have been applied: they read each other's state.
 *
 * @param options with `out`, the plan is saved under that name in the stack's directory. @default not saved
 */
export async function planSystem(
  system: SynthesizedSystem,
  options: DeployOptions & Pick<PlanOptions, 'out'>,
): Promise<ReadonlyMap<string, Plan>> {
  const plans = new Map<string, Plan>();
  for (const stack of system.stacks) {
    plans.set(stack.name, await plan(contextOf(stack, options), { out: options.out }));
  }
  return plans;
}

/** Destroys the stacks, each as soon as those are gone that read its state. */
export async function destroySystem(system: SynthesizedSystem, options: DeployOptions): Promise<void> {
  const readersOf = ({ name }: SynthesizedStack): readonly string[] =>
    system.stacks.filter(({ dependencies }) => dependencies.includes(name)).map((reader) => reader.name);
  await inDependencyOrder(system.stacks, readersOf, options, async (context) => {
    await destroy(context, { parallelism: 40 });
  });
}

/** Works on each stack once those before it are done, on several at a time. @throws what the first that fails throws */
async function inDependencyOrder(
  stacks: readonly SynthesizedStack[],
  before: (stack: SynthesizedStack) => readonly string[],
  options: DeployOptions,
  work: (context: TerraformContext) => Promise<void>,
): Promise<void> {
  const done = new Map<string, Promise<void>>();
  let failed = false;
  const begin = (stack: SynthesizedStack): Promise<void> => {
    const known = done.get(stack.name);
    if (known) return known;
    const whole = (async () => {
      await Promise.all(stacks.filter(({ name }) => before(stack).includes(name)).map(begin));
      if (failed) return;
      const started = performance.now();
      const tell = (phase: StackProgress['phase']) =>
        options.onStack?.({ stack, phase, seconds: (performance.now() - started) / 1000 });
      tell('begins');
      try {
        await work(contextOf(stack, options));
      } catch (error) {
        failed = true;
        throw error;
      }
      tell('done');
    })();
    done.set(stack.name, whole);
    return whole;
  };
  // Those under way are waited for, also when one of them has failed: Terraform holds the lock of its state.
  const ends = await Promise.allSettled(stacks.map(begin));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}

function contextOf(stack: SynthesizedStack, { terraform, onLine }: DeployOptions): TerraformContext {
  return { ...terraform, directory: stack.jsonDirectory, onLine: onLine && ((line) => onLine(stack, line)) };
}
