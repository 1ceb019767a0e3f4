import type { Construct } from 'constructs';
import type { Problems } from '../core/errors';
import type { Egress } from './egress';
import type { EgressContext } from './egress-context';
import { createEndpointsOnlyEgress } from './egress-endpoints-only';
import { checkEgressFilter, createEgressFilter } from './egress-filter';
import { createNatGatewayEgress } from './egress-nat-gateway';
import { checkNatInstance, createNatInstanceEgress } from './egress-nat-instance';
import type { NetworkMode } from './network';

/**
 * Builds the chosen strategy and its filters.
 *
 * @returns whether functions reach the internet by it
 */
export function createEgress(
  scope: Construct,
  context: EgressContext & { readonly mode: NetworkMode; readonly region: string },
  egress: Egress,
): boolean {
  const reaches = createStrategy(scope, context, egress);
  createEgressFilter(scope, context, egress);
  return reaches;
}

function createStrategy(scope: Construct, context: EgressContext, egress: Egress): boolean {
  switch (egress.kind) {
    case 'endpoints-only':
      return createEndpointsOnlyEgress(scope, context);
    case 'nat-gateway':
      return createNatGatewayEgress(scope, context, egress);
    case 'nat-instance':
      return createNatInstanceEgress(scope, context, egress);
  }
}

/** Finds what is wrong with the strategy's options. The kind itself is checked by `planNetwork`. */
export function checkEgressOptions(egress: Egress, mode: 'owned' | 'attached', problems: Problems): void {
  if (egress.kind === 'nat-instance') checkNatInstance(egress, problems);
  if (egress.kind === 'nat-gateway') {
    const { placement = 'per-zone' } = egress;
    problems.check(['per-zone', 'single'].includes(placement), {
      code: 'nat-gateway-placement',
      property: 'egress.placement',
      received: placement,
      allowed: 'per-zone, single',
      fix: 'Choose per-zone for production, single to save money.',
    });
  }
  checkEgressFilter(egress, mode, problems);
}
