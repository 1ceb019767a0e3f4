import { effectivePermissions, permissionsFor } from '../../../../policies/iam/effective-permissions';
import { evaluate } from '../../../../policies/iam/evaluate';
import { executionRoles } from '../../../../policies/model/identity/execution-roles';
import { identities } from '../../../../policies/model/identity/identities';
import { allPolicies, type Identity, policySetOf } from '../../../../policies/model/identity/principal';
import { RuleContext } from '../../../../policies/rules/context';
import { found, graphOf } from '../../graph/support';

const allow = (action: string, resource = '*') =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "${resource}" }] })`;

const role = (name: string, body = '') => `resource "aws_iam_role" "${name}" {
  name = "${name}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }
  ] })
  ${body}
}`;

async function modelOf(configuration: string) {
  const graph = await graphOf(configuration);
  const context = new RuleContext(graph);
  const model = context.derive(identities);
  const identity = (address: string): Identity => {
    const one = model.of(found(graph, address));
    if (!one) throw new Error(`${address} is no identity`);
    return one;
  };
  return { graph, context, model, identity };
}

const allows = (identity: Identity, action: string, resource = '*') =>
  evaluate({ principal: identity.arn, action, resource }, policySetOf(identity)).verdict;

describe('identities', () => {
  test('a role has what every kind of resource gives it', async () => {
    // GIVEN
    const { identity } = await modelOf(`
      ${role(
        'a',
        `inline_policy {
          name = "i"
          policy = ${allow('s3:GetObject')}
        }
        managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonSQSFullAccess", aws_iam_policy.m.arn]`,
      )}
      resource "aws_iam_policy" "m" {
        name_prefix = "m"
        policy = ${allow('dynamodb:GetItem')}
      }
      resource "aws_iam_policy" "n" {
        name = "n"
        policy = ${allow('dynamodb:PutItem')}
      }
      resource "aws_iam_policy" "o" {
        policy = ${allow('kms:Decrypt')}
      }
      resource "aws_iam_role_policy" "r" {
        role = aws_iam_role.a.id
        policy = ${allow('sns:Publish')}
      }
      resource "aws_iam_role_policy" "literal" {
        role = "a"
        policy = ${allow('ssm:GetParameter')}
      }
      resource "aws_iam_role_policy_attachment" "t" {
        for_each = toset([aws_iam_policy.n.arn])
        role = aws_iam_role.a.name
        policy_arn = each.value
      }
      resource "aws_iam_policy_attachment" "u" {
        name = "u"
        roles = [aws_iam_role.a.name]
        policy_arn = aws_iam_policy.o.arn
      }
      resource "aws_iam_role_policy_attachments_exclusive" "e" {
        role_name = aws_iam_role.a.name
        policy_arns = ["arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"]
      }`);
    // WHEN
    const a = identity('aws_iam_role.a');
    // THEN
    const actions = [
      's3:GetObject',
      'sqs:SendMessage',
      'dynamodb:GetItem',
      'sns:Publish',
      'ssm:GetParameter',
    ];
    for (const action of [...actions, 'dynamodb:PutItem', 'kms:Decrypt', 'xray:PutTraceSegments']) {
      expect([action, permissionsFor(effectivePermissions(policySetOf(a) as never), action).length]).toEqual([
        action,
        1,
      ]);
    }
    expect(a.policies).toHaveLength(8);
    expect(a.gaps).toEqual([]);
    expect(a.trust?.policy.statements).toHaveLength(1);
    expect(allows(a, 'iam:CreateUser')).toBe('implicitly denied');
  });

  test('a statement tells where it is written, through a data source too', async () => {
    const { identity } = await modelOf(`
      ${role('a')}
      data "aws_iam_policy_document" "d" {
        statement {
          sid = "Read"
          actions = ["s3:GetObject"]
          resources = [aws_s3_bucket.b.arn]
        }
      }
      resource "aws_s3_bucket" "b" {}
      resource "aws_iam_role_policy" "r" {
        role = aws_iam_role.a.id
        policy = data.aws_iam_policy_document.d.json
      }`);
    const [attached] = identity('aws_iam_role.a').policies;
    expect(attached?.holder.address).toBe('aws_iam_role_policy.r');
    expect(attached?.policy.name).toBe('aws_iam_role_policy.r.policy');
    expect(attached?.bound?.document.statements[0]).toMatchObject({
      sid: 'Read',
      resource: 'data.aws_iam_policy_document.d',
      path: 'statement[0]',
    });
  });

  test('a token is the ARN of its own, and never everything', async () => {
    const { graph, identity } = await modelOf(`
      ${role('a')}
      resource "aws_sqs_queue" "q" {}
      resource "aws_sqs_queue" "other" {}
      resource "aws_iam_role_policy" "r" {
        role = aws_iam_role.a.id
        policy = jsonencode({ Version = "2012-10-17", Statement = [
          { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn }] })
      }`);
    const a = identity('aws_iam_role.a');
    expect(allows(a, 'sqs:SendMessage', graph.arn(found(graph, 'aws_sqs_queue.q')))).toBe('allowed');
    expect(allows(a, 'sqs:SendMessage', graph.arn(found(graph, 'aws_sqs_queue.other')))).toBe(
      'implicitly denied',
    );
  });

  test('what is not known stays unknown', async () => {
    const { identity } = await modelOf(`
      variable "document" {}
      variable "arn" {}
      variable "action" {}
      ${['a', 'b', 'c', 'd', 'e'].map((name) => role(name)).join('\n')}
      resource "aws_iam_role_policy" "a" {
        role = aws_iam_role.a.id
        policy = var.document
      }
      resource "aws_iam_role_policy_attachment" "b" {
        role = aws_iam_role.b.name
        policy_arn = var.arn
      }
      resource "aws_iam_role_policy" "c" {
        role = aws_iam_role.c.id
        policy = jsonencode({ Version = "2012-10-17", Statement = [
          { Effect = "Allow", Action = "s3:\${var.action}", Resource = "*" }] })
      }
      resource "aws_iam_role_policy_attachment" "d" {
        role = aws_iam_role.d.name
        policy_arn = "arn:aws:iam::aws:policy/SomethingNew"
      }
      resource "aws_iam_role_policy_attachment" "e" {
        role = aws_iam_role.e.name
        policy_arn = "arn:aws:iam::123456789012:policy/ours"
      }`);
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      expect([name, allows(identity(`aws_iam_role.${name}`), 's3:GetObject')]).toEqual([name, 'unknown']);
    }
  });

  test('an attachment that may be to any role leaves a gap in each', async () => {
    const { identity } = await modelOf(`
      variable "role" {}
      ${role('a')}
      resource "aws_iam_role_policy_attachment" "x" {
        role = var.role
        policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
      }`);
    expect(identity('aws_iam_role.a').gaps).toEqual([
      expect.stringContaining('aws_iam_role_policy_attachment.x'),
    ]);
  });

  test('a user has its groups policies, by both ways of joining', async () => {
    const { identity } = await modelOf(`
      resource "aws_iam_user" "u" {
        name = "u"
      }
      resource "aws_iam_user" "v" {
        name = "v"
      }
      resource "aws_iam_group" "g" {
        name = "g"
      }
      resource "aws_iam_group" "h" {
        name = "h"
      }
      resource "aws_iam_user_group_membership" "m" {
        user = aws_iam_user.u.name
        groups = [aws_iam_group.g.name, "h"]
      }
      resource "aws_iam_group_membership" "n" {
        name = "n"
        group = aws_iam_group.g.name
        users = [aws_iam_user.v.name]
      }
      resource "aws_iam_group_policy" "p" {
        group = aws_iam_group.g.name
        policy = ${allow('s3:GetObject')}
      }
      resource "aws_iam_group_policy_attachment" "q" {
        group = aws_iam_group.h.name
        policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"
      }
      resource "aws_iam_user_policy" "w" {
        user = aws_iam_user.v.name
        policy = ${allow('sns:Publish')}
      }`);
    const [u, v] = [identity('aws_iam_user.u'), identity('aws_iam_user.v')];
    expect(allPolicies(u)).toHaveLength(2);
    expect([allows(u, 's3:GetObject'), allows(u, 'sqs:SendMessage')]).toEqual(['allowed', 'allowed']);
    expect([allows(v, 'sns:Publish'), allows(v, 'sqs:SendMessage')]).toEqual([
      'allowed',
      'implicitly denied',
    ]);
  });

  test('a boundary limits', async () => {
    const { identity } = await modelOf(`
      ${role('a', 'permissions_boundary = aws_iam_policy.b.arn')}
      resource "aws_iam_policy" "b" {
        policy = ${allow('s3:*')}
      }
      resource "aws_iam_role_policy_attachment" "x" {
        role = aws_iam_role.a.name
        policy_arn = data.aws_iam_policy.admin.arn
      }
      data "aws_iam_policy" "admin" {
        name = "AdministratorAccess"
      }`);
    const a = identity('aws_iam_role.a');
    expect([allows(a, 's3:GetObject'), allows(a, 'sqs:SendMessage')]).toEqual([
      'allowed',
      'implicitly denied',
    ]);
  });

  test('a role that is only named is an identity with a gap', async () => {
    const { model } = await modelOf(`
      resource "aws_iam_role_policy_attachment" "x" {
        role = "elsewhere"
        policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
      }`);
    expect(model.all).toMatchObject([{ kind: 'role', name: 'elsewhere', gaps: [expect.any(String)] }]);
    expect(model.all[0]?.resource).toBeUndefined();
  });
});

describe('execution roles', () => {
  test('functions, schedules and instances act with a role', async () => {
    const { graph, context, identity } = await modelOf(`
      ${role('f')}
      ${role('s')}
      ${role('i')}
      resource "aws_lambda_function" "f" {
        function_name = "f"
        role = aws_iam_role.f.arn
      }
      resource "aws_lambda_function" "g" {
        function_name = "g"
        role = "arn:aws:iam::123456789012:role/f"
      }
      resource "aws_scheduler_schedule" "s" {
        target {
          arn = aws_lambda_function.f.arn
          role_arn = aws_iam_role.s.arn
        }
      }
      resource "aws_iam_instance_profile" "p" {
        role = aws_iam_role.i.name
      }
      resource "aws_instance" "i" {
        iam_instance_profile = aws_iam_instance_profile.p.name
      }`);
    const uses = context.derive(executionRoles);
    expect(uses.usersOf(identity('aws_iam_role.f')).map(({ resource }) => resource.address)).toEqual([
      'aws_lambda_function.f',
      'aws_lambda_function.g',
    ]);
    expect(uses.of(found(graph, 'aws_scheduler_schedule.s'))).toMatchObject([
      { path: 'target[0].role_arn', role: { name: 's' }, service: 'scheduler.amazonaws.com' },
    ]);
    expect(uses.of(found(graph, 'aws_instance.i'))).toMatchObject([{ role: { name: 'i' } }]);
  });
});

test('a thousand functions with a role each are linear work', async () => {
  const one = (n: number) => `
    ${role(`r${n}`)}
    resource "aws_iam_role_policy" "p${n}" {
      role = aws_iam_role.r${n}.id
      policy = ${allow('sqs:SendMessage', `arn:aws:sqs:eu-west-1:123456789012:q${n}`)}
    }
    resource "aws_lambda_function" "f${n}" {
      function_name = "f${n}"
      role = aws_iam_role.r${n}.arn
    }`;
  const { context, model } = await modelOf(Array.from({ length: 1000 }, (_, n) => one(n)).join('\n'));
  const started = process.cpuUsage();
  const again = identities(context);
  const uses = executionRoles(context);
  const { user, system } = process.cpuUsage(started);
  expect([again.all.length, uses.all.length, model.all.length]).toEqual([1000, 1000, 1000]);
  // Measured: 0.02 s. A quadratic step would take seconds.
  expect((user + system) / 1e6).toBeLessThan(1);
});
