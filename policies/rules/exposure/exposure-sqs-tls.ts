import type { Rule } from '../rule';
import { refusesPlainText } from './support/tls';

export const rule: Rule = {
  id: 'exposure-sqs-tls',
  severity: 'medium',
  summary: 'The policy of a queue refuses requests without TLS.',
  rationale:
    'The SDKs use TLS, but nothing else makes a producer do so: a message sent in the clear can be read and changed.',
  remediation: 'Add a Deny for everyone on `sqs:*` with the condition `Bool` `aws:SecureTransport` `false`.',
  references: ['AwsSolutions-SQS4'],
  types: ['aws_sqs_queue'],
  check: (resource, context) =>
    refusesPlainText(resource, context, {
      what: 'the queue',
      action: 'sqs:*',
      separate: 'aws_sqs_queue_policy',
    }),
};
