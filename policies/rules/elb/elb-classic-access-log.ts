import { isUnknown } from '../../graph/value';
import { mustBeTrue } from '../attribute';
import { fail, type Outcome, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'elb-classic-access-log',
  severity: 'medium',
  summary: 'A classic load balancer writes its requests to a log.',
  rationale: 'Without an access log nobody can tell afterwards who called, from where, and with what answer.',
  remediation: 'Add `access_logs { bucket = … }`.',
  references: ['CKV_AWS_92', 'AwsSolutions-ELB2'],
  types: ['aws_elb'],
  check: (balancer): Outcome => {
    const [logs] = balancer.blocks('access_logs');
    if (logs === undefined) return fail('the load balancer writes no access log');
    if (isUnknown(logs)) return unknown('access_logs', logs, 'access_logs');
    return mustBeTrue(balancer, 'access_logs[0].enabled', {
      absent: true,
      message: 'the access log is switched off',
    });
  },
};
