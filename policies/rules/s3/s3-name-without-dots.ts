import { PartialText } from '../../graph/value';
import { isSurelySet, shown, written } from '../attribute';
import { fail, judge, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 's3-name-without-dots',
  severity: 'low',
  summary: 'The name of a bucket has no dots.',
  rationale:
    'The certificate of S3 covers one level of names: with a dot HTTPS works by the old path style only.',
  remediation: 'Use hyphens. The bucket has to be made anew.',
  references: ['AVD-AWS-0320'],
  types: ['aws_s3_bucket'],
  check: (resource) => {
    const name = written(resource, 'bucket');
    const parts = name instanceof PartialText ? name.parts : [];
    if (parts.some((part) => typeof part === 'string' && part.includes('.')))
      return fail('the name has a dot', 'bucket');
    if (name === undefined || isSurelySet(name)) return name === undefined ? [] : pass();
    return judge(
      name,
      'bucket',
      (value) => (String(value).includes('.') ? `the name ${shown(value)} has a dot` : undefined),
      'bucket',
    );
  },
};
