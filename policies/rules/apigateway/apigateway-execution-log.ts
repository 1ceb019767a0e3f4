import type { Resource } from '../../graph/resource';
import { mustBeOneOf } from '../attribute';
import type { RuleContext } from '../context';
import { needsCompanion } from '../needs-companion';
import { fail, type Outcome } from '../outcome';
import type { Rule } from '../rule';
import { isForAllMethods, methodSettingsOf } from './support/method-settings';

const MISSING = 'no settings of the stage write an execution log';

export const rule: Rule = {
  id: 'apigateway-execution-log',
  severity: 'medium',
  summary: 'The methods of a stage log their errors.',
  rationale:
    'The access log says that a request failed; the execution log says where: at the authorizer, in a mapping, or in ' +
    'the integration.',
  remediation: 'Add `aws_api_gateway_method_settings` for `*/*` with `logging_level = "ERROR"` (or `INFO`).',
  references: ['CKV2_AWS_4', 'AwsSolutions-APIG6'],
  types: ['aws_api_gateway_stage'],
  check: (stage, context): Outcome => {
    const settings = methodSettingsOf(context, stage);
    const all = settings.sure.filter(isForAllMethods);
    if (all.length > 0) return needsCompanion({ sure: all, possible: [] }, MISSING, isLogged);
    const single = settings.sure.filter((one) => isLogged(one).status === 'pass');
    const methods = methodsOf(context, stage);
    if (single.length > 0 && single.length < methods) {
      return fail(`${methods - single.length} of ${methods} methods write no execution log`);
    }
    return needsCompanion(settings, MISSING, isLogged);
  },
};

function isLogged(settings: Resource): Outcome {
  const outcome = mustBeOneOf(settings, 'settings[0].logging_level', ['ERROR', 'INFO']);
  return outcome.status === 'fail' ? fail(`${MISSING}: ${outcome.message}`) : outcome;
}

function methodsOf(context: RuleContext, stage: Resource): number {
  const [api] = context.graph.referencesFrom(stage, 'rest_api_id', 'aws_api_gateway_rest_api');
  if (!api) return 0;
  return context.graph
    .referencesTo(api)
    .filter(({ from, path }) => from.type === 'aws_api_gateway_method' && path === 'rest_api_id').length;
}
