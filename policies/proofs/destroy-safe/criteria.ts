import type { Criterion } from '../../rules/rule';

export const DESTROY_ORDER: Criterion = {
  id: 'proof-destroy-order',
  severity: 'low',
  summary: 'A function in a VPC is destroyed before what it needs to give its network interfaces back.',
  rationale:
    'Lambda removes the interfaces of a function some minutes after the function, with the function’s role. Where the policy ' +
    'that allows it goes first, the interfaces stay, and the destruction of subnets and security groups waits for them ' +
    'until it fails.',
  remediation:
    'Let the function depend on the policy or attachment that grants ec2:DeleteNetworkInterface (depends_on), and name its ' +
    'security groups by reference.',
};

export const WITHIN_QUOTA: Criterion = {
  id: 'proof-within-quota',
  severity: 'medium',
  summary: 'The system fits the quotas of AWS and the addresses of its subnets.',
  rationale:
    'A quota is noticed in the middle of an apply: a part of the system stands, the rest does not, and a raise takes days.',
  remediation:
    'Share security groups among functions with the same connections, take larger subnets, split policies, or have the quota ' +
    'raised before the change is applied.',
};
