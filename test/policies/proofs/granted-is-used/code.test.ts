import { call, codeOf, prove, type System, shown, statement, system } from './support';

const TABLE = `
  resource "aws_dynamodb_table" "items" {
    name     = "items"
    hash_key = "pk"
  }
  resource "aws_dynamodb_table" "others" {
    name     = "others"
    hash_key = "pk"
  }`;
const ENVIRONMENT = `environment { variables = { TABLE = aws_dynamodb_table.items.name } }`;
const put = call('dynamodb', 'PutItem', { TableName: '$TABLE' });

function withTable(statements: string, more: System = {}): string {
  return system({ lambda: ENVIRONMENT, ...more, statements, others: `${TABLE}\n${more.others ?? ''}` });
}

const grant = statement('Put', ['dynamodb:PutItem'], 'aws_dynamodb_table.items.arn');

test('GIVEN a grant of what the code does, where it does it THEN the proof holds, and links both', async () => {
  const result = await prove(withTable(grant), codeOf(put));
  expect(shown(result)).toEqual([]);
  expect(result.status).toBe('holds');
  const row = result.functions[0]?.rows.find(({ action }) => action === 'dynamodb:PutItem');
  expect(row).toMatchObject({
    resource: 'arn:aws:dynamodb:eu-central-1:123456789012:table/items',
    address: 'aws_dynamodb_table.items',
    state: 'used',
    statements: [{ address: 'data.aws_iam_policy_document.grants', sid: 'Put' }],
    positions: [{ file: 'handler.ts', line: 7 }],
    exact: true,
  });
});

test('GIVEN an action that no code needs THEN it names the statement, the action and the resource', async () => {
  const wider = statement('Put', ['dynamodb:PutItem', 'dynamodb:DeleteItem'], 'aws_dynamodb_table.items.arn');
  const result = await prove(withTable(wider), codeOf(put));
  expect(result.status).toBe('fails');
  expect(shown(result)).toEqual([
    'fail proof-granted-is-used data.aws_iam_policy_document.grants: statement "Put" of data.aws_iam_policy_document.grants: ' +
      'dynamodb:DeleteItem on aws_dynamodb_table.items.arn is granted, and nothing needs it',
  ]);
  expect(result.findings[0]?.counterExample.statement?.source).toMatchObject({ file: 'main.tf' });
});

test('GIVEN the same action on a resource that no code needs THEN that resource alone is named', async () => {
  const both = statement(
    'Put',
    ['dynamodb:PutItem'],
    'aws_dynamodb_table.items.arn, aws_dynamodb_table.others.arn',
  );
  const result = await prove(withTable(both), codeOf(put));
  expect(result.findings.map(({ counterExample }) => counterExample)).toMatchObject([
    { action: 'dynamodb:PutItem', resource: 'aws_dynamodb_table.others.arn' },
  ]);
});

test('GIVEN a call without a grant THEN it spells out the statement that is missing, and names the line', async () => {
  const result = await prove(withTable(''), codeOf(put));
  expect(shown(result)).toEqual([
    'fail proof-used-is-granted aws_lambda_function.f: dynamodb:PutItem on ' +
      'arn:aws:dynamodb:eu-central-1:123456789012:table/items is needed (handler.ts:7), and no statement of the role allows it',
  ]);
  expect(result.findings[0]?.counterExample).toMatchObject({
    positions: [{ file: 'handler.ts', line: 7, column: 3 }],
    missing: {
      Effect: 'Allow',
      Action: 'dynamodb:PutItem',
      Resource: 'arn:aws:dynamodb:eu-central-1:123456789012:table/items',
    },
  });
});

const AGAINST: Readonly<Record<string, readonly [System & { grants: string }, RegExp]>> = {
  'a grant on another table': [
    { grants: statement('Put', ['dynamodb:PutItem'], 'aws_dynamodb_table.others.arn') },
    /used-is-granted.*no statement/,
  ],
  'a denial': [
    { grants: `${grant}${statement('Never', ['dynamodb:Put*'], '"*"', 'effect = "Deny"')}` },
    /used-is-granted.*statement "Never".*denies/,
  ],
  'a boundary without it': [
    {
      grants: grant,
      role: 'permissions_boundary = aws_iam_policy.limit.arn',
      others: `resource "aws_iam_policy" "limit" {
        name   = "limit"
        policy = jsonencode({ Version = "2012-10-17", Statement = [
          { Effect = "Allow", Action = ["logs:*", "dynamodb:GetItem"], Resource = "*" }] })
      }`,
    },
    /used-is-granted.*boundary/,
  ],
  'a condition that does not hold': [
    {
      grants: statement(
        'Put',
        ['dynamodb:PutItem'],
        'aws_dynamodb_table.items.arn',
        'condition {\n test = "StringEquals"\n variable = "lambda:SourceFunctionArn"\n values = ["arn:aws:lambda:eu-central-1:123456789012:function:g"]\n}',
      ),
    },
    /used-is-granted.*no statement[\s\S]*granted-is-used.*nothing needs it/,
  ],
  'every table': [
    {
      grants: statement('Put', ['dynamodb:PutItem'], '"arn:aws:dynamodb:eu-central-1:123456789012:table/*"'),
    },
    /granted-is-used.*wider than/,
  ],
  'every resource': [
    { grants: statement('Put', ['dynamodb:PutItem'], '"*"') },
    /granted-is-used.*wider than/,
  ],
  'a wildcard in the action': [
    { grants: statement('Put', ['dynamodb:Put*'], 'aws_dynamodb_table.items.arn') },
    /dynamodb:Put\* on .* also means dynamodb:PutResourcePolicy, which nothing needs/,
  ],
  'every action': [{ grants: statement('Put', ['*'], '"*"') }, /actions of several services/],
  'all but some actions': [
    { grants: 'statement {\n sid = "Most"\n not_actions = ["iam:*"]\n resources = ["*"]\n}' },
    /all but what it names/,
  ],
};

