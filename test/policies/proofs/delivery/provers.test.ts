import { deliveryProvers } from '../../../../policies/proofs/delivery/provers';
import { contextOf } from '../../model/network/support';

const PROVIDER = `
provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["123456789012"]
}
`;

async function findings(configuration: string): Promise<readonly string[]> {
  const context = await contextOf(`${PROVIDER}${configuration}`);
  const found: string[] = [];
  for (const { criterion, prove } of deliveryProvers) {
    for (const { subject, outcome } of (await prove(context)).violations)
      found.push(`${outcome.status} ${criterion.id} ${subject.address} ${outcome.at.path ?? ''}`.trim());
  }
  return found;
}

async function messages(configuration: string): Promise<readonly string[]> {
  const context = await contextOf(`${PROVIDER}${configuration}`);
  const found: string[] = [];
  for (const { prove } of deliveryProvers)
    for (const { outcome } of (await prove(context)).violations) found.push(outcome.message);
  return found;
}

const ACCOUNT = '123456789012';
const document = (...statements: readonly object[]) =>
  `jsonencode({ Version = "2012-10-17", Statement = jsondecode(${JSON.stringify(JSON.stringify(statements))}) })`;
const admit = (service: string, action: string | readonly string[], source?: string, more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: `${service}.amazonaws.com` },
  Action: action,
  Resource: '*',
  ...(source === undefined ? {} : { Condition: { ArnEquals: { 'aws:SourceArn': source } } }),
  ...more,
});
const role = (name: string, ...statements: readonly object[]) => `
resource "aws_iam_role" "${name}" {
  name               = "${name}"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "${name}" {
  role   = aws_iam_role.${name}.id
  policy = ${document(...statements)}
}
`;
const allow = (action: string | readonly string[], resource: string | readonly string[] = '*') => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});
const queue = (name: string, policy: string, more = '') => `
resource "aws_sqs_queue" "${name}" {
  name = "${name}"
  ${more}
}
resource "aws_sqs_queue_policy" "${name}" {
  queue_url = aws_sqs_queue.${name}.id
  policy    = ${policy}
}
`;
const topic = (name: string, policy: string, more = '') => `
resource "aws_sns_topic" "${name}" {
  name   = "${name}"
  policy = ${policy}
  ${more}
}
`;
const ADMINISTRATION = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const key = (...statements: readonly object[]) => `
resource "aws_kms_key" "k" {
  policy = ${document(ADMINISTRATION, ...statements)}
}
`;
const ENCRYPTED = 'kms_master_key_id = aws_kms_key.k.arn';
const RULE_ARN = `arn:aws:events:eu-central-1:${ACCOUNT}:rule/r`;
const DATA_KEY = ['kms:Decrypt', 'kms:GenerateDataKey'];
const target = (arn: string, more = '') => `
resource "aws_cloudwatch_event_rule" "r" {
  name          = "r"
  event_pattern = "{}"
}
resource "aws_cloudwatch_event_target" "t" {
  rule = aws_cloudwatch_event_rule.r.name
  arn  = ${arn}
  ${more}
}
`;
const LAMBDA = `
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::${ACCOUNT}:role/elsewhere"
}
resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.f.function_name
  function_version = "1"
}
`;
const permission = (principal: string, source: string, more = '') => `
resource "aws_lambda_permission" "p" {
  function_name = aws_lambda_function.f.function_name
  action        = "lambda:InvokeFunction"
  principal     = "${principal}"
  source_arn    = ${source}
  ${more}
}
`;
const schedule = (more = '') => `
resource "aws_scheduler_schedule" "s" {
  name                = "s"
  schedule_expression = "rate(1 hour)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = aws_lambda_alias.live.arn
    role_arn = aws_iam_role.s.arn
    ${more}
  }
}
`;
const FUNCTION_ARN = `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:f:live`;
const subscription = `
resource "aws_sns_topic_subscription" "s" {
  topic_arn = aws_sns_topic.t.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.q.arn
}
`;
const TOPIC_ARN = `arn:aws:sns:eu-central-1:${ACCOUNT}:t`;
const alarm = `
resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name          = "a-1"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.t.arn]
  ok_actions          = [aws_sns_topic.t.arn]
}
`;
const ALARM_ARN = `arn:aws:cloudwatch:eu-central-1:${ACCOUNT}:alarm:a-*`;
const MACHINE = `
resource "aws_sfn_state_machine" "m" {
  name       = "m"
  role_arn   = aws_iam_role.m.arn
  definition = jsonencode({ StartAt = "A", States = { A = { Type = "Task", Resource = "arn:aws:states:::lambda:invoke", Parameters = { FunctionName = aws_lambda_alias.live.arn }, End = true } } })
}
`;
const notification = `
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
resource "aws_s3_bucket_notification" "n" {
  bucket = aws_s3_bucket.b.id
  queue {
    queue_arn = aws_sqs_queue.q.arn
    events    = ["s3:ObjectCreated:*"]
  }
}
`;
const NOTHING = document({
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:*',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

describe('what is permitted', () => {
  test.each(
    Object.entries({
      'a rule to a queue that admits it':
        target('aws_sqs_queue.q.arn') + queue('q', document(admit('events', 'sqs:SendMessage', RULE_ARN))),
      'the rule by its reference': `${target('aws_sqs_queue.q.arn')}
resource "aws_sqs_queue" "q" {
  name   = "q"
}
resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "sqs:SendMessage", Resource = "*", Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.r.arn } } }] })
}`,
      'a rule to an encrypted topic, whose key names no source':
        target('aws_sns_topic.t.arn') +
        topic('t', document(admit('events', 'sns:Publish', RULE_ARN)), ENCRYPTED) +
        key(admit('events', DATA_KEY)),
      'a rule to a function':
        target('aws_lambda_function.f.arn') + LAMBDA + permission('events.amazonaws.com', `"${RULE_ARN}"`),
      'a rule of a bus': `${target('aws_sqs_queue.q.arn').replace('event_pattern', 'event_bus_name = "orders"\n  event_pattern')}${queue('q', document(admit('events', 'sqs:SendMessage', `arn:aws:events:eu-central-1:${ACCOUNT}:rule/orders/r`)))}`,
      'a schedule with its role':
        LAMBDA + schedule() + role('s', allow('lambda:InvokeFunction', FUNCTION_ARN)),
      'a subscription of an encrypted queue':
        subscription +
        topic('t', '"{}"').replace('policy = "{}"', '') +
        queue('q', document(admit('sns', 'sqs:SendMessage', TOPIC_ARN)), ENCRYPTED) +
        key(admit('sns', DATA_KEY, TOPIC_ARN)),
      'alarms of a family': alarm + topic('t', document(admit('cloudwatch', 'sns:Publish', ALARM_ARN))),
      'a bucket to a queue':
        notification + queue('q', document(admit('s3', 'sqs:SendMessage', 'arn:aws:s3:::b'))),
      'a state machine': LAMBDA + MACHINE + role('m', allow('lambda:InvokeFunction', FUNCTION_ARN)),
      'a target that nobody knows': `variable "arn" {}\n${target('var.arn')}`,
      'a schedule with a role of elsewhere': (LAMBDA + schedule()).replace(
        'aws_iam_role.s.arn',
        `"arn:aws:iam::${ACCOUNT}:role/x"`,
      ),
    }),
  )('%s', async (_, configuration) => expect(await findings(configuration)).toEqual([]));
});

describe('what is not permitted', () => {
  const PERMITTED = 'fail proof-delivery-is-permitted';
  test.each(
    Object.entries<readonly [string, string]>({
      'a rule to a queue without a policy': [
        `${target('aws_sqs_queue.q.arn')}\nresource "aws_sqs_queue" "q" {\n  name = "q"\n}`,
        `${PERMITTED} aws_cloudwatch_event_target.t arn.sqs:SendMessage`,
      ],
      'dead letters of a rule': [
        target('aws_sqs_queue.q.arn', 'dead_letter_config {\n    arn = aws_sqs_queue.d.arn\n  }') +
          queue('q', document(admit('events', 'sqs:SendMessage', RULE_ARN))) +
          queue('d', NOTHING),
        `${PERMITTED} aws_cloudwatch_event_target.t dead_letter_config.sqs:SendMessage`,
      ],
      'a key of which EventBridge knows no source, with a condition on it': [
        target('aws_sns_topic.t.arn') +
          topic('t', document(admit('events', 'sns:Publish', RULE_ARN)), ENCRYPTED) +
          key(
            admit('events', DATA_KEY, undefined, {
              Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
            }),
          ),
        `${PERMITTED} aws_cloudwatch_event_target.t arn.kms:Decrypt`,
      ],
      'a function that admits the rule at no alias': [
        target('aws_lambda_alias.live.arn') + LAMBDA + permission('events.amazonaws.com', `"${RULE_ARN}"`),
        `${PERMITTED} aws_cloudwatch_event_target.t arn.lambda:InvokeFunction`,
      ],
      'a schedule whose role may call another function': [
        LAMBDA + schedule() + role('s', allow('lambda:InvokeFunction', `${FUNCTION_ARN}x`)),
        `${PERMITTED} aws_scheduler_schedule.s target[0].arn.lambda:InvokeFunction`,
      ],
      'a queue whose key does not admit SNS': [
        subscription +
          topic('t', '"{}"').replace('policy = "{}"', '') +
          queue('q', document(admit('sns', 'sqs:SendMessage', TOPIC_ARN)), ENCRYPTED) +
          key(),
        `${PERMITTED} aws_sns_topic_subscription.s endpoint.kms:Decrypt`,
      ],
      'alarms of another family': [
        alarm + topic('t', document(admit('cloudwatch', 'sns:Publish', ALARM_ARN.replace('a-*', 'b-*')))),
        `${PERMITTED} aws_cloudwatch_metric_alarm.a alarm_actions[0].sns:Publish`,
      ],
      'a bucket that the queue denies': [
        notification +
          queue(
            'q',
            document(admit('s3', 'sqs:SendMessage', 'arn:aws:s3:::b'), {
              Effect: 'Deny',
              Principal: '*',
              Action: 'sqs:SendMessage',
              Resource: '*',
            }),
          ),
        `${PERMITTED} aws_s3_bucket_notification.n queue[0].queue_arn.sqs:SendMessage`,
      ],
      'a state machine whose role may do nothing': [
        LAMBDA + MACHINE + role('m', { Effect: 'Deny', Action: 'iam:*', Resource: '*' }),
        `${PERMITTED} aws_sfn_state_machine.m definition.lambda:InvokeFunction`,
      ],
      'a key that nobody may administer': [
        `resource "aws_kms_key" "k" {\n  policy = ${document({ ...ADMINISTRATION, Action: 'kms:Decrypt' })}\n}`,
        `${PERMITTED} aws_kms_key.k policy.kms:PutKeyPolicy`,
      ],
      'a log group whose key does not admit CloudWatch Logs': [
        `${key()}\nresource "aws_cloudwatch_log_group" "g" {\n  name       = "g"\n  kms_key_id = aws_kms_key.k.arn\n}`,
        `${PERMITTED} aws_cloudwatch_log_group.g kms_key_id.kms:Decrypt`,
      ],
    }),
  )('%s', async (_, [configuration, expected]) => expect(await findings(configuration)).toContain(expected));

  test('the finding spells out the smallest change', async () => {
    const [message] = await messages(
      `${target('aws_sqs_queue.q.arn')}\nresource "aws_sqs_queue" "q" {\n  name = "q"\n}`,
    );
    expect(message).toContain(
      `The smallest change: {"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-central-1:${ACCOUNT}:q","Condition":{"ArnEquals":{"aws:SourceArn":"${RULE_ARN}"}}}`,
    );
  });

  test('a policy from a variable is unknown, and no failure', async () => {
    expect(await findings(`variable "p" {}\n${target('aws_sqs_queue.q.arn')}${queue('q', 'var.p')}`)).toEqual(
      ['unknown proof-delivery-is-permitted aws_cloudwatch_event_target.t arn.sqs:SendMessage'],
    );
  });
});

describe('who is admitted for nothing', () => {
  const UNUSED = 'fail proof-admission-is-used';
  test.each(
    Object.entries<readonly [string, readonly string[]]>({
      'a service that delivers nothing': [
        queue('q', document(admit('sns', 'sqs:SendMessage', TOPIC_ARN))),
        [`${UNUSED} aws_sqs_queue_policy.q policy.Statement[0]`],
      ],
      'a second source': [
        target('aws_sqs_queue.q.arn') +
          queue(
            'q',
            document({
              ...admit('events', 'sqs:SendMessage'),
              Condition: { ArnEquals: { 'aws:SourceArn': [RULE_ARN, `${RULE_ARN}-gone`] } },
            }),
          ),
        [`${UNUSED} aws_sqs_queue_policy.q policy.Statement[0]`],
      ],
      'a second action': [
        target('aws_sqs_queue.q.arn') +
          queue('q', document(admit('events', ['sqs:SendMessage', 'sqs:ReceiveMessage'], RULE_ARN))),
        [`${UNUSED} aws_sqs_queue_policy.q policy.Statement[0]`],
      ],
      'a statement of a role that a schedule takes': [
        LAMBDA + schedule() + role('s', allow('lambda:InvokeFunction', FUNCTION_ARN), allow('s3:GetObject')),
        [`${UNUSED} aws_iam_role_policy.s policy.Statement[1]`],
      ],
      'a permission that nothing takes': [
        LAMBDA + permission('events.amazonaws.com', `"${RULE_ARN}"`),
        [`${UNUSED} aws_lambda_permission.p principal`],
      ],
      'a service that these modules do not read': [
        queue('q', document(admit('config', 'sqs:SendMessage', RULE_ARN))),
        [],
      ],
      'a role that something else takes too': [
        `${LAMBDA.replace(`"arn:aws:iam::${ACCOUNT}:role/elsewhere"`, 'aws_iam_role.s.arn')}${schedule()}${role('s', allow('lambda:InvokeFunction', FUNCTION_ARN), allow('s3:GetObject'))}`,
        [],
      ],
    }),
  )('%s', async (_, [configuration, expected]) => expect(await findings(configuration)).toEqual(expected));
});
