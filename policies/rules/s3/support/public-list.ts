import type { Resource } from '../../../graph/resource';
import type { Value } from '../../../graph/value';
import { shown } from '../../attribute';
import type { RuleContext } from '../../context';
import { fail, judge, type Outcome, pass, unknown } from '../../outcome';
import { ANY_ACCOUNT, aclOf, EVERYBODY } from './bucket-parts';
import { isAclIgnored } from './public-access';

/** Which access-control lists a rule objects to. */
export interface PublicList {
  /** The canned lists: `public-read`. */
  readonly canned: readonly string[];
  /** Whether one of a grant's permissions is among those that everybody must not have. */
  readonly isPermission: (permission: Value) => boolean;
}

/** The bucket's list gives everybody, or everybody with an account, none of the permissions; or it has no effect. */
export function mustNotGrant(
  bucket: Resource,
  context: RuleContext,
  { canned, isPermission }: PublicList,
): Outcome {
  const acl = aclOf(context, bucket);
  const rights = acl.grants.find(
    ({ uri, permissions }) => (uri === EVERYBODY || uri === ANY_ACCOUNT) && permissions.some(isPermission),
  );
  const listed = judge(
    acl.canned,
    'acl',
    (value) => (canned.includes(String(value)) ? `the access-control list is ${shown(value)}` : undefined),
    'acl',
  );
  if (listed.status !== 'fail' && !rights) {
    return acl.open === undefined ? listed : unknown('the access-control list', acl.open);
  }
  if (isAclIgnored(context, bucket)) return pass();
  return listed.status === 'fail'
    ? listed
    : fail(
        `the access-control list gives ${shown(rights?.permissions[0])} to ${shown(rights?.uri)}`,
        'grant',
      );
}
