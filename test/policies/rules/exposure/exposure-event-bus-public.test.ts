import { rule } from '../../../../policies/rules/exposure/exposure-event-bus-public';
import { testPublic } from './public-table';

testPublic(rule, {
  holder: (policy) => `resource "aws_cloudwatch_event_bus_policy" "x" {
    event_bus_name = "b"
    policy = ${policy}
  }`,
  action: 'events:PutEvents',
  silent: { 'no policy': 'resource "aws_cloudwatch_event_bus_policy" "x" {}' },
});
