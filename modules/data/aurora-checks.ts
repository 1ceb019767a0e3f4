import { Token } from 'cdktf';
import { checkText, checkWholeNumber } from '../core/checks';
import { Problems } from '../core/errors';
import type { AuroraDatabaseProps } from './aurora-database';

/** The first minor version of each major one that can pause. Source: au-versions in the facts, from the Aurora guide. */
const FIRST_PAUSING_MINOR: Readonly<Record<number, number>> = { 13: 15, 14: 12, 15: 7, 16: 3 };
/** Serverless v2 begins with these. */
const OLDEST_MAJOR = 13;
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
const MONITORING_INTERVALS = [0, 1, 5, 10, 15, 30, 60];

/** @throws InvalidInputError with all problems of the properties */
export function checkAuroraProps(path: string, props: AuroraDatabaseProps): void {
  const problems = new Problems();
  checkNames(problems, props);
  checkVersionAndCapacity(problems, props);
  checkPlacement(problems, props);
  checkPeriods(problems, props);
  problems.throwIfAny(path);
}

function checkNames(problems: Problems, props: AuroraDatabaseProps): void {
  checkText(problems, {
    code: 'aurora-name',
    property: 'name',
    value: props.name,
    // 50: the longest name made from it, "<name>-monitoring", is a role's, with at most 64 characters.
    pattern: /^(?!.*--)[a-z][a-z0-9-]{0,48}[a-z0-9]$/,
    allowed: '2 to 50 lower-case letters, digits and single dashes, beginning with a letter',
    fix: 'Use the prefix of the environment and a word, such as deposits-dev-ledger.',
  });
  for (const property of ['databaseName', 'masterUsername'] as const) {
    checkText(problems, {
      code: 'aurora-identifier',
      property,
      value: props[property],
      pattern: /^(?!pg_|rds|postgres$|admin$)[a-z][a-z0-9_]{0,62}$/,
      allowed: '1 to 63 lower-case letters, digits and "_", beginning with a letter, not reserved',
      fix: 'Use a name that PostgreSQL takes without quotes.',
    });
  }
}

function checkVersionAndCapacity(problems: Problems, props: AuroraDatabaseProps): void {
  const { engineVersion, minCapacityAcu, maxCapacityAcu, autoPauseSeconds } = props;
  const [major = 0, minor = 0] = engineVersion.split('.').map(Number);
  const known = problems.check(/^\d{2}\.\d{1,2}$/.test(engineVersion) && major >= OLDEST_MAJOR, {
    code: 'aurora-version',
    property: 'engineVersion',
    received: engineVersion,
    allowed: `major.minor, from ${OLDEST_MAJOR} on`,
    fix: 'Pin a version that Aurora PostgreSQL offers, such as 16.6.',
  });
  const pausing = FIRST_PAUSING_MINOR[major];
  problems.check(!known || minCapacityAcu > 0 || pausing === undefined || minor >= pausing, {
    code: 'aurora-version-cannot-pause',
    property: 'engineVersion',
    received: engineVersion,
    allowed: `${major}.${pausing} or later when minCapacityAcu is 0`,
    fix: 'Take a later version, or a minimum of 0.5.',
  });
  checkCapacity(problems, 'minCapacityAcu', minCapacityAcu, 0);
  checkCapacity(problems, 'maxCapacityAcu', maxCapacityAcu, 1);
  problems.check(minCapacityAcu <= maxCapacityAcu, {
    code: 'aurora-capacity-order',
    property: 'maxCapacityAcu',
    received: maxCapacityAcu,
    allowed: `at least minCapacityAcu, which is ${minCapacityAcu}`,
    fix: 'Raise the maximum or lower the minimum.',
  });
  problems.check(autoPauseSeconds === undefined || minCapacityAcu === 0, {
    code: 'aurora-pause-without-zero',
    property: 'autoPauseSeconds',
    received: autoPauseSeconds,
    allowed: 'nothing, as minCapacityAcu is not 0',
    fix: 'Set minCapacityAcu to 0, or leave autoPauseSeconds out.',
  });
  checkWholeNumber(problems, {
    code: 'aurora-pause',
    property: 'autoPauseSeconds',
    value: autoPauseSeconds,
    from: 300,
    to: 86_400,
    unit: 'seconds',
    fix: 'Leave it out for 300 seconds.',
  });
}

function checkCapacity(problems: Problems, property: string, value: number, from: number): void {
  problems.check(value >= from && value <= 256 && Number.isInteger(value * 2), {
    code: 'aurora-capacity',
    property,
    received: value,
    allowed: `${from} to 256 capacity units in steps of 0.5`,
    fix: 'One unit is about 2 GiB of memory.',
  });
}

function checkPlacement(problems: Problems, props: AuroraDatabaseProps): void {
  const { subnetIds } = props;
  const known = Token.isUnresolved(subnetIds);
  problems.check(known || subnetIds.length >= 2, {
    code: 'aurora-subnets',
    property: 'subnetIds',
    received: subnetIds,
    allowed: 'at least two, in different zones',
    fix: 'Give the isolated subnets of two or three zones.',
  });
  problems.check(known || new Set(subnetIds).size === subnetIds.length, {
    code: 'aurora-subnets-repeated',
    property: 'subnetIds',
    received: subnetIds,
    allowed: 'each subnet once',
    fix: 'Remove the repetition.',
  });
  checkWholeNumber(problems, {
    code: 'aurora-instances',
    property: 'instanceCount',
    value: props.instanceCount,
    from: 1,
    to: 16,
    unit: 'instances',
    fix: 'Take 1 for development, 2 or more where a failing zone must not stop the service.',
  });
}

function checkPeriods(problems: Problems, props: AuroraDatabaseProps): void {
  const { performanceInsightsRetentionDays: insights = 7 } = props;
  checkWholeNumber(problems, {
    code: 'aurora-backup-retention',
    property: 'backupRetentionDays',
    value: props.backupRetentionDays,
    from: 1,
    to: 35,
    unit: 'days',
    fix: 'Leave it out for 14 days.',
  });
  checkWholeNumber(problems, {
    code: 'aurora-slow-statement',
    property: 'slowStatementMilliseconds',
    value: props.slowStatementMilliseconds,
    from: 1,
    to: 2_147_483_647,
    unit: 'milliseconds',
    fix: 'Leave it out for a second.',
  });
  const months = insights / 31;
  problems.check(
    insights === 7 || insights === 731 || (Number.isInteger(months) && months >= 1 && months <= 23),
    {
      code: 'aurora-insights-retention',
      property: 'performanceInsightsRetentionDays',
      received: insights,
      allowed: '7, a multiple of 31 up to 713, or 731 days',
      fix: 'Leave it out for 7 days.',
    },
  );
  checkOneOf(
    problems,
    'aurora-monitoring',
    'monitoringIntervalSeconds',
    props.monitoringIntervalSeconds,
    MONITORING_INTERVALS,
  );
  checkOneOf(
    problems,
    'aurora-log-retention',
    'logRetentionDays',
    props.logRetentionDays,
    LOG_RETENTION_DAYS,
  );
}

function checkOneOf(
  problems: Problems,
  code: string,
  property: string,
  value: number | undefined,
  allowed: readonly number[],
): void {
  problems.check(value === undefined || allowed.includes(value), {
    code,
    property,
    received: value,
    allowed: `one of ${allowed.join(', ')}`,
    fix: 'Take the nearest of these.',
  });
}
