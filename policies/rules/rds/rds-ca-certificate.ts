import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-ca-certificate',
  severity: 'low',
  summary: 'An instance uses a certificate of a present authority.',
  rationale:
    'Clients that check the certificate cannot connect when the old authority has expired, as ' +
    '`rds-ca-2019` did on 2024-08-22.',
  remediation: 'Set `ca_cert_identifier = "rds-ca-rsa2048-g1"`, or remove it.',
  references: ['CKV_AWS_211'],
  types: ['aws_db_instance'],
  check: (resource) =>
    mustBeOneOf(
      resource,
      'ca_cert_identifier',
      ['rds-ca-rsa2048-g1', 'rds-ca-rsa4096-g1', 'rds-ca-ecc384-g1'],
      {
        absent: 'rds-ca-rsa2048-g1',
      },
    ),
};
