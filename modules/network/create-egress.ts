import type { Construct } from 'constructs';
import type { Problems } from '../core/errors';
import type { Egress } from './egress';
import type { EgressContext } from './egress-context';
import { createEndpointsOnlyEgress } from './egress-endpoints-only';
import { createNatGatewayEgress } from './egress-nat-gateway';
import { checkNatInstance, createNatInstanceEgress } from './egress-nat-instance';

/** Builds the chosen strategy. Returns whether functions reach the internet by it. */
export function createEgress(scope: Construct, context: EgressContext, egress: Egress): boolean {
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
export function checkEgressOptions(egress: Egress, problems: Problems): void {
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
}
