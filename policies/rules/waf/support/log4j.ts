import type { Resource } from '../../../graph/resource';
import { fail, type Outcome, pass, unknown } from '../../outcome';
import { managedGroups } from './web-acl';

/**
 * AWS answers CVE-2021-44228 with the rule Log4JRCE in the first of the groups; the second keeps out the hosting
 * providers and proxies from which the scans come.
 */
const GROUPS = ['AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesAnonymousIpList'];

/** Both groups must be in the web ACL that protects the resource. The resource is accused, not the web ACL. */
export function hasLog4jGroups(acl: Resource): Outcome {
  const { groups, unknown: why } = managedGroups(acl);
  const missing = GROUPS.filter((name) => !groups.some((group) => group.name === name));
  if (missing.length === 0) return pass();
  const message = `${acl.address} has no ${missing.join(' and no ')}`;
  return why ? unknown(message, why) : fail(message);
}