test.each(Object.entries(AGAINST))('fails with %s', async (_, [{ grants, ...more }, expected]) => {
  const result = await prove(withTable(grants, more), codeOf(put));
  expect(result.status).toBe('fails');
  expect(
    shown(result)
      .filter((line) => line.startsWith('fail '))
      .join('\n'),
  ).toMatch(expected);
});

test('GIVEN a condition on what nobody knows THEN it is open whether the call is allowed', async () => {
  const condition =
    'condition {\n test = "StringEquals"\n variable = "aws:SourceVpce"\n values = ["vpce-1"]\n}';
  const guarded = statement('Put', ['dynamodb:PutItem'], 'aws_dynamodb_table.items.arn', condition);
  const result = await prove(withTable(guarded), codeOf(put));
  expect(result.status).toBe('open');
  expect(shown(result)).toEqual([expect.stringMatching(/^unknown proof-used-is-granted .*statement "Put"/)]);
});

test('GIVEN a resource that the code does not show THEN the actions alone are compared, and that is marked', async () => {
  const open = call('dynamodb', 'PutItem', { TableName: '*' });
  const result = await prove(withTable(grant), codeOf(open));
  expect(result.status).toBe('holds');
  expect(result.functions[0]?.rows.find(({ action }) => action === 'dynamodb:PutItem')).toMatchObject({
    exact: false,
    resource: 'a resource that the code does not show',
  });
});

test('GIVEN code that is not at hand THEN the proof is not made, and no pass', async () => {
  const result = await prove(withTable(grant), { absent: 'the archive is not part of the input' });
  expect(result.status).toBe('not made');
  expect(result.notMade).toMatchObject([{ reason: 'the archive is not part of the input' }]);
});

test('GIVEN a place in the code that nobody can resolve THEN the proof fails there', async () => {
  const position = { file: 'handler.ts', line: 3, column: 1 };
  const unresolved = [{ position, reason: 'nobody can tell which class is made here' }];
  const result = await prove(withTable(grant), { calls: { calls: [put], unresolved, variables: [] } });
  expect(shown(result)).toEqual([
    'fail proof-calls-are-known aws_lambda_function.f: handler.ts:3: nobody can tell which class is made here',
  ]);
});

