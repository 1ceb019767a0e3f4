import { isUnknown, toNumber } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

const PATH = 'target[0].retry_policy[0].maximum_retry_attempts';

/** What the scheduler does where nothing is said. */
const DEFAULT_ATTEMPTS = 185;

export const rule: Rule = {
  id: 'events-schedule-retry',
  severity: 'low',
  summary: 'A schedule tries again when a call fails, or keeps what failed.',
  rationale: 'With 0 attempts one moment of throttling is enough, and the job does not run that day.',
  remediation: 'Raise `maximum_retry_attempts`, or add a `dead_letter_config`.',
  types: ['aws_scheduler_schedule'],
  check: (schedule): Outcome => {
    const attempts = toNumber(written(schedule, PATH) ?? DEFAULT_ATTEMPTS);
    if (isUnknown(attempts)) return unknown(PATH, attempts, PATH);
    const isKept = written(schedule, 'target[0].dead_letter_config[0].arn') !== undefined;
    return attempts === 0 && !isKept ? fail('a failed call is not tried again, and not kept', PATH) : pass();
  },
};
