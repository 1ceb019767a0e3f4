import { neededKey, systemView } from '../../../../policies/model/view/build-view';
import { contextOf, there } from '../network/support';
import { SAMPLE, sampleWith, sampleWithout } from '../reach/sample-network';

describe('the view of a system', () => {
  it('has every permission with its statement and its line', async () => {
    const view = systemView(await contextOf(SAMPLE));
    const one = there(view.functions[0]);
    expect(one).toMatchObject({ key: 'aws_lambda_function.f', name: 'f', role: 'f' });
    expect(one.subnets).toEqual(['aws_subnet.a', 'aws_subnet.b']);
    expect(one.securityGroups).toEqual(['aws_security_group.function']);
    const send = there(one.permissions.find(({ action }) => action === 'sqs:SendMessage'));
    expect(send).toMatchObject({
      resource: 'arn:aws:sqs:eu-central-1:<account>:q',
      conditions: [],
      certainty: 'certain',
      statement: { key: 'aws_iam_role_policy.f', sid: 'Send', file: 'main.tf' },
    });
    const { line = 0 } = send.statement;
    expect(
      SAMPLE.split('\n')
        .slice(line - 1, line + 8)
        .join('\n'),
    ).toContain('Sid = "Send"');
  });

  it('has every path with its steps, and what blocks it with the smallest change', async () => {
    const view = systemView(await contextOf(sampleWithout('aws_vpc_security_group_ingress_rule.endpoint')));
    const path = there(
      there(view.functions[0]).paths.find(({ destination }) => destination === 'service sqs'),
    );
    expect(path).toMatchObject({ network: 'blocked', permission: 'granted' });
    expect(path.steps.map(({ kind }) => kind)).toEqual([
      'dns',
      'security group',
      'network acl',
      'security group',
      'endpoint',
      'identity policy',
      'endpoint policy',
    ]);
    expect(path.blocked).toMatchObject({
      by: { kind: 'security group', at: { key: 'aws_security_group.endpoint', file: 'main.tf' } },
      smallestChange:
        'add an ingress rule for tcp 443 to aws_security_group.endpoint from aws_security_group.function',
    });
    expect(view.destinations.map(({ id }) => id)).toContain('service sqs');
    expect(new Set(view.destinations.map(({ id }) => id)).size).toBe(view.destinations.length);
  });

  it('shows places where they were generated, and the lines that need a permission', async () => {
    const context = await contextOf(SAMPLE);
    const key = neededKey('aws_lambda_function.f', 'sqs:SendMessage', {
      address: 'aws_iam_role_policy.f',
      path: 'policy.Statement[0]',
    });
    const view = systemView(context, {
      locate: () => ({ file: 'stacks/x.ts', line: 7 }),
      neededBy: new Map([[key, ['functions/f/handler.ts:12']]]),
    });
    const one = there(view.functions[0]);
    const send = there(one.permissions.find(({ action }) => action === 'sqs:SendMessage'));
    expect(send.statement).toMatchObject({ file: 'stacks/x.ts', line: 7 });
    expect(send.neededBy).toEqual(['functions/f/handler.ts:12']);
    expect(one.permissions.filter(({ neededBy }) => neededBy)).toHaveLength(1);
  });

  it('says in words what is not known', async () => {
    const view = systemView(
      await contextOf(
        sampleWith(
          ['function_name = "f"', ''],
          [/(vpc_config \{\s*subnet_ids\s*= )\[[^\]]*\]/, '$1var.anything'],
        ).replace('Resource = aws_sqs_queue.q.arn', 'Resource = var.anything'),
      ),
    );
    const one = there(view.functions[0]);
    expect(one.name).toBe('aws_lambda_function.f');
    expect(one.subnets[0]).toMatch(/^not known: /);
    expect(one.permissions.find(({ action }) => action === 'sqs:SendMessage')?.certainty).toBe('unknown');
    expect(JSON.stringify(view)).not.toMatch(/tf~|\$\{/);
  });

  it('joins the ranges of a group: two halves are one whole', async () => {
    const view = systemView(
      await contextOf(`resource "aws_security_group" "g" {
  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]
  }
}`),
    );
    expect(view.ranges).toMatchObject([
      { group: 'aws_security_group.g', direction: 'egress', traffic: 'tcp port 443', cidrs: ['0.0.0.0/0'] },
    ]);
  });
});
