import { bundledOperations, type Metafile } from '../../../policies/sdk/bundled-operations';

const client = (name: string) => `node_modules/@aws-sdk/client-dynamodb/dist-es/${name}.js`;

/** A metafile in which each file imports the files after it. Those whose name ends with `-` were left out as unused. */
function metafile(
  files: Readonly<Record<string, readonly string[]>>,
  unused: readonly string[] = [],
): Metafile {
  const inputs = Object.entries(files).map(([path, imports]) => [
    path,
    { imports: imports.map((one) => ({ path: one })) },
  ]);
  const shipped = Object.keys(files).map((path) => [path, { bytesInOutput: unused.includes(path) ? 0 : 10 }]);
  return {
    inputs: Object.fromEntries(inputs),
    outputs: { 'index.js': { inputs: Object.fromEntries(shipped) } },
  };
}

const put = client('commands/PutItemCommand');
const describeEndpoints = client('commands/DescribeEndpointsCommand');

test('lists the commands whose code is in the bundle', () => {
  const found = bundledOperations(
    metafile(
      {
        'handler.ts': [client('index')],
        [client('commands/index')]: [put],
        [put]: [],
        [describeEndpoints]: [],
      },
      [describeEndpoints],
    ),
  );
  expect([...found.operations]).toEqual(['@aws-sdk/client-dynamodb PutItem']);
});

test('tells what the client itself asks for from what the code asks for', () => {
  const found = bundledOperations(
    metafile({
      [client('DynamoDBClient')]: [describeEndpoints],
      [client('DynamoDB')]: [put, describeEndpoints],
      [client('commands/index')]: [put, describeEndpoints],
      [put]: [],
      [describeEndpoints]: [],
    }),
  );
  expect([...found.operations].sort()).toEqual([
    '@aws-sdk/client-dynamodb DescribeEndpoints',
    '@aws-sdk/client-dynamodb PutItem',
  ]);
  expect([...found.broughtAlong]).toEqual(['@aws-sdk/client-dynamodb DescribeEndpoints']);
});

test('says of a client in one file that it tells nothing', () => {
  const found = bundledOperations(metafile({ 'node_modules/@aws-sdk/client-sqs/dist-cjs/index.js': [] }));
  expect([...found.whole]).toEqual(['@aws-sdk/client-sqs']);
});
