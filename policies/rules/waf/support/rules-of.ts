import type { Resource } from '../../../graph/resource';
import { written } from '../../attribute';

/** A web ACL or group has its rules in `rule` (of the second version, and regional), `rules` or `activated_rule`. */
export function rulesPath(resource: Resource): 'rule' | 'rules' | 'activated_rule' {
  if (/_rule_group$/.test(resource.type) && resource.type !== 'aws_wafv2_rule_group') return 'activated_rule';
  if (resource.type !== 'aws_waf_web_acl') return 'rule';
  return written(resource, 'rules') === undefined && written(resource, 'rule') !== undefined
    ? 'rule'
    : 'rules';
}
