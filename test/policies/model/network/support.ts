import { RuleContext } from '../../../../policies/rules/context';
import { graphOf } from '../../graph/support';

/** A context over a configuration that is written in the test. */
export async function contextOf(configuration: string): Promise<RuleContext> {
  return new RuleContext(await graphOf(configuration));
}

/** Not undefined: the test has no business without it. */
export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is not there');
  return value;
}
