import { type AccessSnapshot, snapshotOfAccess } from '../../../../policies/model/view/access-snapshot';
import { systemView } from '../../../../policies/model/view/build-view';
import { compareAccess } from '../../../../policies/model/view/compare-access';
import { contextOf } from '../network/support';
import { SAMPLE, sampleWith, sampleWithout } from '../reach/sample-network';

async function snapshot(configuration: string): Promise<AccessSnapshot> {
  return snapshotOfAccess(systemView(await contextOf(configuration)));
}

let approved: AccessSnapshot;
beforeAll(async () => {
  approved = await snapshot(SAMPLE);
});

async function changes(configuration: string, before = approved) {
  const { permissions, paths, ranges, renamed } = compareAccess(before, await snapshot(configuration));
  return [
    ...permissions.map(
      ({ kind, permission, was }) =>
        `${kind} ${permission.action} ${permission.resource}${was ? ` was ${was.action} ${was.resource}` : ''}`,
    ),
    ...paths.map(({ kind, destination }) => `${kind} ${destination}`),
    ...ranges.map(({ kind, range, cidrs }) => `${kind} ${range}: ${cidrs.join(', ')}`),
    ...renamed.map(({ from, to }) => `${from} is ${to}`),
  ];
}

const queue = 'arn:aws:sqs:eu-central-1:<account>:q';
const send = 'Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn';

describe('what changed since the approved state', () => {
  it('survives being written down as JSON', async () => {
    const read = JSON.parse(JSON.stringify(approved)) as AccessSnapshot;
    expect(await changes(SAMPLE, read)).toEqual([]);
  });

  test.each<readonly [string, string, readonly string[]]>([
    ['nothing', SAMPLE, []],
    [
      'only the order and the layout',
      sampleWith([send, `Resource = [aws_sqs_queue.q.arn], Action = ["sqs:SendMessage"]`]),
      [],
    ],
    [
      'a new action',
      sampleWith([send, send.replace('"sqs:SendMessage"', '["sqs:SendMessage", "sqs:PurgeQueue"]')]),
      [`new sqs:PurgeQueue ${queue}`],
    ],
    [
      'a star for the action',
      sampleWith([send, send.replace('sqs:SendMessage', 'sqs:*')]),
      [`wider sqs:* ${queue} was sqs:SendMessage ${queue}`],
    ],
    [
      'a star for the resource',
      sampleWith([send, 'Action = "sqs:SendMessage", Resource = "*"']),
      [`wider sqs:SendMessage * was sqs:SendMessage ${queue}`],
    ],
    [
      'another resource',
      sampleWith([send, 'Action = "sqs:SendMessage", Resource = aws_s3_bucket.b.arn']),
      ['new sqs:SendMessage arn:aws:s3:::b', `removed sqs:SendMessage ${queue}`],
    ],
    [
      'an action that is covered already',
      sampleWith([
        'Action = "s3:ListBucket", Resource = aws_s3_bucket.b.arn',
        'Action = "s3:ListBucket", Resource = aws_s3_bucket.b.arn }, { Effect = "Allow", Action = "s3:ListBucket", Resource = aws_s3_bucket.b.arn',
      ]),
      [],
    ],
    [
      'an action less',
      sampleWith([`{ Sid = "Send", Effect = "Allow", ${send} },`, '']),
      [`removed sqs:SendMessage ${queue}`, 'closed service sqs'],
    ],
    ['a rule less', sampleWithout('aws_vpc_security_group_ingress_rule.endpoint'), ['closed service sqs']],
    [
      'a host more',
      sampleWith(
        ['DB_HOST ', 'OTHER_URL = "https://other.example"\n      DB_HOST '],
        ['"partner.example"]', '"partner.example", "other.example"]'],
      ),
      ['new host other.example'],
    ],
    [
      'a wider range',
      sampleWith([
        'cidr_ipv4         = "0.0.0.0/0"\n  ip_protocol       = "tcp"\n  from_port         = 443',
        'cidr_ipv4         = "0.0.0.0/0"\n  ip_protocol       = "tcp"\n  from_port         = 80',
      ]),
      [
        'wider aws_security_group.function egress tcp ports 80-443: 0.0.0.0/0',
        'narrower aws_security_group.function egress tcp port 443: ',
      ],
    ],
    [
      'a narrower range',
      sampleWith(['cidr_ipv4         = "0.0.0.0/0"', 'cidr_ipv4         = "52.0.0.0/8"']),
      ['closed host partner.example', 'narrower aws_security_group.function egress tcp port 443: 52.0.0.0/8'],
    ],
  ])('%s', async (_, configuration, expected) => expect(await changes(configuration)).toEqual(expected));

  it('sees a condition that is gone as wider, and one that is added as less', async () => {
    const conditional = sampleWith([
      send,
      `${send}, Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } }`,
    ]);
    const before = await snapshot(conditional);
    expect(await changes(SAMPLE, before)).toEqual([
      `wider sqs:SendMessage ${queue} was sqs:SendMessage ${queue}`,
    ]);
    expect(await changes(conditional)).toEqual([`removed sqs:SendMessage ${queue}`]);
  });

  it('knows a function by its name under another address', async () => {
    expect(await changes(SAMPLE.replaceAll('aws_lambda_function" "f"', 'aws_lambda_function" "g"'))).toEqual([
      'aws_lambda_function.f is aws_lambda_function.g',
    ]);
  });

  it('knows a function that was moved and has another name', async () => {
    const moved = SAMPLE.replaceAll('aws_lambda_function" "f"', 'aws_lambda_function" "g"').replace(
      'function_name = "f"',
      'function_name = "g"',
    );
    const now = await snapshot(moved);
    const previousKeys = (key: string) => (key === 'aws_lambda_function.g' ? ['aws_lambda_function.f'] : []);
    const { permissions, paths, renamed } = compareAccess(approved, now, { previousKeys });
    expect([permissions, paths, renamed]).toEqual([
      [],
      [],
      [{ from: 'aws_lambda_function.f', to: 'aws_lambda_function.g' }],
    ]);
    expect(compareAccess(approved, now).permissions.length).toBeGreaterThan(0);
  });

  it('knows a resource that was moved and whose name nobody knows', async () => {
    const nameless = SAMPLE.replace('name = "q"', '');
    const before = await snapshot(nameless);
    const now = await snapshot(
      nameless
        .replaceAll('"aws_sqs_queue" "q"', '"aws_sqs_queue" "r"')
        .replaceAll('aws_sqs_queue.q.', 'aws_sqs_queue.r.'),
    );
    const previousKeys = (key: string) => (key === 'aws_sqs_queue.r' ? ['aws_sqs_queue.q'] : []);
    expect(compareAccess(before, now, { previousKeys }).permissions).toEqual([]);
    expect(compareAccess(before, now).permissions).toHaveLength(2);
  });

  it('lists a function that is new, and one that is gone', async () => {
    const without = await snapshot(sampleWithout('aws_lambda_function.f'));
    expect(compareAccess(without, approved).permissions.every(({ kind }) => kind === 'new')).toBe(true);
    expect(compareAccess(approved, without).paths.every(({ kind }) => kind === 'closed')).toBe(true);
  });
});
