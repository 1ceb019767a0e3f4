import { toText, type Unknown } from '../../graph/value';
import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';
import { hasEngine } from './support/engine';

export const rule: Rule = {
  id: 'rds-log-fdw',
  severity: 'high',
  summary: 'A PostgreSQL database runs no version whose `log_fdw` extension reads files of the host.',
  rationale:
    'In those versions a user of the database could read the credentials of the host on which it runs ' +
    '(AWS-2022-004). They get no fixes any more.',
  remediation: 'Set `engine_version` to a supported version: PostgreSQL 13 or later.',
  references: ['CKV_AWS_250', 'CKV_AWS_388'],
  types: ['aws_rds_cluster', 'aws_db_instance'],
  check: (resource) => {
    if (!hasEngine(resource, 'postgres', 'aurora-postgresql')) return [];
    const version = toText(written(resource, 'engine_version'));
    if (version === undefined) return [];
    const fixed = hasEngine(resource, 'postgres') ? FIXED_RDS : FIXED_AURORA;
    return judge(version, 'engine_version', (known) => tooOld(toText(known), fixed), 'engine_version');
  },
};

/** The first fixed minor version of each major one, from AWS's bulletin AWS-2022-004; later majors never had the fault. */
const FIXED_RDS: Readonly<Record<string, number>> = { '13': 3, '12': 7, '11': 12, '10': 17, '9.6': 22 };
const FIXED_AURORA: Readonly<Record<string, number>> = { '11': 9, '10': 14 };

function tooOld(
  version: string | Unknown | undefined,
  fixed: Readonly<Record<string, number>>,
): string | undefined {
  if (typeof version !== 'string' || !/^\d+(\.\d+)+$/.test(version)) return undefined;
  const [first = '', ...rest] = version.split('.');
  const isOldStyle = Number(first) < 10;
  const major = isOldStyle ? `${first}.${rest[0]}` : first;
  const minor = Number(isOldStyle ? rest[1] : rest[0]);
  const oldest = Math.min(...Object.keys(fixed).map(Number));
  const least = fixed[major] ?? (Number(major) < oldest ? Number.POSITIVE_INFINITY : 0);
  // 9.6 without the third number does not say whether it is fixed.
  if (Number.isNaN(minor) && fixed[major] !== undefined) return undefined;
  return minor < least || least === Number.POSITIVE_INFINITY
    ? `version ${version} lets a user read files of the host through log_fdw`
    : undefined;
}
