import type { Resource } from '../graph/resource';
import { toText, type Value } from '../graph/value';
import { isSurelySet, written } from './attribute';
import type { RuleContext } from './context';
import { fail, judge, type Outcome, pass } from './outcome';

/** `alias/aws/s3`, or a key's ARN that ends so: AWS's own key, whose policy nobody can change. */
const AWS_KEY = /(^|[:/])(alias\/)?aws\/[a-z0-9-]+$/;

/**
 * The attribute must name a KMS key of one's own. A key of AWS (`alias/aws/…`) is none, whether it is written or looked
 * up by a data source.
 *
 * @param path of the attribute that names the key, by id, ARN or alias
 * @param options.at where the finding is, if not at the attribute
 */
export function mustHaveCustomerKey(
  resource: Resource,
  path: string,
  context: RuleContext,
  options: { readonly at?: string } = {},
): Outcome {
  return judgeCustomerKey(written(resource, path), path, context, options.at ?? path);
}

/** The same for a value that was found otherwise: in one of several blocks. */
export function judgeCustomerKey(
  value: Value | undefined,
  what: string,
  context: RuleContext,
  at: string,
): Outcome {
  const source = context.graph.referred(value);
  const name =
    source?.type === 'aws_kms_alias'
      ? source.get('name')
      : source?.type === 'aws_kms_key' && source.mode === 'data'
        ? source.get('key_id')
        : undefined;
  if (typeof name === 'string' && AWS_KEY.test(name)) {
    return fail(`${what} is ${source?.address}, which is ${name}, a key of AWS`, at);
  }
  if (isSurelySet(value)) return pass();
  return judge(
    value,
    what,
    (known) => {
      const text = toText(known);
      if (typeof text !== 'string' || text === '') return `${what} is not set`;
      return AWS_KEY.test(text) ? `${what} is ${text}, a key of AWS` : undefined;
    },
    at,
  );
}
