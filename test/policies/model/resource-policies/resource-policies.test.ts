import { admissions } from '../../../../policies/model/resource-policies/admissions';
import {
  boundPolicy,
  policiesSetBy,
  resourcePolicies,
  resourcePolicyOf,
} from '../../../../policies/model/resource-policies/resource-policies';
import { INLINE_POLICIES, SEPARATE_POLICIES } from '../../../../policies/model/resource-policies/sources';
import { RuleContext } from '../../../../policies/rules/context';
import schema from '../../../../policies/schema/aws-5.100.0.json';
import { found, graphOf } from '../../graph/support';

const policy = (sid: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "${sid}", Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*" }] })`;

async function contextOf(configuration: string): Promise<RuleContext> {
  return new RuleContext(await graphOf(configuration));
}

/** The origins and statement ids of the policy that guards the resource. */
function guards(context: RuleContext, address: string): readonly string[] {
  return resourcePolicyOf(context, found(context.graph, address)).map(
    ({ origin, document }) => `${origin} ${document.statements.map(({ sid }) => String(sid)).join(',')}`,
  );
}

test('every type of the tables is one of the provider', () => {
  const types = [...INLINE_POLICIES, ...SEPARATE_POLICIES].map(({ type }) => type);

  expect(types.filter((type) => !Object.hasOwn(schema.resources, type))).toEqual([]);
});

describe('the policy of a resource', () => {
  test.each([
    ['aws_sqs_queue', 'aws_sqs_queue_policy', 'queue_url', 'id'],
    ['aws_sqs_queue', 'aws_sqs_queue_policy', 'queue_url', 'url'],
    ['aws_sns_topic', 'aws_sns_topic_policy', 'arn', 'arn'],
    ['aws_s3_bucket', 'aws_s3_bucket_policy', 'bucket', 'id'],
    ['aws_s3_bucket', 'aws_s3_bucket_policy', 'bucket', 'bucket'],
    ['aws_kms_key', 'aws_kms_key_policy', 'key_id', 'key_id'],
    ['aws_kms_key', 'aws_kms_key_policy', 'key_id', 'arn'],
    ['aws_secretsmanager_secret', 'aws_secretsmanager_secret_policy', 'secret_arn', 'arn'],
    ['aws_vpc_endpoint', 'aws_vpc_endpoint_policy', 'vpc_endpoint_id', 'id'],
    ['aws_api_gateway_rest_api', 'aws_api_gateway_rest_api_policy', 'rest_api_id', 'id'],
  ])('of %s by %s, which names it by %s = %s', async (type, separate, attribute, name) => {
    const context = await contextOf(`resource "${type}" "x" {}
      resource "${separate}" "p" {
        ${attribute} = ${type}.x.${name}
        policy = ${policy('apart')}
      }`);

    expect(guards(context, `${type}.x`)).toEqual(['separate apart']);
    expect(policiesSetBy(context, found(context.graph, `${separate}.p`))).toHaveLength(1);
  });

  test('by its name, written out', async () => {
    const context = await contextOf(`resource "aws_s3_bucket" "b" {\n bucket = "ours"\n}
      resource "aws_s3_bucket_policy" "p" {\n bucket = "ours"\n policy = ${policy('apart')}\n}`);

    expect(guards(context, 'aws_s3_bucket.b')).toEqual(['separate apart']);
  });

  test('inline, and inline beside another', async () => {
    const context = await contextOf(`resource "aws_sqs_queue" "q" {\n policy = ${policy('inline')}\n}
      resource "aws_sqs_queue_policy" "p" {\n queue_url = aws_sqs_queue.q.id\n policy = ${policy('apart')}\n}`);

    expect(guards(context, 'aws_sqs_queue.q')).toEqual(['inline inline', 'separate apart']);
  });

  test('one for each instance', async () => {
    const context =
      await contextOf(`resource "aws_sqs_queue" "q" {\n for_each = toset(["a", "b"])\n name = each.key\n}
      resource "aws_sqs_queue_policy" "p" {
        for_each  = aws_sqs_queue.q
        queue_url = each.value.id
        policy    = jsonencode({ Statement = [{ Sid = each.key, Effect = "Deny", Principal = "*", Action = "*", Resource = "*" }] })
      }`);

    expect(guards(context, 'aws_sqs_queue.q["a"]')).toEqual(['separate a']);
    expect(guards(context, 'aws_sqs_queue.q["b"]')).toEqual(['separate b']);
  });

  test('the default of AWS where nothing is written, and none where there is none', async () => {
    const context = await contextOf(`resource "aws_kms_key" "k" {}
      resource "aws_vpc_endpoint" "e" {}
      resource "aws_sns_topic" "t" {}
      resource "aws_sqs_queue" "q" {}`);

    expect(guards(context, 'aws_kms_key.k')).toEqual(['default Enable IAM User Permissions']);
    expect(guards(context, 'aws_vpc_endpoint.e')).toEqual(['default undefined']);
    expect(guards(context, 'aws_sns_topic.t')).toEqual(['default __default_statement_ID']);
    expect(guards(context, 'aws_sqs_queue.q')).toEqual([]);
    const [topic] = resourcePolicyOf(context, found(context.graph, 'aws_sns_topic.t'));
    const [first] = topic ? admissions(context, topic) : [];
    expect(first).toMatchObject({ audience: 'everyone', narrowing: { strength: 'narrow' } });
  });

  test('a policy that nobody knows for what it is stands by itself', async () => {
    const context = await contextOf(`variable "q" {}
      resource "aws_sqs_queue" "q" {}
      resource "aws_sqs_queue_policy" "p" {\n queue_url = var.q\n policy = ${policy('apart')}\n}`);

    expect(guards(context, 'aws_sqs_queue.q')).toEqual([]);
    expect(context.derive(resourcePolicies).adrift.map(({ holder }) => holder.address)).toEqual([
      'aws_sqs_queue_policy.p',
    ]);
  });
});

describe('permissions', () => {
  test('of a function become one policy', async () => {
    const context =
      await contextOf(`resource "aws_lambda_function" "f" {\n function_name = "f"\n role = "r"\n}
      resource "aws_lambda_permission" "a" {
        statement_id  = "rule"
        action        = "lambda:InvokeFunction"
        function_name = aws_lambda_function.f.function_name
        principal     = "events.amazonaws.com"
        source_arn    = "arn:aws:events:eu-central-1:123456789012:rule/r"
      }
      resource "aws_lambda_permission" "b" {
        statement_id  = "account"
        action        = "lambda:InvokeFunction"
        function_name = aws_lambda_function.f.arn
        principal     = "123456789012"
      }
      resource "aws_lambda_function_url" "u" {
        function_name      = aws_lambda_function.f.function_name
        authorization_type = "NONE"
      }`);
    const policies = resourcePolicyOf(context, found(context.graph, 'aws_lambda_function.f'));

    expect(guards(context, 'aws_lambda_function.f')).toEqual([
      'permission rule',
      'permission account',
      'permission FunctionURLAllowPublicAccess',
    ]);
    expect(policies.flatMap((one) => admissions(context, one).map(({ audience }) => audience))).toEqual([
      'service',
      'other-account',
      'everyone',
    ]);
    for (const one of policies) expect(boundPolicy(context, one).policy.problems).toEqual([]);
  });

  test('of a bus keep their condition', async () => {
    const context = await contextOf(`resource "aws_cloudwatch_event_bus" "b" {\n name = "b"\n}
      resource "aws_cloudwatch_event_permission" "p" {
        principal      = "*"
        statement_id   = "organisation"
        event_bus_name = aws_cloudwatch_event_bus.b.name
        condition {
          key   = "aws:PrincipalOrgID"
          type  = "StringEquals"
          value = "o-a1b2c3d4e5"
        }
      }`);
    const [bus] = resourcePolicyOf(context, found(context.graph, 'aws_cloudwatch_event_bus.b'));

    expect(bus && admissions(context, bus)).toMatchObject([
      { audience: 'everyone', narrowing: { strength: 'narrow' } },
    ]);
  });
});
