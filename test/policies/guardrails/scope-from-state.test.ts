import { deployedIds } from '../../../policies/guardrails/scope-from-state';

const lambda = {
  vpc_id: 'vpc-0123456789abcdef0',
  subnet_ids: ['subnet-2', 'subnet-1'],
  security_group_ids: ['sg-1'],
};
const expected = {
  vpcIds: ['vpc-0123456789abcdef0'],
  subnetIds: ['subnet-1', 'subnet-2'],
  securityGroupIds: ['sg-1'],
  defaultSecurityGroupIds: ['sg-9'],
};

describe('deployedIds', () => {
  test('reads state files, one for each stack', () => {
    const state = (type: string, attributes: object) => ({
      version: 4,
      resources: [{ mode: 'managed', type, name: 'a', instances: [{ attributes }] }],
    });
    expect(
      deployedIds([
        state('aws_default_security_group', { id: 'sg-9' }),
        state('aws_lambda_function', { vpc_config: [lambda] }),
      ]),
    ).toEqual(expected);
  });

  test('reads what terraform show prints, of modules too', () => {
    const resource = (type: string, values: object) => ({ mode: 'managed', type, values });
    const root_module = {
      resources: [resource('aws_default_security_group', { id: 'sg-9' })],
      child_modules: [{ resources: [resource('aws_lambda_function', { vpc_config: [lambda] })] }],
    };
    expect(deployedIds([{ format_version: '1.0', values: { root_module } }])).toEqual(expected);
    expect(deployedIds([{ format_version: '1.2', planned_values: { root_module } }])).toEqual(expected);
  });

  test('what a plan does not know yet is not there', () => {
    const root_module = {
      resources: [{ mode: 'managed', type: 'aws_lambda_function', values: { vpc_config: [{}] } }],
    };
    expect(deployedIds([{ planned_values: { root_module } }]).vpcIds).toEqual([]);
  });

  test.each([[null], [[]], [{}], [{ version: 3, resources: [] }]])('refuses %j', (document) => {
    expect(() => deployedIds([document])).toThrow(/state/);
  });
});
