import type { Resource } from '../../../graph/resource';
import { isList, isObject, isUnknown, toText, type Unknown, type Value } from '../../../graph/value';
import { written, writtenBlocks } from '../../attribute';
import { type Companions, companionsOf } from '../../companions';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass, unknown } from '../../outcome';

/** The attributes by which other resources name a bucket. */
const NAMES = ['id', 'bucket'] as const;

/** The resources of a type that complete the bucket. One of which nobody knows whether it exists is possible only. */
export function partsOf(context: RuleContext, bucket: Resource, type: string): Companions {
  const { sure, possible } = companionsOf(context, bucket, type, 'bucket', NAMES);
  const uncertain = bucket.multiplicity ? [] : sure.filter(({ multiplicity }) => multiplicity);
  return {
    sure: sure.filter((one) => !uncertain.includes(one)),
    possible: [...uncertain, ...possible],
  };
}

/** Where a setting of the bucket is written: in the bucket, as in provider 3, or in a resource of its own. */
export type Part =
  | { readonly state: 'set'; readonly resource: Resource; readonly path: string }
  | { readonly state: 'absent' }
  | { readonly state: 'open'; readonly why: string };

/**
 * @param inline the path in the bucket: `versioning[0].enabled`
 * @param type of the resource that has it otherwise
 * @param path in that resource
 */
export function partOf(
  context: RuleContext,
  bucket: Resource,
  inline: string,
  type: string,
  path: string,
): Part {
  const root = written(bucket, inline.replace(/[.[].*$/, ''));
  if (isUnknown(root) || (isList(root) && root.length > 0) || (root !== undefined && !isList(root))) {
    return { state: 'set', resource: bucket, path: inline };
  }
  const { sure, possible } = partsOf(context, bucket, type);
  const [part] = sure;
  if (part) return { state: 'set', resource: part, path };
  const [perhaps] = possible;
  return perhaps
    ? { state: 'open', why: `nobody can tell whether ${perhaps.address} is of this bucket` }
    : { state: 'absent' };
}

/** The bucket has one of these, inside or as a resource of its own. */
export function mustHavePart(
  context: RuleContext,
  bucket: Resource,
  inline: string,
  type: string,
  message: string,
): Outcome {
  const part = partOf(context, bucket, inline, type, '');
  if (part.state === 'set') return pass();
  return part.state === 'absent' ? fail(message) : unknown(type, part.why);
}

/** A right that an access-control list gives. */
export interface Grant {
  readonly uri: Value | undefined;
  readonly permissions: readonly Value[];
}

export interface AccessControlList {
  /** The canned list: `private`, `public-read`; `undefined` where none is named. */
  readonly canned: Value | undefined;
  readonly grants: readonly Grant[];
  /** Why there may be more. */
  readonly open?: Unknown | string;
}

/** What the bucket's access-control list says, wherever it is written. */
export function aclOf(context: RuleContext, bucket: Resource): AccessControlList {
  const inline = written(bucket, 'acl');
  const rights = written(bucket, 'grant');
  if (inline !== undefined || isUnknown(rights) || (isList(rights) && rights.length > 0)) {
    return {
      canned: inline,
      grants: isUnknown(rights) ? [] : inlineGrants(bucket),
      ...(isUnknown(rights) ? { open: rights } : {}),
    };
  }
  const { sure, possible } = partsOf(context, bucket, 'aws_s3_bucket_acl');
  const [part] = sure;
  if (part) return aclIn(part);
  const [perhaps] = possible;
  return perhaps
    ? { canned: undefined, grants: [], open: `nobody can tell whether ${perhaps.address} is of this bucket` }
    : { canned: undefined, grants: [] };
}

/** What an `aws_s3_bucket_acl` says. */
export function aclIn(acl: Resource): AccessControlList {
  const grants: Grant[] = [];
  let open: Unknown | undefined;
  for (const grant of writtenBlocks(acl, 'access_control_policy[0].grant')) {
    if (isUnknown(grant)) {
      open = grant;
      continue;
    }
    const grantee = isList(grant['grantee']) ? grant['grantee'][0] : grant['grantee'];
    grants.push({
      uri: isObject(grantee) ? grantee['uri'] : (grantee ?? undefined),
      permissions: [grant['permission'] ?? null],
    });
  }
  return { canned: written(acl, 'acl'), grants, ...(open ? { open } : {}) };
}

function inlineGrants(bucket: Resource): readonly Grant[] {
  return writtenBlocks(bucket, 'grant').flatMap((grant) => {
    if (isUnknown(grant)) return [];
    const permissions = grant['permissions'];
    return [{ uri: grant['uri'], permissions: isList(permissions) ? permissions : [permissions ?? null] }];
  });
}

export const EVERYBODY = 'http://acs.amazonaws.com/groups/global/AllUsers';

/** Everybody who has any AWS account. */
export const ANY_ACCOUNT = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

/** Whether other buckets write their access logs into this one: it cannot log into itself, nor be under a KMS key. */
export function isLogBucket(context: RuleContext, bucket: Resource): boolean {
  const acl = aclOf(context, bucket);
  if (acl.canned === 'log-delivery-write' || acl.grants.some(({ uri }) => uri === LOG_DELIVERY)) return true;
  const targets = [
    companionsOf(context, bucket, 'aws_s3_bucket_logging', 'target_bucket', NAMES),
    companionsOf(context, bucket, 'aws_s3_bucket', 'logging[0].target_bucket', NAMES),
  ];
  if (targets.some(({ sure }) => sure.some((one) => one !== bucket))) return true;
  const policies = partsOf(context, bucket, 'aws_s3_bucket_policy').sure;
  return [bucket, ...policies].some((holder) =>
    context.graph
      .policyDocuments(holder)
      .some(({ statements }) =>
        statements.some(
          ({ effect, principals = [] }) =>
            effect === 'Allow' &&
            principals.some(({ values }) =>
              values.some((value) => toText(value) === 'logging.s3.amazonaws.com'),
            ),
        ),
      ),
  );
}

/** The bucket that a part names, if it is in the configuration. */
export function bucketOf(context: RuleContext, part: Resource, attribute = 'bucket'): Resource | undefined {
  const [referred] = context.graph.referencesFrom(part, attribute, 'aws_s3_bucket');
  if (referred) return referred;
  const name = toText(part.get(attribute));
  if (typeof name !== 'string') return undefined;
  return context.derive(bucketsByName).get(name);
}

function bucketsByName(context: RuleContext): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const bucket of context.graph.byType('aws_s3_bucket')) {
    const name = toText(bucket.get('bucket'));
    if (typeof name === 'string' && !found.has(name)) found.set(name, bucket);
  }
  return found;
}
