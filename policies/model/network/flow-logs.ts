import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { toText, Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { type Id, idAt } from './ids';

export interface FlowLog {
  readonly resource: Resource;
  /** The VPC, subnet, interface, transit gateway or its attachment that it watches. */
  readonly target: Id | Unknown;
  /** `ALL`, `ACCEPT` or `REJECT`. */
  readonly traffic: string | Unknown;
}

export interface FlowLogs {
  readonly all: readonly FlowLog[];
  readonly byTarget: ReadonlyMap<Id, readonly FlowLog[]>;
  /** Logs of which nobody knows what they watch. */
  readonly ofAny: readonly FlowLog[];
}

/** Attributes that name what is watched; a log has one of them. */
const TARGETS = [
  'vpc_id',
  'subnet_id',
  'eni_id',
  'transit_gateway_id',
  'transit_gateway_attachment_id',
] as const;

/** Use it as `context.derive(flowLogs)`. */
export function flowLogs({ graph }: RuleContext): FlowLogs {
  const all: FlowLog[] = [];
  const byTarget = new Map<Id, FlowLog[]>();
  for (const resource of graph.byType('aws_flow_log')) {
    const named = TARGETS.map((name) => idAt(graph, resource, name)).find((id) => id !== undefined);
    const target = named ?? new Unknown('the flow log names nothing to watch');
    const log: FlowLog = { resource, target, traffic: toText(resource.get('traffic_type')) ?? 'ALL' };
    all.push(log);
    if (typeof target === 'string') addTo(byTarget, target, log);
  }
  return { all, byTarget, ofAny: all.filter(({ target }) => target instanceof Unknown) };
}
