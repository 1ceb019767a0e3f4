import { isList, isUnknown, type Unknown, type Value, type ValueObject } from '../../graph/value';
import { writtenBlocks } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 's3-cors',
  severity: 'medium',
  summary: 'No page of any origin may write into a bucket.',
  rationale:
    'CORS that allows every origin to `PUT`, `POST` or `DELETE` lets any page that a user opens work on the bucket with ' +
    'what the user has been given, an upload address for instance.',
  remediation:
    'List the origins of the application in `allowed_origins`, or only `GET` and `HEAD` in `allowed_methods`.',
  types: ['aws_s3_bucket', 'aws_s3_bucket_cors_configuration'],
  check: (resource): readonly Outcome[] =>
    writtenBlocks(resource, 'cors_rule').map((block, index) => judgeBlock(block, `cors_rule[${index}]`)),
};

const WRITING = ['PUT', 'POST', 'DELETE', '*'];

function judgeBlock(block: ValueObject | Unknown, at: string): Outcome {
  if (isUnknown(block)) return unknown('who may do what', block, at);
  const [origins, methods] = [block['allowed_origins'], block['allowed_methods']];
  const [anyOrigin, writes] = [holds(origins, ['*', 'http://*', 'https://*']), holds(methods, WRITING)];
  if (anyOrigin === false || writes === false) return pass();
  if (anyOrigin === true && writes === true) return fail('pages of every origin may write', at);
  const open = [anyOrigin, writes].find((one) => typeof one === 'object');
  return open ? unknown('who may do what', open, at) : pass();
}

/** Whether one of the texts is in the list; the unknown item of one that holds none that is known. */
function holds(list: Value | undefined, texts: readonly string[]): boolean | Unknown {
  if (isUnknown(list)) return list;
  if (!isList(list)) return false;
  if (list.some((item) => typeof item === 'string' && texts.includes(item))) return true;
  return list.find((item) => isUnknown(item)) ?? false;
}
