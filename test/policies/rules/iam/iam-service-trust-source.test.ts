import { rule } from '../../../../policies/rules/iam/iam-service-trust-source';
import { testRule } from '../support';
import { role, trusts, when } from './configurations';

testRule(rule, {
  pass: {
    'the account is named': role(
      trusts(
        'Service = "scheduler.amazonaws.com"',
        when('StringEquals', 'aws:SourceAccount', '123456789012'),
      ),
    ),
    'the schedule is named': role(
      trusts(
        'Service = "scheduler.amazonaws.com"',
        when('ArnLike', 'aws:SourceArn', 'arn:aws:scheduler:*:123456789012:schedule/g/*'),
      ),
    ),
    'a service that acts for its own account only': role(),
  },
  fail: { 'no condition': role(trusts('Service = "scheduler.amazonaws.com"')) },
  evasion: {
    'any source': role(
      trusts('Service = "states.amazonaws.com"', when('StringLike', 'aws:SourceAccount', '*')),
    ),
    'a source that may be absent': role(
      trusts(
        'Service = "pipes.amazonaws.com"',
        when('ArnLikeIfExists', 'aws:SourceArn', 'arn:aws:pipes:*:123456789012:pipe/*'),
      ),
    ),
    'among others': role(trusts('Service = ["lambda.amazonaws.com", "scheduler.amazonaws.com"]')),
  },
});
