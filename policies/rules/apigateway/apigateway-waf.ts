import { isUnknown } from '../../graph/value';
import { needsCompanion } from '../needs-companion';
import { type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { associationsOf } from '../waf/support/web-acl';
import { isPrivate, restApiOf } from './support/rest-api';

export const rule: Rule = {
  id: 'apigateway-waf',
  severity: 'medium',
  summary: 'A public stage of a REST API stands behind a web application firewall.',
  rationale:
    'Without a web ACL each request of a scanner or a flood reaches the authorizers and functions, which are paid for ' +
    'by the call.',
  remediation: 'Add `aws_wafv2_web_acl_association` with `resource_arn` of the stage.',
  references: ['CKV2_AWS_29', 'AwsSolutions-APIG3'],
  types: ['aws_api_gateway_stage'],
  check: (stage, context): Outcome => {
    const associations = associationsOf(context, stage);
    if (associations.sure.length > 0) return pass();
    const api = restApiOf(context, stage);
    if (!api) return unknown('whether the API is public', 'it is not in the input', 'rest_api_id');
    const hidden = isPrivate(api);
    if (hidden === true) return pass();
    if (isUnknown(hidden)) return unknown('whether the API is public', hidden, 'rest_api_id');
    // An ARN put together by hand names the API and its stage, not the resource of the stage.
    const byHand = context.graph
      .referencesTo(api)
      .some(({ from, path }) => /^aws_waf.*_web_acl_association$/.test(from.type) && path === 'resource_arn');
    return byHand ? pass() : needsCompanion(associations, 'no web ACL protects the public stage');
  },
};
