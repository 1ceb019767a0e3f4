import type { Construct } from 'constructs';
import type { EgressContext } from './egress-context';

/**
 * The strategy without a way out: it writes no route, so all route tables keep the VPC's local route and those of gateway
 * endpoints. `planNetwork` has refused a public and an egress tier with it.
 *
 * @returns whether functions reach the internet
 */
export function createEndpointsOnlyEgress(_scope: Construct, _context: EgressContext): boolean {
  return false;
}
