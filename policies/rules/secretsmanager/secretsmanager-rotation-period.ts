import { toNumber, toText, type Unknown } from '../../graph/value';
import { shown, written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'secretsmanager-rotation-period',
  severity: 'medium',
  summary: 'A secret is changed every 90 days at least.',
  rationale: 'The longer a secret is good for, the more backups, logs and former employees know it.',
  remediation:
    'Set `automatically_after_days` to 90 or less, or a `schedule_expression` that comes as often.',
  references: ['CKV_AWS_304'],
  types: ['aws_secretsmanager_secret_rotation'],
  check: (resource) => {
    const days = written(resource, 'rotation_rules[0].automatically_after_days');
    const path =
      days === undefined
        ? 'rotation_rules[0].schedule_expression'
        : 'rotation_rules[0].automatically_after_days';
    return judge(
      days ?? written(resource, path),
      path,
      (value) => {
        const period = days === undefined ? daysOf(toText(value)) : toNumber(value);
        if (typeof period === 'number' && period <= LONGEST) return undefined;
        return `${path} is ${shown(value)}; wanted is every ${LONGEST} days or oftener`;
      },
      path,
    );
  },
};

/** In days, from the CIS benchmark and Security Hub's control SecretsManager.4. */
const LONGEST = 90;

const DAYS: Readonly<Record<string, number>> = { day: 1, hour: 1 / 24, minute: 1 / 1440 };

/** The days between two rotations. Of a cron expression: a year where it names the year or one month, else a month. */
function daysOf(schedule: string | Unknown | undefined): number | undefined {
  if (typeof schedule !== 'string') return undefined;
  const [, count, unit] = /^rate\((\d+) +(day|hour|minute)s?\)$/.exec(schedule.trim()) ?? [];
  if (unit !== undefined) return Number(count) * (DAYS[unit] ?? 1);
  const [, fields] = /^cron\((.*)\)$/.exec(schedule.trim()) ?? [];
  if (fields === undefined) return undefined;
  const month = fields.trim().split(/ +/)[3] ?? '*';
  if (/^[\w]+$/.test(month)) return 365;
  const [, step] = /^[\w*]+\/(\d+)$/.exec(month) ?? [];
  if (step !== undefined) return Number(step) * 30;
  return month.includes(',') ? 365 / month.split(',').length : 31;
}
