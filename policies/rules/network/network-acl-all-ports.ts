import { Unknown } from '../../graph/value';
import type { AclRule } from '../../model/network/network-acl';
import { networkAcls } from '../../model/network/network-acls';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { ACL_TYPES } from './support/acl';

export const rule: Rule = {
  id: 'network-acl-all-ports',
  severity: 'medium',
  summary: 'No rule of a network ACL allows every port and protocol.',
  rationale:
    'Such a rule makes the ACL say nothing: it lets through what the security groups let through. With the protocol -1 ' +
    'AWS ignores the ports that are written beside it.',
  remediation: 'Name the protocol, and the ports of the services and of the answers (1024-65535).',
  references: ['CKV_AWS_352', 'AVD-AWS-0102'],
  types: ACL_TYPES,
  check: (resource, context) => {
    const acls = context.derive(networkAcls);
    const outcomes = acls.statedBy(resource).map(judgeRule);
    const gaps = resource.type === 'aws_network_acl_rule' ? [] : (acls.owner(resource)?.unknowns ?? []);
    for (const { reason, direction } of gaps)
      outcomes.push(unknown('the rules of the network ACL', reason, direction ?? ''));
    return outcomes.length > 0 ? outcomes : pass();
  },
};

function judgeRule({ action, protocol, cidr, direction, path }: AclRule): Outcome {
  if (action === 'deny') return pass();
  if (protocol instanceof Unknown) return unknown(`${path || 'the rule'}: its protocol`, protocol, path);
  if (protocol !== 'all') return pass();
  if (action instanceof Unknown) return unknown(`${path || 'the rule'}: its action`, action, path);
  const way = direction === 'ingress' ? 'from' : 'to';
  const peer = cidr instanceof Unknown ? 'a range that is not known' : cidr;
  return fail(`every protocol and port ${way} ${peer} is allowed`, path);
}
