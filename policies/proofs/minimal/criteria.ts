import type { Criterion } from '../../rules/rule';

export const NOT_NEEDED: Criterion = {
  id: 'proof-minimal',
  severity: 'low',
  summary: 'Without any one statement, rule, route or endpoint some check fails.',
  rationale:
    'What can be taken away without anybody noticing is either not needed, and then it is one more way for an intruder, ' +
    'or needed for a reason that no check knows, and then nobody will notice when it is lost.',
  remediation: 'Remove it; or write the check that tells what it is for.',
};
