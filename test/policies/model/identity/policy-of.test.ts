import type { PolicyKind } from '../../../../policies/iam/document';
import { evaluate } from '../../../../policies/iam/evaluate';
import { policyAt, statementOf } from '../../../../policies/model/policy-of';
import { found, graphOf } from '../../graph/support';

const statement = (body: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", ${body} }] })`;

async function boundOf(policy: string, kind: PolicyKind = 'identity', more = '') {
  const graph = await graphOf(`variable "x" {}
    resource "aws_sqs_queue" "a" {}
    resource "aws_sqs_queue" "b" {}
    ${more}
    resource "aws_iam_policy" "p" {\n policy = ${policy}\n}`);
  const bound = policyAt(graph, found(graph, 'aws_iam_policy.p'), 'policy', kind);
  if (!bound) throw new Error('no policy');
  return { graph, bound, arn: (address: string) => graph.arn(found(graph, address)) };
}

// Of the account that stands for the unknown one, as the resources' ARNs are.
const principal = 'arn:aws:iam::000000000000:role/r';

test('two tokens are never the same resource', async () => {
  const { bound, arn } = await boundOf(
    statement('Action = "sqs:SendMessage", Resource = aws_sqs_queue.a.arn'),
  );
  const asks = (resource: string) =>
    evaluate({ principal, action: 'sqs:SendMessage', resource }, { identity: [bound.policy] }).verdict;
  expect([arn('aws_sqs_queue.a'), arn('aws_sqs_queue.b')].map(asks)).toEqual([
    'allowed',
    'implicitly denied',
  ]);
  expect(asks('arn:aws:sqs:eu-west-1:000000000000:other')).toBe('implicitly denied');
});

test.each([
  ['the action', 'Action = "sqs:${var.x}", Resource = "*"'],
  ['the resource', 'Action = "sqs:SendMessage", Resource = var.x'],
  ['the start of the resource', 'Action = "sqs:SendMessage", Resource = "${var.x}/*"'],
  ['the condition', 'Action = "sqs:SendMessage", Resource = "*", Condition = var.x'],
  [
    'a value of the condition',
    'Action = "sqs:SendMessage", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = var.x } }',
  ],
])('%s is not known, nor is the verdict', async (_, body) => {
  const { bound } = await boundOf(statement(body));
  const resource = 'arn:aws:sqs:eu-west-1:000000000000:q';
  const request = {
    principal,
    action: 'sqs:SendMessage',
    resource,
    context: { 'aws:PrincipalOrgID': 'o-1' },
  };
  expect(evaluate(request, { identity: [bound.policy] }).verdict).toBe('unknown');
  expect(bound.policy.problems).toEqual([]);
});

test('an unknown statement keeps its place among the others', async () => {
  const { bound } = await boundOf(
    `jsonencode({ Version = "2012-10-17", Statement = [
      { Sid = "A", Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" },
      var.x,
      { Sid = "C", Effect = "Deny", Action = "sqs:DeleteQueue", Resource = "*" }] })`,
  );
  expect(bound.policy.document.statements.map(({ sid, index }) => [index, sid])).toEqual([
    [0, 'A'],
    [1, undefined],
    [2, 'C'],
  ]);
  expect(statementOf(bound, 2)?.sid).toBe('C');
  expect(statementOf(bound, 1)).toBeUndefined();
});

test('a trust policy names its principals by ARN', async () => {
  const { bound } = await boundOf(
    'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_role.r.arn } }] })',
    'trust',
    'resource "aws_iam_role" "r" {\n name = "r"\n assume_role_policy = "{}"\n}',
  );
  expect(bound.policy.document.statements[0]?.principal?.entries).toEqual([
    { type: 'AWS', value: 'arn:aws:iam::000000000000:role/r' },
  ]);
});

test('a principal that is lost makes the statement unknown, not open', async () => {
  const { bound } = await boundOf(
    'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*", Principal = var.x }] })',
    'resource',
  );
  const request = { principal, action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:210987654321:q' };
  expect(evaluate(request, { resource: bound.policy }).verdict).not.toBe('allowed');
});

test('a document is compiled once for each kind', async () => {
  const { graph, bound } = await boundOf(statement('Action = "sqs:SendMessage", Resource = "*"'));
  const resource = found(graph, 'aws_iam_policy.p');
  expect(policyAt(graph, resource, 'policy', 'identity')).toBe(bound);
  expect(policyAt(graph, resource, 'policy', 'boundary')).not.toBe(bound);
  expect(policyAt(graph, resource, 'description', 'identity')).toBeUndefined();
});
