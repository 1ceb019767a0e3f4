import { Unknown } from '../../graph/value';
import { vpcEndpoints } from '../../model/network/endpoints';
import { ownId } from '../../model/network/ids';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-endpoint-private-dns',
  severity: 'low',
  summary: 'An interface endpoint answers to the usual name of its service.',
  rationale:
    'Without private DNS the SDK resolves the name of the service to public addresses: the endpoint is paid for, and the ' +
    'calls go over NAT, around the policy of the endpoint, or nowhere.',
  remediation:
    'Set `private_dns_enabled = true`, and `enable_dns_support` and `enable_dns_hostnames` in the VPC.',
  types: ['aws_vpc_endpoint'],
  check: (resource, context) => {
    const endpoint = context.derive(vpcEndpoints).get(ownId(context.graph, resource));
    if (!endpoint) return [];
    const { type, serviceName, privateDns } = endpoint;
    if (type !== 'Interface' || serviceName === undefined || OPTIONAL.has(serviceName)) return [];
    if (privateDns instanceof Unknown)
      return unknown('private_dns_enabled', privateDns, 'private_dns_enabled');
    return privateDns
      ? pass()
      : fail(`the name of ${serviceName} does not lead to the endpoint`, 'private_dns_enabled');
  },
};

/** Services that are reached by names of the endpoint itself, or that have a gateway endpoint for the usual name. */
const OPTIONAL: ReadonlySet<string> = new Set(['s3', 'dynamodb', 's3-global.accesspoint', 'transfer.server']);
