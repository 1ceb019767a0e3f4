import type { Postcondition } from 'cdktf';

/**
 * What must be true of a VPC that others made, checked while Terraform plans: it has the declared range, and both DNS
 * attributes are on, without which private DNS of interface endpoints does not work (facts.json `e-privdns`).
 */
export function vpcPostconditions(vpcCidr: string): Postcondition[] {
  return [
    {
      condition: `\${contains(self.cidr_block_associations[*].cidr_block, "${vpcCidr}")}`,
      errorMessage: `The VPC does not have the declared range ${vpcCidr}. Correct vpcCidr, or choose the right VPC.`,
    },
    {
      condition: '${self.enable_dns_support && self.enable_dns_hostnames}',
      errorMessage:
        'The VPC has DNS support or DNS hostnames switched off: private DNS of interface endpoints needs both. ' +
        'Ask its owner to switch them on.',
    },
  ];
}
