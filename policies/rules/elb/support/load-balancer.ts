import type { Resource } from '../../../graph/resource';
import { toText, type Unknown } from '../../../graph/value';
import { written } from '../../attribute';
import { type Companions, companionsOf } from '../../companions';
import type { RuleContext } from '../../context';

/** One resource under two names. */
export const LOAD_BALANCERS = ['aws_lb', 'aws_alb'];
export const LISTENERS = ['aws_lb_listener', 'aws_alb_listener'];
export const TARGET_GROUPS = ['aws_lb_target_group', 'aws_alb_target_group'];

/** `application` (the default), `network` or `gateway`. */
export function kindOf(balancer: Resource): string | Unknown {
  return toText(written(balancer, 'load_balancer_type') ?? 'application') ?? 'application';
}

/** The load balancer of a listener, if it is in the input. */
export function balancerOf(context: RuleContext, listener: Resource): Resource | undefined {
  return context.graph
    .referencesFrom(listener, 'load_balancer_arn')
    .find(({ type, mode }) => mode === 'managed' && LOAD_BALANCERS.includes(type));
}

export function listenersOf(context: RuleContext, balancer: Resource): Companions {
  const found = LISTENERS.map((type) =>
    companionsOf(context, balancer, type, 'load_balancer_arn', ['arn', 'id']),
  );
  return {
    sure: found.flatMap(({ sure }) => sure),
    possible: found.flatMap(({ possible }) => possible),
  };
}
