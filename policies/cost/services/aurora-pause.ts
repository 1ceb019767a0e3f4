import type { Graph } from '../../graph/graph';
import type { Resource } from '../../graph/resource';
import { toNumber } from '../../graph/value';
import { HOURS_PER_MONTH } from '../prices/price-units';
import { invocationsOf } from './messaging';

/** Aurora pauses after this many idle seconds when the cluster does not say another number (AWS documentation). */
const DEFAULT_PAUSE_SECONDS = 300;

/**
 * Why a cluster with a minimum of no capacity will not pause all the same: a proxy keeps connections open, or a schedule
 * starts a function that names the cluster more often than the cluster waits.
 */
export function neverPauses(cluster: Resource, graph: Graph): string | undefined {
  const proxy = graph
    .byType('aws_db_proxy_target')
    .find((target) => graph.referencesFrom(target, 'db_cluster_identifier').includes(cluster));
  if (proxy) return `${proxy.address} keeps connections to it open`;
  const pause = toNumber(
    cluster.get('serverlessv2_scaling_configuration[0].seconds_until_auto_pause') ?? DEFAULT_PAUSE_SECONDS,
  );
  if (typeof pause !== 'number') return undefined;
  for (const schedule of graph.byType('aws_scheduler_schedule')) {
    const expression = schedule.get('schedule_expression');
    if (
      typeof expression !== 'string' ||
      !expression.startsWith('rate(') ||
      schedule.get('state') === 'DISABLED'
    )
      continue;
    const seconds = (HOURS_PER_MONTH * 3600) / invocationsOf(expression).toNumber();
    const woken = functionsOf(schedule, graph).find((one) => graph.referencesFrom(one).includes(cluster));
    if (seconds < pause && woken)
      return `${schedule.address} starts ${woken.address}, which names it, each ${seconds} seconds, and it pauses after ${pause}`;
  }
  return undefined;
}

function functionsOf(schedule: Resource, graph: Graph): readonly Resource[] {
  return graph.referencesFrom(schedule, 'target').flatMap((target) => {
    if (target.type === 'aws_lambda_function') return [target];
    return target.type === 'aws_lambda_alias'
      ? graph.referencesFrom(target, 'function_name', 'aws_lambda_function')
      : [];
  });
}
