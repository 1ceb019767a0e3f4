import { toText } from '../../graph/value';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-permission-action',
  severity: 'high',
  summary: 'A permission on a function lets somebody invoke it, and do nothing else to it.',
  rationale:
    'Who may update or delete the function, or change who may call it, has the rights of its role. `lambda:*` says all ' +
    'of that.',
  remediation: 'Set `action = "lambda:InvokeFunction"`, and give who deploys the function a role.',
  types: ['aws_lambda_permission'],
  check: (resource) =>
    judge(
      resource.get('action'),
      'action',
      (known) => {
        const action = toText(known);
        if (typeof action !== 'string') return undefined;
        return HARMLESS.has(action.toLowerCase()) ? undefined : `it allows ${action}`;
      },
      'action',
    ),
};

/** To call it, and what CloudFront needs to copy it to its edges. */
const HARMLESS: ReadonlySet<string> = new Set([
  'lambda:invokefunction',
  'lambda:invokefunctionurl',
  'lambda:invokeasync',
  'lambda:getfunction',
  'lambda:enablereplication*',
]);
