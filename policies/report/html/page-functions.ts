import { groupBy } from '../../graph/lists';
import type {
  DestinationView,
  FunctionView,
  PathView,
  PermissionView,
  PlaceView,
  StepView,
  SystemView,
} from '../../model/view/system-view';
import type { LineRef } from './source-index';

/** A function with what stands on the page of it. */
export interface PageFunction {
  readonly view: FunctionView;
  readonly id: string;
  /** The name without what all functions have in front. */
  readonly shortName: string;
  readonly grants: readonly Grant[];
  readonly paths: readonly PagePath[];
}

/** What one statement permits a function on one resource. */
export interface Grant {
  readonly id: string;
  readonly resource: string;
  readonly actions: readonly PermissionView[];
  readonly conditions: readonly string[];
  readonly exceptions: readonly string[];
  readonly certainty: PermissionView['certainty'];
  readonly statement: PermissionView['statement'];
  readonly line?: LineRef;
}

/**
 * What becomes of a call. `closed`: it is not permitted, so nobody expects it to arrive; whether packets would is said
 * beside it.
 */
export type PathState = 'open' | 'blocked' | 'unknown' | 'closed';

export interface PagePath {
  readonly view: PathView;
  readonly state: PathState;
  readonly destination: DestinationView;
  /** The steps that functions have in common, which stand on the page once. */
  readonly way?: Way;
  /** Those of this function alone: its identity policies. */
  readonly own: readonly StepView[];
}

/** Steps that at least one path takes. */
export interface Way {
  readonly id: string;
  readonly steps: readonly StepView[];
}

export interface PageFunctions {
  readonly functions: readonly PageFunction[];
  readonly ways: readonly Way[];
}

export function pageFunctions(
  view: SystemView | undefined,
  lineOf: (place: PlaceView) => LineRef | undefined,
): PageFunctions {
  const views = view?.functions ?? [];
  const destinations = new Map((view?.destinations ?? []).map((one) => [one.id, one]));
  const ways = new Map<string, Way>();
  const prefix = commonPrefix(views.map(({ name }) => name));
  const functions = views.map((one, index): PageFunction => {
    const id = `fn-${index + 1}`;
    return {
      view: one,
      id,
      shortName: one.name.slice(prefix.length),
      grants: grantsOf(one, id, lineOf),
      paths: one.paths.map((path) => pagePath(path, destinations, ways)),
    };
  });
  return { functions, ways: [...ways.values()] };
}

function pagePath(
  view: PathView,
  destinations: ReadonlyMap<string, DestinationView>,
  ways: Map<string, Way>,
): PagePath {
  const shared = view.steps.filter(({ kind }) => kind !== 'identity policy');
  const key = JSON.stringify(shared);
  const way = ways.get(key) ?? { id: `way-${ways.size + 1}`, steps: shared };
  if (shared.length > 0) ways.set(key, way);
  const name = view.destination.replace(/^\S+ /, '');
  return {
    view,
    state: stateOf(view),
    destination: destinations.get(view.destination) ?? { id: view.destination, kind: 'service', name },
    ...(shared.length > 0 ? { way } : {}),
    own: view.steps.filter(({ kind }) => kind === 'identity policy'),
  };
}

function stateOf({ network, permission }: PathView): PathState {
  if (permission === 'none') return 'closed';
  // Hosts that nobody may reach are closed as meant; a service that is granted and not reached is not.
  if (permission === 'not needed') return network === 'blocked' ? 'closed' : network;
  if (network === 'blocked') return 'blocked';
  return network === 'unknown' || permission === 'unknown' ? 'unknown' : 'open';
}

/** Up to the last dash that all have in common: `deposits-dev-`. Nothing is taken from a single name. */
function commonPrefix(names: readonly string[]): string {
  const [first = ''] = names;
  if (names.length < 2) return '';
  let length = first.length;
  for (const name of names) {
    while (!name.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, first.slice(0, length).lastIndexOf('-') + 1);
}

function grantsOf(
  view: FunctionView,
  id: string,
  lineOf: (place: PlaceView) => LineRef | undefined,
): readonly Grant[] {
  const groups = groupBy(view.permissions, (one) => {
    const { resource, statement, conditions, certainty } = one;
    return JSON.stringify([
      resource,
      statement.key,
      statement.path,
      conditions,
      exceptionsOf(one),
      certainty,
    ]);
  });
  return [...groups.values()].flatMap((actions, index): readonly Grant[] => {
    const [first] = actions;
    if (!first) return [];
    const { resource, conditions, certainty, statement } = first;
    const line = lineOf(statement);
    return [
      {
        id: `${id}-p${index + 1}`,
        resource,
        actions,
        conditions,
        exceptions: exceptionsOf(first),
        certainty,
        statement,
        ...(line ? { line } : {}),
      },
    ];
  });
}

/** A denial repeats what it denies, which stands beside it: without that, actions with the same denial share a row. */
function exceptionsOf({ action, resource, exceptions }: PermissionView): readonly string[] {
  const own = `not ${action} on ${resource} `;
  return exceptions.map((text) => (text.startsWith(own) ? `not ${text.slice(own.length)}` : text));
}
