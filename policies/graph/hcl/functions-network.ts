import { objectOf, type Value } from '../value';
import { number, text } from './arguments';
import { EvaluationError } from './budget';
import type { FunctionTable } from './function-table';

/** An address block as numbers. IPv4 has 32 bits, IPv6 128. */
interface Block {
  readonly address: bigint;
  readonly prefix: number;
  readonly bits: 32 | 128;
}

export const networkFunctions: FunctionTable = {
  cidrsubnet: {
    known: 'all',
    call: (args) =>
      format(subnet(parse(text(args, 0)), number(args, 1), BigInt(Math.trunc(number(args, 2))))),
  },
  cidrsubnets: {
    known: 'all',
    call: (args) => {
      const block = parse(text(args, 0));
      let next = block.address;
      return args.slice(1).map((_, index) => {
        const prefix = block.prefix + number(args, index + 1);
        if (!Number.isInteger(prefix) || prefix > block.bits)
          throw new EvaluationError('not enough bits left');
        const size = 1n << BigInt(block.bits - prefix);
        const address = ((next + size - 1n) / size) * size;
        next = address + size;
        if (next > block.address + (1n << BigInt(block.bits - block.prefix)))
          throw new EvaluationError('the block is full');
        return format({ address, prefix, bits: block.bits });
      });
    },
  },
  cidrhost: {
    known: 'all',
    call: (args) => {
      const block = parse(text(args, 0));
      const size = 1n << BigInt(block.bits - block.prefix);
      const host = BigInt(Math.trunc(number(args, 1)));
      if (host >= size || -host > size) throw new EvaluationError('the block has no such host');
      return formatAddress(block.address + (host < 0n ? size + host : host), block.bits);
    },
  },
  cidrnetmask: {
    known: 'all',
    call: (args) => {
      const { prefix, bits } = parse(text(args, 0));
      if (bits !== 32) throw new EvaluationError('cidrnetmask is for IPv4');
      return formatAddress(((1n << BigInt(prefix)) - 1n) << BigInt(32 - prefix), 32);
    },
  },
  'provider::aws::arn_parse': {
    known: 'all',
    call: (args) => {
      const [scheme, partition, service, region, account, ...resource] = text(args, 0).split(':');
      if (scheme !== 'arn' || resource.length === 0) throw new EvaluationError('not an ARN');
      const parts: [string, Value | undefined][] = [
        ['partition', partition],
        ['service', service],
        ['region', region],
        ['account_id', account],
        ['resource', resource.join(':')],
      ];
      return objectOf(parts.map(([name, value]) => [name, value ?? '']));
    },
  },
  'provider::aws::arn_build': {
    known: 'all',
    call: (args) => ['arn', ...args.map((_, index) => text(args, index))].join(':'),
  },
};

function subnet(block: Block, newBits: number, index: bigint): Block {
  const prefix = block.prefix + newBits;
  if (!Number.isInteger(prefix) || newBits < 0 || prefix > block.bits)
    throw new EvaluationError('not enough bits left');
  if (index < 0n || index >= 1n << BigInt(newBits)) throw new EvaluationError('the block has no such subnet');
  return { address: block.address + (index << BigInt(block.bits - prefix)), prefix, bits: block.bits };
}

function parse(source: string): Block {
  const match = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(source);
  const [, written = '', prefixText = ''] = match ?? [];
  const bits = written.includes(':') ? 128 : 32;
  const prefix = Number(prefixText);
  const address = bits === 32 ? parseV4(written) : parseV6(written);
  if (!match || address === undefined || prefix > bits) throw new EvaluationError('not an address block');
  const hostBits = BigInt(bits - prefix);
  return { address: (address >> hostBits) << hostBits, prefix, bits };
}

function parseV4(source: string): bigint | undefined {
  const parts = source.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseV6(source: string): bigint | undefined {
  const [head = '', tail, ...others] = source.split('::');
  if (others.length > 0) return undefined;
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function format(block: Block): string {
  return `${formatAddress(block.address, block.bits)}/${block.prefix}`;
}

function formatAddress(address: bigint, bits: number): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => ((address >> shift) & 255n).toString()).join('.');
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((address >> BigInt(112 - i * 16)) & 0xffffn).toString(16),
  );
  const runs = [...groups.join(':').matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run);
  const longest = runs.sort((a, b) => b.length - a.length)[0];
  if (longest === undefined) return groups.join(':');
  const written = groups.join(':');
  const at = written.indexOf(longest);
  return `${written.slice(0, at)}::${written.slice(at + longest.length).replace(/^:/, '')}`;
}
