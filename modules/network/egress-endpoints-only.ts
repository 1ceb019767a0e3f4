import type { Construct } from 'constructs';
import type { EgressContext } from './egress-context';

/**
 * The strategy without a way out: it writes no route, so the private route tables keep the VPC's local route and those
 * of gateway endpoints. `planNetwork` has refused a public tier with it.
 *
 * @returns whether functions reach the internet
 */
export function createEndpointsOnlyEgress(_scope: Construct, _context: EgressContext): boolean {
  return false;
}
