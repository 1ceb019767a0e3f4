import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, judge, type Outcome } from '../outcome';
import type { Rule } from '../rule';

/** TLS 1.0 is `TLS_1_0`; all the others of today begin at 1.2: `TLS_1_2`, `SecurityPolicy_TLS12_…`, `…_TLS13_…`. */
const MODERN = /^(TLS_1_2|SecurityPolicy_TLS1[23]_.+)$/;

export const rule: Rule = {
  id: 'apigateway-domain-tls',
  severity: 'high',
  summary: 'The domain name of a REST API accepts TLS 1.2 and later only.',
  rationale:
    'With TLS 1.0 and 1.1 a man in the middle can make both sides fall back to ciphers that are broken. Where nothing ' +
    'is said, Terraform leaves whatever policy the domain name has.',
  remediation: 'Set `security_policy = "TLS_1_2"`.',
  references: ['CKV_AWS_206', 'AVD-AWS-0005'],
  types: ['aws_api_gateway_domain_name'],
  check: (domain): Outcome => {
    const policy = written(domain, 'security_policy');
    if (policy === undefined) return fail('no security policy is set', 'security_policy');
    return judge(
      policy,
      'security_policy',
      (known) =>
        !isUnknown(known) && MODERN.test(String(known))
          ? undefined
          : `the security policy is ${String(known)}`,
      'security_policy',
    );
  },
};
