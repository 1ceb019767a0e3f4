import { isList } from '../../graph/value';
import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';
import { hasEngine } from './support/engine';

export const rule: Rule = {
  id: 'rds-serverless-mysql-logs',
  severity: 'low',
  summary: 'A serverless MySQL cluster exports all of its logs.',
  rationale: 'There is no host to log in to: what CloudWatch does not get, nobody sees.',
  remediation: 'Set `enabled_cloudwatch_logs_exports = ["audit", "error", "general", "slowquery"]`.',
  references: ['AwsSolutions-RDS16'],
  types: ['aws_rds_cluster'],
  check: (resource) => {
    const isServerless = resource.get('engine_mode') === 'serverless';
    if (!isServerless || !hasEngine(resource, 'aurora', 'aurora-mysql')) return [];
    return judge(
      written(resource, 'enabled_cloudwatch_logs_exports'),
      'enabled_cloudwatch_logs_exports',
      (value) => {
        const exported = isList(value) ? value : [];
        const missing = LOGS.filter((log) => !exported.includes(log));
        return missing.length === 0 ? undefined : `not exported: ${missing.join(', ')}`;
      },
      'enabled_cloudwatch_logs_exports',
    );
  },
};

const LOGS = ['audit', 'error', 'general', 'slowquery'] as const;
