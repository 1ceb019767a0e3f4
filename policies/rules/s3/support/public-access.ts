import type { Resource } from '../../../graph/resource';
import { mustBeTrue } from '../../attribute';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass, unknown } from '../../outcome';
import { partsOf } from './bucket-parts';

/** The four switches that block public access to a bucket. */
export type BlockSwitch =
  | 'block_public_acls'
  | 'block_public_policy'
  | 'ignore_public_acls'
  | 'restrict_public_buckets';

/** The bucket has the switches on, by its own block or by that of the account. */
export function mustBlock(context: RuleContext, bucket: Resource, switches: readonly BlockSwitch[]): Outcome {
  const open = switches.filter((name) => !isBlockedByAccount(context, bucket, name));
  if (open.length === 0) return pass();
  const { sure, possible } = partsOf(context, bucket, 'aws_s3_bucket_public_access_block');
  const [block] = sure;
  if (!block) {
    const [perhaps] = possible;
    return perhaps
      ? unknown('the public-access block', `nobody can tell whether ${perhaps.address} is of this bucket`)
      : fail('the bucket has no public-access block');
  }
  const outcomes = open.map((name) => ({ name, outcome: mustBeTrue(block, name, { absent: false }) }));
  const failed = outcomes.filter(({ outcome }) => outcome.status === 'fail').map(({ name }) => name);
  if (failed.length > 0) return fail(`${block.address} leaves ${failed.join(' and ')} off`);
  const unsure = outcomes.find(({ outcome }) => outcome.status === 'unknown')?.outcome;
  return unsure?.status === 'unknown' ? unknown(block.address, unsure.message) : pass();
}

/** Whether what a public access-control list gives is taken back: it can then not be set, or has no effect. */
export function isAclIgnored(context: RuleContext, bucket: Resource): boolean {
  return (['ignore_public_acls', 'block_public_acls'] as const).some(
    (name) => mustBlock(context, bucket, [name]).status === 'pass',
  );
}

function isBlockedByAccount(context: RuleContext, bucket: Resource, name: BlockSwitch): boolean {
  const { account } = context.graph.place(bucket);
  return context.graph
    .byType('aws_s3_account_public_access_block')
    .some((block) => block.get(name) === true && context.graph.place(block).account === account);
}
