import { Lazy } from 'cdktf';
import {
  checkEnvironment,
  environmentBytes,
  RESERVED_VARIABLES,
} from '../../../modules/compute/function-environment';
import { Problems } from '../../../modules/core/errors';

describe('environmentBytes', () => {
  test('measures UTF-8 bytes of the JSON', () => {
    expect(environmentBytes({ CITY: 'Köln' })).toBe(Buffer.byteLength('{"CITY":"Köln"}'));
  });

  test('counts what only Terraform knows as empty', () => {
    const reference = Lazy.stringValue({ produce: () => 'x'.repeat(5000) });
    expect(environmentBytes({ ARN: reference })).toBe('{"ARN":""}'.length);
  });
});

describe('checkEnvironment', () => {
  const codes = (variables: Record<string, string>) => {
    const problems = new Problems();
    checkEnvironment(problems, variables);
    return problems.all.map(({ code }) => code);
  };

  test.each([...RESERVED_VARIABLES])('refuses %s, once', (name) => {
    expect(codes({ [name]: 'x' })).toEqual(['function-environment-reserved']);
  });

  test.each(['AWS_ENDPOINT_URL', 'AWS_XRAY_CONTEXT_MISSING', 'NODE_OPTIONS', 'TZ'])('admits %s', (name) => {
    expect(codes({ [name]: 'x' })).toEqual([]);
  });

  test.each(['A', '1A', 'A-B', '_A'])('refuses the name %s', (name) => {
    expect(codes({ [name]: 'x' })).toEqual(['function-environment-name']);
  });
});
