import type { Placement } from './placement';
import { obstacle, type Step, type Way, way, worst } from './step';

/** The way from the worst of the subnets; one that only some have is said to be so. */
export function fromAll(placement: Placement, from: (subnet: Placement['subnets'][number]) => Way): Way {
  const ways = placement.subnets.map((subnet) => ({ subnet, found: from(subnet) }));
  const [first] = ways;
  if (!first) return way([]);
  const passage = worst(ways.map(({ found }) => found));
  const bad = ways.filter(({ found }) => found.passage === passage);
  const chosen = (passage === 'open' ? first : (bad[0] ?? first)).found;
  if (passage === 'open' || bad.length === ways.length) return chosen;
  const names = bad.map(({ subnet }) => subnet.resource.address).join(', ');
  const stop = obstacle(chosen);
  const steps = chosen.steps.map(
    (step): Step =>
      step === stop
        ? {
            ...step,
            says: `${step.says} (in ${names}; Lambda may start the function in any of its ${ways.length} subnets)`,
          }
        : step,
  );
  return { passage, steps };
}

/** Of the same question to several subnets, the worst answer; nothing where nobody was asked. */
export function worstOf(steps: readonly Step[]): readonly Step[] {
  const passage = worst(steps);
  const found = steps.find((step) => step.passage === passage);
  return found ? [found] : [];
}
