import type { SdkCall } from '../../../../policies/sdk/sdk-call';
import { sampleWith } from '../../model/reach/sample-network';
import { call, codeOf, prove, shown } from './support';

const get = call('s3', 'GetObject', { Bucket: '$BUCKET', Key: '*' });
const signed: SdkCall = { ...get, form: 'signature' };

/** The sample, whose function reads what lies under `in/` in the bucket through the gateway endpoint. */
const reading = (policy: string) =>
  sampleWith(
    [
      '{ Sid = "List", Effect = "Allow", Action = "s3:ListBucket", Resource = aws_s3_bucket.b.arn }',
      '{ Sid = "Read", Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b.arn}/in/*" }',
    ],
    [
      'PARTNER_URL = "https://partner.example/outcomes"',
      'PARTNER_URL = "https://partner.example/outcomes"\n      BUCKET = aws_s3_bucket.b.bucket',
    ],
    [
      'route_table_ids = [aws_route_table.a.id, aws_route_table.b.id]',
      `route_table_ids = [aws_route_table.a.id, aws_route_table.b.id]\n  ${policy}`,
    ],
  );
const policy = (action: string, resource: string, effect = 'Allow') =>
  `policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "${effect}", Principal = "*", Action = "${action}", Resource = "${resource}" }] })`;

const findings = async (configuration: string, code: SdkCall) =>
  shown(await prove(configuration, codeOf(code))).filter((line) => line.includes('aws_vpc_endpoint'));

describe("the code's own calls and the policy of the endpoint on their way", () => {
  test.each([
    ['no policy', ''],
    ['one that lets all of it through', policy('s3:*', '*')],
    ['one that lets just this through', policy('s3:GetObject', 'arn:aws:s3:::b/in/*')],
  ])('go well together: %s', async (_, written) => expect(await findings(reading(written), get)).toEqual([]));

  test.each([
    ['another action', policy('s3:PutObject', 'arn:aws:s3:::b/in/*')],
    ['another part of the bucket', policy('s3:GetObject', 'arn:aws:s3:::b/out/*')],
    ['a denial', policy('s3:*', '*', 'Deny')],
  ])('fail: %s', async (_, written) =>
    expect(await findings(reading(written), get)).toEqual([
      'fail proof-used-is-granted aws_lambda_function.f: s3:GetObject on arn:aws:s3:::b/* is needed (handler.ts:7), and the policy of aws_vpc_endpoint.s3 does not let it through',
    ]),
  );

  test('an address that is signed is used from elsewhere', async () =>
    expect(await findings(reading(policy('s3:PutObject', '*')), signed)).toEqual([]));

  test('a policy from a variable is unknown, and no failure', async () => {
    const found = await findings(`variable "p" {}\n${reading('policy = var.p')}`, get);
    expect(found.map((line) => line.split(' ')[0])).toEqual(['unknown']);
  });
});
