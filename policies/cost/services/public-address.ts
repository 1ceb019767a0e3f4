import { isUnknown } from '../../graph/value';
import { NotPriced, type Pricer } from '../pricer';

/** Public IPv4 addresses, in use or idle since 2024-02-01, and instances that route (NAT instances). */
export const publicAddressPricers: readonly Pricer[] = [
  {
    type: 'aws_eip',
    service: 'public IPv4',
    components: [
      {
        name: 'hours',
        kind: 'fixed',
        price: 'ipv4.hour',
        // An address of one's own range is not billed.
        quantity: ({ resource, hours }) => {
          const pool = resource.get('public_ipv4_pool');
          if (isUnknown(pool)) return new NotPriced(`public_ipv4_pool is not known: ${pool.reason}`);
          return pool === undefined || pool === 'amazon' ? hours : undefined;
        },
      },
    ],
  },
  {
    type: 'aws_instance',
    service: 'EC2',
    usage: [
      {
        key: 'processedGbPerMonth',
        unit: 'GB',
        default: '10',
        meaning: 'of a NAT instance: routed through it, in both directions; billed where it crosses zones',
      },
    ],
    components: [
      {
        name: 'hours',
        kind: 'fixed',
        price: (subject) => {
          const type = subject.text('instance_type', '');
          if (type instanceof NotPriced) return type;
          return type === 't4g.nano'
            ? 'instance.t4g.nano.hour'
            : new NotPriced(`the snapshot has no price of an instance of type ${type || 'not written'}`);
        },
        quantity: ({ hours }) => hours,
      },
      {
        name: 'root volume',
        kind: 'fixed',
        price: (subject) => {
          const type = subject.text('root_block_device[0].volume_type', 'gp3');
          if (type instanceof NotPriced) return type;
          return type === 'gp3'
            ? 'ebs.gp3.gb-month'
            : new NotPriced(`the snapshot has no price of a ${type} volume`);
        },
        quantity: (subject) =>
          subject.resource.get('root_block_device[0].volume_size') === undefined
            ? new NotPriced('the size of the root volume is the image’s')
            : subject.number('root_block_device[0].volume_size', 0),
      },
      {
        name: 'public IPv4 address',
        kind: 'fixed',
        price: 'ipv4.hour',
        quantity: (subject) => {
          const has = subject.flag('associate_public_ip_address', false);
          return has instanceof NotPriced ? has : has ? subject.hours : undefined;
        },
      },
    ],
  },
];