describe('operations that are not the action', () => {
  const items = 'aws_dynamodb_table.items.arn';
  const bucket = `
    resource "aws_s3_bucket" "files" { bucket = "files" }
    resource "aws_rds_cluster" "ledger" {
      cluster_identifier          = "ledger"
      manage_master_user_password = true
    }`;
  const variables = `environment { variables = {
    TABLE = aws_dynamodb_table.items.name, BUCKET = aws_s3_bucket.files.id,
    CLUSTER = aws_rds_cluster.ledger.arn, SECRET = aws_rds_cluster.ledger.master_user_secret[0].secret_arn } }`;

  test.each([
    [
      'a transaction needs what its items do',
      call('dynamodb', 'TransactWriteItems', {
        'TransactItems[].Put.TableName': '$TABLE',
        'TransactItems[].ConditionCheck.TableName': '$TABLE',
      }),
      statement('A', ['dynamodb:ConditionCheckItem', 'dynamodb:PutItem'], items),
    ],
    [
      'PartiQL needs what its statement does',
      call('dynamodb', 'ExecuteStatement', { Statement: 'select * from items' }),
      statement('A', ['dynamodb:PartiQLSelect'], items),
    ],
    [
      'a query of an index needs the index',
      call('dynamodb', 'Query', { TableName: '$TABLE', IndexName: 'byDate' }),
      statement('A', ['dynamodb:Query'], '"${aws_dynamodb_table.items.arn}/index/byDate"'),
    ],
    [
      'the head of an object needs the object',
      call('s3', 'HeadObject', { Bucket: '$BUCKET', Key: 'in/*' }),
      statement('A', ['s3:GetObject'], '"${aws_s3_bucket.files.arn}/in/*"'),
    ],
    [
      'a form that is signed needs what its holder does with it',
      call('s3', 'PostObject', { Bucket: '$BUCKET', Key: 'in/*.csv' }),
      statement('A', ['s3:PutObject'], '"${aws_s3_bucket.files.arn}/in/*"'),
    ],
    [
      'a copy needs both its ends',
      call('s3', 'CopyObject', { Bucket: '$BUCKET', Key: 'to', CopySource: '$BUCKET/from' }),
      statement('A', ['s3:GetObject'], '"${aws_s3_bucket.files.arn}/from"') +
        statement('B', ['s3:PutObject'], '"${aws_s3_bucket.files.arn}/to"'),
    ],
    [
      'an object that is tagged needs that too',
      call('s3', 'PutObject', { Bucket: '$BUCKET', Key: 'a', Tagging: 'x=y' }),
      statement('A', ['s3:PutObject', 's3:PutObjectTagging'], '"${aws_s3_bucket.files.arn}/a"'),
    ],
    [
      'an image that Rekognition reads needs the object',
      call('rekognition', 'DetectText', {
        'Image.S3Object.Bucket': '$BUCKET',
        'Image.S3Object.Name': 'in/*',
      }),
      statement('A', ['rekognition:DetectText'], '"*"') +
        statement('B', ['s3:GetObject'], '"${aws_s3_bucket.files.arn}/in/*"'),
    ],
    [
      'the Data API needs the secret, whose ARN nobody knows yet',
      call('rds-data', 'ExecuteStatement', { resourceArn: '$CLUSTER', secretArn: '$SECRET' }),
      statement('A', ['rds-data:ExecuteStatement'], 'aws_rds_cluster.ledger.arn') +
        statement(
          'B',
          ['secretsmanager:GetSecretValue'],
          'aws_rds_cluster.ledger.master_user_secret[0].secret_arn',
        ),
    ],
  ])('%s', async (_, made, grants) => {
    const lambda = { lambda: variables, others: bucket };
    expect(shown(await prove(withTable(grants, lambda), codeOf(made)))).toEqual([]);
    // Without any of the grants it fails: the test above is not empty.
    const without = await prove(withTable('', lambda), codeOf(made));
    expect(without.status).toBe('fails');
  });

  test('GIVEN a transaction of which nothing is seen THEN no action of it is demanded for certain', async () => {
    const hidden = call('dynamodb', 'TransactWriteItems', {
      'TransactItems[].Put.TableName': '*',
      'TransactItems[].Update.TableName': '*',
      'TransactItems[].Delete.TableName': '*',
      'TransactItems[].ConditionCheck.TableName': '*',
    });
    const result = await prove(withTable(grant), codeOf(hidden));
    expect(result.status).toBe('open');
    expect(shown(result)).toHaveLength(3);
  });

  test('GIVEN an operation whose action nobody knows THEN the proof fails there', async () => {
    const result = await prove(withTable(''), codeOf(call('dynamodb', 'StartBulkPutItems')));
    expect(shown(result)).toEqual([
      expect.stringContaining('nobody knows which action StartBulkPutItems needs'),
    ]);
  });
});

describe('bounds', () => {
  const key = '@aws-sdk/client-dynamodb PutItem';
  const bundle = (...operations: readonly string[]) => ({
    calls: { calls: [put], unresolved: [], variables: [] },
    bundle: {
      operations: new Set(operations),
      broughtAlong: new Set(['@aws-sdk/client-dynamodb X']),
      whole: new Set<string>(),
    },
  });

  test.each([
    ['the same operations', [key], []],
    ['what the client brings along', [key, '@aws-sdk/client-dynamodb X'], []],
    ['less than the code', [], ['fail']],
    ['more than the code', [key, '@aws-sdk/client-dynamodb DeleteTable'], ['unknown']],
  ])('a bundle with %s', async (_, operations, statuses) => {
    const result = await prove(withTable(grant), bundle(...operations));
    expect(result.findings.map(({ outcome }) => outcome.status)).toEqual(statuses);
  });

  const recorded = { function: 'f', service: 'dynamodb', operation: 'PutItem', action: 'dynamodb:PutItem' };
  const arn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/items';

  test.each([
    ['what the code shows', { ...recorded, resource: arn }, 0],
    ['another resource', { ...recorded, resource: `${arn}-of-others` }, 1],
    ['another action', { ...recorded, operation: 'GetItem', action: 'dynamodb:GetItem', resource: arn }, 1],
    [
      'a call of another function',
      { ...recorded, function: 'g', action: 'dynamodb:GetItem', resource: arn },
      0,
    ],
  ])('a trace with %s', async (_, made, count) => {
    const result = await prove(withTable(grant), codeOf(put), [made]);
    expect(shown(result).filter((line) => line.startsWith('fail proof-trace-is-in-code'))).toHaveLength(
      count,
    );
  });
});
