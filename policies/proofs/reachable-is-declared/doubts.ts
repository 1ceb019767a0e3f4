import { Unknown } from '../../graph/value';
import type { FunctionReach, ReachPath } from '../../model/reach/function-reach';
import { plainText } from '../../model/reach/plain-text';
import { obstacle, type Step } from '../../model/reach/step';
import { unknown } from '../../rules/outcome';
import { GRANTED_NOT_REACHABLE } from './criteria';
import { functionsText, namesText, type ReachFinding, stepLines, untilBlocked } from './finding';

/** What is not known is said once for everything that it concerns, and not for each function. */
export class Doubts {
  private readonly found = new Map<
    string,
    { step: Step; functions: FunctionReach[]; services: string[]; steps: readonly Step[] }
  >();

  ofNetwork(one: FunctionReach, path: ReachPath): void {
    const step = obstacle(path.way);
    if (step)
      this.add(`${one.placement.key} ${step.says}`, one, step, path.destination.name, untilBlocked(path.way));
  }

  ofPolicy(one: FunctionReach, step: Step): void {
    this.add(`policy ${step.at?.resource.key ?? step.says}`, one, step, undefined, [step]);
  }

  findings(): readonly ReachFinding[] {
    return [...this.found.values()].map(({ step, functions, services, steps }): ReachFinding => {
      const to = services.length > 0 ? ` reach ${namesText(services, 5)}` : ' may do what is granted';
      const what = `whether ${functionsText(functions)}${to}`;
      const [first] = functions;
      return {
        criterion: GRANTED_NOT_REACHABLE,
        subject: first?.lambda ?? { address: 'functions', file: '' },
        outcome: unknown(plainText(what), new Unknown(plainText(step.says)), step.at?.path ?? ''),
        counterExample: stepLines(steps),
      };
    });
  }

  private add(
    key: string,
    one: FunctionReach,
    step: Step,
    service: string | undefined,
    steps: readonly Step[],
  ): void {
    const known = this.found.get(key) ?? { step, functions: [], services: [], steps };
    this.found.set(key, known);
    if (!known.functions.includes(one)) known.functions.push(one);
    if (service !== undefined && !known.services.includes(service)) known.services.push(service);
  }
}
