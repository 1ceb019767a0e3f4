import { isWorld } from '../../../../policies/model/resource-policies/address-range';
import { isWideArn } from '../../../../policies/model/resource-policies/narrowing';

test.each([
  ['0.0.0.0/0', true],
  ['::/0', true],
  ['128.0.0.0/1', true],
  ['2000::/3', true],
  ['198.51.100.0/24', false],
  ['198.51.100.7', false],
  ['8.0.0.0/8', false],
  ['10.0.0.0/8', false],
  ['10.0.0.0/7', true],
  ['172.16.0.0/12', false],
  ['fd00::/8', false],
  ['2001:db8::/32', false],
  ['somewhere', undefined],
])('%s is the world: %s', (range, expected) => {
  expect(isWorld([range])).toBe(expected);
});

test('many ranges are the world together', () => {
  const eighths = Array.from({ length: 32 }, (_, index) => `${index * 8 + 1}.0.0.0/8`);

  expect(isWorld(eighths)).toBe(true);
  expect(isWorld(eighths.slice(0, 2))).toBe(false);
});

test.each([
  ['*', true],
  ['arn:aws:iam::*', true],
  ['arn:aws:iam::*:role/*', true],
  ['arn:aws:sns:*:*:topic', true],
  ['arn:aws:s3:::*', true],
  ['arn:*', true],
  ['arn:aws:sns:*:123456789012:*', false],
  ['arn:aws:s3:::our-bucket/*', false],
  ['arn:aws:s3:*:*:our-bucket', false],
  ['arn:aws:iam::123456789012:role/r', false],
  ['tf~aws_api_gateway_rest_api.a~.execution_arn/*/*', false],
])('%s is wide: %s', (arn, expected) => {
  expect(isWideArn(arn)).toBe(expected);
});
