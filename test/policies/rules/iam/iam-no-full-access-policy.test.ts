import { rule } from '../../../../policies/rules/iam/iam-no-full-access-policy';
import { testRule } from '../support';
import { anywhere, attached, found, listed, unknownPolicy } from './managed';

testRule(rule, {
  pass: {
    'another policy': attached('service-role/AWSLambdaBasicExecutionRole'),
    'another in the list': listed('service-role/AWSLambdaBasicExecutionRole'),
  },
  fail: { attached: attached('AmazonSQSFullAccess'), listed: listed('AmazonSQSFullAccess') },
  unknown: { 'the policy': unknownPolicy },
  evasion: {
    'found by name': found('AmazonSQSFullAccess'),
    'in any partition': anywhere('AmazonSQSFullAccess'),
  },
});
