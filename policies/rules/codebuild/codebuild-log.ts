import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codebuild-log',
  severity: 'low',
  summary: 'A build writes a log.',
  rationale:
    'Without one nobody can tell what a build did with the rights of its role. CodeBuild writes to ' +
    'CloudWatch unless that is disabled.',
  remediation: 'Set the status of `cloudwatch_logs` or of `s3_logs` to `ENABLED`.',
  references: ['CKV_AWS_314'],
  types: ['aws_codebuild_project'],
  check: (resource) => {
    const cloudWatch = written(resource, 'logs_config[0].cloudwatch_logs[0].status') ?? 'ENABLED';
    const bucket = written(resource, 'logs_config[0].s3_logs[0].status') ?? 'DISABLED';
    if (cloudWatch === 'ENABLED' || bucket === 'ENABLED') return pass();
    const open = [cloudWatch, bucket].find((one) => isUnknown(one));
    return isUnknown(open)
      ? unknown('logs_config', open, 'logs_config')
      : fail('the build writes no log', 'logs_config');
  },
};
