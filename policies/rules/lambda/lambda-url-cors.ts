import { firstUnknown, isList, toBoolean, type Value } from '../../graph/value';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { ofFunction } from './support/of-function';

export const rule: Rule = {
  id: 'lambda-url-cors',
  severity: 'medium',
  summary: 'The URL of a function does not let every page call it in every way.',
  rationale:
    'CORS that allows all origins and all methods, or all origins with credentials, lets any page that a user opens ' +
    'work on the function in the name of the user.',
  remediation: 'List the origins in `cors { allow_origins }`, and the methods in `allow_methods`.',
  references: ['CKV2_AWS_75'],
  types: ['aws_lambda_function'],
  check: (resource, context): readonly Outcome[] => {
    const { sure } = ofFunction(context, resource, 'aws_lambda_function_url');
    return sure.map((url) => {
      const origins = url.get('cors[0].allow_origins');
      const methods = url.get('cors[0].allow_methods');
      const credentials = toBoolean(url.get('cors[0].allow_credentials')) === true;
      if (hasStar(origins) && (hasStar(methods) || credentials))
        return fail(
          `the CORS of ${url.address} allows every origin ${credentials ? 'with credentials' : 'and every method'}`,
        );
      const lost =
        firstUnknown(origins ?? null) ?? (hasStar(origins) ? firstUnknown(methods ?? null) : undefined);
      return lost && (hasStar(methods) || credentials || hasStar(origins))
        ? unknown(`the CORS of ${url.address}`, lost)
        : pass();
    });
  },
};

function hasStar(value: Value | undefined): boolean {
  return isList(value) ? value.includes('*') : value === '*';
}
