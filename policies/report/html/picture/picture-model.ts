import { groupBy } from '../../../graph/lists';
import type { DestinationView, StepView } from '../../../model/view/system-view';
import { compareText } from '../../order';
import type { PageFunction, PagePath, PathState } from '../page-functions';

/** Functions that are the same to the network. */
export interface FunctionGroup {
  readonly id: string;
  readonly functions: readonly PageFunction[];
  /** Of the first; others may have other subnets and groups where `isMixed`. */
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly isMixed: boolean;
}

/** An endpoint or gateway between functions and what they reach. */
export interface Gate {
  readonly id: string;
  readonly kind: 'endpoint' | 'nat' | 'internet gateway';
  readonly name: string;
}

export interface PictureEdge {
  /** `e7`. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** What is drawn before a function is chosen. */
  readonly state: DrawnState;
}

export type DrawnState = Exclude<PathState, 'closed'>;

export interface PictureModel {
  readonly groups: readonly FunctionGroup[];
  readonly gates: readonly Gate[];
  readonly destinations: readonly (DestinationView & { readonly nodeId: string })[];
  readonly edges: readonly PictureEdge[];
  /** What lights up for each function, by its id: edge ids with the state they have for it. */
  readonly lit: ReadonlyMap<string, ReadonlyMap<string, DrawnState>>;
}

/** So many boxes can be read beside each other. */
const MAX_GROUPS = 20;

const RANK: Readonly<Record<DrawnState, number>> = { open: 0, unknown: 1, blocked: 2 };

export function pictureModel(functions: readonly PageFunction[]): PictureModel {
  const groups = groupFunctions(functions);
  const gates = new Map<string, Gate>();
  const destinations = new Map<string, DestinationView & { readonly nodeId: string }>();
  const edges = new Map<string, { id: string; from: string; to: string; state: DrawnState }>();
  const lit = new Map<string, Map<string, DrawnState>>();
  const edge = (
    from: string,
    to: string,
    state: DrawnState,
    isShared: boolean,
    mine: Map<string, DrawnState>,
  ) => {
    const key = `${from} ${to}`;
    const known = edges.get(key) ?? { id: `e${edges.size + 1}`, from, to, state };
    known.state = pick(known.state, state, isShared);
    edges.set(key, known);
    mine.set(known.id, pick(mine.get(known.id) ?? state, state, isShared));
  };
  for (const group of groups) {
    for (const one of group.functions) {
      const mine = new Map<string, DrawnState>();
      lit.set(one.id, mine);
      for (const path of one.paths) {
        const { state, destination } = path;
        if (state === 'closed') continue;
        const { nodeId } = destinations.get(destination.id) ?? { nodeId: `d${destinations.size + 1}` };
        destinations.set(destination.id, { ...destination, nodeId });
        const through = gatesOf(path, gates);
        if (through.length === 0) edge(group.id, nodeId, state, false, mine);
        for (const gate of through) {
          // What leads to a gate leads to several destinations, and what leads from it comes from several functions: it
          // is open if one of them gets through.
          edge(group.id, gate.id, state, true, mine);
          edge(gate.id, nodeId, state, true, mine);
        }
      }
    }
  }
  return {
    groups,
    gates: [...gates.values()],
    destinations: [...destinations.values()],
    edges: [...edges.values()],
    lit,
  };
}

function pick(a: DrawnState, b: DrawnState, wantsBest: boolean): DrawnState {
  return RANK[a] < RANK[b] === wantsBest ? a : b;
}

const GATES: readonly Gate['kind'][] = ['nat', 'endpoint', 'internet gateway'];

function gatesOf({ view: { steps } }: PagePath, known: Map<string, Gate>): readonly Gate[] {
  const kind = GATES.find((one) => steps.some((step) => step.kind === one));
  if (!kind) return [];
  const through = steps
    .filter((step) => step.kind === kind)
    .map((step) => {
      const key = `${kind} ${step.at?.key ?? step.says}`;
      const gate = known.get(key) ?? { id: `g${known.size + 1}`, kind, name: gateName(step) };
      known.set(key, gate);
      return gate;
    });
  return [...new Set(through)];
}

/** The name in Terraform's address; without an address, what the step says. */
function gateName({ at, says }: StepView): string {
  return at ? at.key.replace(/^[\w-]+:/, '').replace(/^(module\.[^.]+\.)*(data\.)?[^.]+\./, '') : says;
}

/**
 * Functions with the same subnets and groups; where that leaves too many, functions that reach the same; and where that
 * still does, the largest of these and one of all others.
 */
function groupFunctions(functions: readonly PageFunction[]): readonly FunctionGroup[] {
  let grouped = [
    ...groupBy(functions, ({ view }) => JSON.stringify([view.subnets, view.securityGroups])).values(),
  ];
  if (grouped.length > MAX_GROUPS) grouped = [...groupBy(functions, reach).values()];
  if (grouped.length > MAX_GROUPS) {
    const sorted = [...grouped].sort((a, b) => b.length - a.length);
    grouped = [...sorted.slice(0, MAX_GROUPS - 1), sorted.slice(MAX_GROUPS - 1).flat()];
  }
  return grouped.map((members, index) => {
    const { subnets = [], securityGroups = [] } = members[0]?.view ?? {};
    return {
      id: `p${index + 1}`,
      functions: members,
      subnets,
      securityGroups,
      isMixed: members.some(
        ({ view }) =>
          view.subnets.join() !== subnets.join() || view.securityGroups.join() !== securityGroups.join(),
      ),
    };
  });
}

function reach({ paths }: PageFunction): string {
  return paths
    .filter(({ state }) => state !== 'closed')
    .map(({ state, destination }) => `${destination.id} ${state}`)
    .sort(compareText)
    .join('\n');
}
