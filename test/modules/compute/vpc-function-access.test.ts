import { InvalidInputError } from '../../../modules/core/errors';
import { synthesizeAws } from '../identity/aws-stack';
import { accessTo, CALL_PARTNER, network, PUBLISH, vpcFunction, WITH_EGRESS } from './fixtures';

describe('VpcFunction.accept', () => {
  test('grants, and opens the security group to the endpoint on 443', () => {
    // WHEN
    const synthesized = synthesizeAws((stack) => {
      const made = vpcFunction(stack, { capabilities: [PUBLISH] });
      expect(made.capabilities).toEqual([PUBLISH]);
    });

    // THEN
    const grants = Object.values(synthesized.resources('aws_iam_role_policy')).find(
      (policy) => policy['name'] === 'dev-submit-grants',
    );
    expect(synthesized.statements(grants?.['policy'])).toMatchObject([
      { sid: 'PublishToDeposits', actions: ['events:PutEvents'], resources: ['arn:bus'] },
    ]);
    expect(synthesized.only('aws_vpc_security_group_egress_rule')).toMatchObject({
      description: 'deposits: publish',
      from_port: 443,
      to_port: 443,
      ip_protocol: 'tcp',
      referenced_security_group_id: expect.stringMatching(/endpoint-events/),
    });
  });

  test('gives the same whether a capability is there from the start or comes later', () => {
    const early = synthesizeAws((stack) => {
      vpcFunction(stack, { capabilities: [PUBLISH] });
    });
    const late = synthesizeAws((stack) => {
      vpcFunction(stack).accept(PUBLISH);
    });
    expect(late.json).toEqual(early.json);
  });

  test('opens the internet for a host, from the egress subnets', () => {
    const synthesized = synthesizeAws((stack) => {
      vpcFunction(stack, { network: network(stack, WITH_EGRESS), capabilities: [CALL_PARTNER] });
    });
    expect(synthesized.only('aws_vpc_security_group_egress_rule')).toMatchObject({
      cidr_ipv4: '0.0.0.0/0',
      from_port: 443,
      description: 'partner: https (api.partner.example)',
    });
    const placement = synthesized.only('aws_lambda_function')['vpc_config'];
    expect(placement).toMatchObject({ subnet_ids: ['subnet-e'] });
    expect(placement).not.toHaveProperty('ipv6_allowed_for_dual_stack');
  });

  test('uses IPv6 in the egress subnets alone', () => {
    const placements = [[CALL_PARTNER], []].map((capabilities) => {
      const synthesized = synthesizeAws((stack) => {
        vpcFunction(stack, { network: network(stack, { ...WITH_EGRESS, ipv6Egress: true }), capabilities });
      });
      return synthesized.only('aws_lambda_function')['vpc_config'] as Record<string, unknown>;
    });
    expect(placements.map((placement) => placement['ipv6_allowed_for_dual_stack'])).toEqual([
      true,
      undefined,
    ]);
  });

  test('opens another port of the internet with the capability as the reason', () => {
    const sftp = {
      ...CALL_PARTNER,
      title: 'partner’s files: sftp',
      destinations: [{ kind: 'internet', host: 'files.partner.example', port: 22 }],
    } as const;
    const synthesized = synthesizeAws((stack) => {
      vpcFunction(stack, { network: network(stack, WITH_EGRESS), capabilities: [sftp] });
    });
    expect(synthesized.only('aws_vpc_security_group_egress_rule')).toMatchObject({
      from_port: 22,
      description: 'partner s files: sftp (files.partner.example)',
    });
  });

  test('takes another host of the internet later, when it was placed for one', () => {
    synthesizeAws((stack) => {
      const made = vpcFunction(stack, {
        network: network(stack, WITH_EGRESS),
        capabilities: [CALL_PARTNER],
      });
      made.accept({ ...CALL_PARTNER, title: 'partner: again' });
      expect(made.capabilities).toHaveLength(2);
    });
  });

  test('refuses a first host of the internet once it is placed, and opens nothing then', () => {
    const synthesized = synthesizeAws((stack) => {
      const made = vpcFunction(stack, { network: network(stack, WITH_EGRESS) });
      expect(() => made.accept(CALL_PARTNER)).toThrow('[function-internet-too-late]');
      expect(made.capabilities).toEqual([]);
    });
    expect(synthesized.resources('aws_vpc_security_group_egress_rule')).toEqual({});
  });

  test.each([
    ['an egress subnet without a host to call', ['subnet-e'], [], 'function-egress-needless'],
    ['a private subnet with a host to call', ['subnet-a'], [CALL_PARTNER], 'function-egress-missing'],
  ])('refuses %s', (_, subnetIds, capabilities, code) => {
    synthesizeAws((stack) => {
      const make = () =>
        vpcFunction(stack, { network: network(stack, WITH_EGRESS), subnetIds, capabilities });
      expect(make).toThrow(`[${code}]`);
    });
  });

  test('refuses a service without a way to it, and grants nothing then', () => {
    const synthesized = synthesizeAws((stack) => {
      const made = vpcFunction(stack, { access: accessTo(stack) });
      const accept = () => made.accept(PUBLISH);
      expect(accept).toThrow(InvalidInputError);
      expect(accept).toThrow(
        /\[function-service-unreachable\] capabilities\[deposits: publish\]: received "events".*dev-submit.*endpoint for events/,
      );
      expect(made.capabilities).toEqual([]);
    });
    expect(Object.keys(synthesized.resources('aws_iam_role_policy'))).toHaveLength(1);
  });

  test('says whom to ask in a shared network', () => {
    synthesizeAws((stack) => {
      const made = vpcFunction(stack, {
        network: network(stack, { mode: 'shared' }),
        access: accessTo(stack),
      });
      expect(() => made.accept(PUBLISH)).toThrow(
        /Ask the owner of the shared VPC for an endpoint for events/,
      );
    });
  });

  test.each([
    ['owned', /Choose nat-gateway or nat-instance/],
    ['shared', /name them in egressSubnets/],
  ] as const)('refuses the internet in an %s network without a way out', (mode, fix) => {
    synthesizeAws((stack) => {
      const made = network(stack, { mode });
      const make = () => vpcFunction(stack, { network: made, capabilities: [CALL_PARTNER] });
      expect(make).toThrow(/\[function-internet-unreachable\].*received "api\.partner\.example:443"/);
    });
    synthesizeAws((stack) => {
      const made = network(stack, { mode });
      expect(() => vpcFunction(stack, { network: made, capabilities: [CALL_PARTNER] })).toThrow(fix);
    });
  });

  test('refuses a wildcard in an action', () => {
    synthesizeAws((stack) => {
      const wide = { ...PUBLISH, statements: [{ sid: 'All', actions: ['events:*'], resources: ['*'] }] };
      expect(() => vpcFunction(stack).accept(wide)).toThrow('[statement-action]');
    });
  });
});
