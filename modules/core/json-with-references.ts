import { Lazy } from 'cdktf';
import { type Json, jsonExpression } from './json-expression';
import { mapStrings, markReferences } from './reference-marks';

export type { Json };

/** Private-use characters: in no document of ours, and left alone by every escape of JSON and HCL. */
const OPEN = '\ue000';
const CLOSE = '\ue001';
const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');
/** A string that is a reference and nothing else. */
const LONE_MARK = new RegExp(`"${OPEN}(\\d+)${CLOSE}"`, 'g');

/**
 * A JSON document that holds Terraform references (a state machine, an event pattern, a dashboard) as `jsonencode({ … })`:
 * a reviewer reads its members, not escaped JSON, and it is the same in HCL and JSON.
 *
 * The references are resolved here, one by one. Left in the expression, cdktf would write each without its `${}`, as it
 * does everywhere inside of one: within quotes, the name of a resource would then stand for its ARN.
 */
export function jsonWithReferences(document: Json): string {
  return Lazy.stringValue({
    produce: (context) => {
      const marked = markReferences(document, (index) => `${OPEN}${index}${CLOSE}`);
      const resolved = marked.references.map((reference) => String(context.resolve(reference)));
      const at = (index: string): string => resolved[Number(index)] ?? '';
      const known = mapStrings(marked.document, (text) =>
        text.replace(MARK, (mark, index: string) => (at(index).includes('${') ? mark : at(index))),
      );
      return jsonExpression(known)
        .replace(LONE_MARK, (mark, index: string) => loneExpression(at(index)) ?? mark)
        .replace(MARK, (_mark, index: string) => at(index));
    },
  });
}

/** `aws_lambda_alias.x.arn` of `${aws_lambda_alias.x.arn}`; nothing when there is more around or inside it. */
function loneExpression(template: string): string | undefined {
  return /^\$\{([^{}]+)\}$/.exec(template)?.[1];
}
