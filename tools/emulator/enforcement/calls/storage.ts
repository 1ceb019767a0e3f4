import type { ContextValue } from '../../../../policies/iam/context';
import type { AccessQuery, CallFacts } from '../access-query';
import { arnHere, textOf } from '../access-query';
import { find, parseXml, textAt } from '../xml';
import type { CallReader } from './call-reader';

/** S3, by the path-style address that SDKs take for an endpoint that is an IP address. */
export const s3: CallReader = (facts, actions) => {
  const { operation, path, query, header } = facts;
  const [, bucket = '', ...rest] = path.split('/');
  if (bucket === '') return actions.map((action) => ({ action, resource: '*', context: contextOf(facts) }));
  const key = operation === 'PostObject' ? formKey(header) : decodeURIComponent(rest.join('/'));
  const base = { resource: objectArn(bucket, key), context: contextOf(facts) };
  if (operation === 'DeleteObjects') return deletions(facts, bucket);
  const copied = header('x-amz-copy-source');
  if (copied !== undefined) {
    const [source = '', versioned] = decodeURIComponent(copied).replace(/^\//, '').split('?versionId=');
    const [from = '', ...name] = source.split('/');
    const read = versioned === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
    return [
      { ...base, action: 's3:PutObject' },
      { action: read, resource: objectArn(from, name.join('/')), context: contextOf(facts) },
    ];
  }
  const version = query.has('versionId') ? /^s3:(Get|Delete)Object(Tagging|Acl)?$/ : undefined;
  const named = actions.map((action) =>
    version?.test(action) ? action.replace('Object', 'ObjectVersion') : action,
  );
  const also = [
    ...(operation === 'PutObject' && header('x-amz-tagging') ? ['s3:PutObjectTagging'] : []),
    ...(operation === 'PutObject' && header('x-amz-acl') ? ['s3:PutObjectAcl'] : []),
  ];
  return [...named, ...also].map((action) => ({ ...base, action }));
};

/** The key of a browser's upload is a field of its form. */
function formKey(header: CallFacts['header']): string {
  return header('key') ?? '';
}

function objectArn(bucket: string, key: string): string {
  return key === '' ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`;
}

function deletions(facts: CallFacts, bucket: string): readonly AccessQuery[] {
  const objects =
    find(parseXml(facts.text), 'Delete')?.children.filter(({ name }) => name === 'Object') ?? [];
  return objects.map((object) => ({
    action: textAt(object, 'VersionId') ? 's3:DeleteObjectVersion' : 's3:DeleteObject',
    resource: objectArn(bucket, textAt(object, 'Key') ?? ''),
    context: contextOf(facts),
  }));
}

/** Headers and parameters that are condition keys under their own names (Service Authorization Reference, Amazon S3). */
const HEADERS = [
  'x-amz-acl',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-metadata-directive',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-storage-class',
];
const PARAMETERS = ['prefix', 'delimiter', 'max-keys', 'versionid'];

function contextOf({ header, query }: CallFacts): Readonly<Record<string, ContextValue>> {
  const context: Record<string, ContextValue> = {
    // What AWS's SDKs negotiate; the last hop on this machine is plain HTTP.
    's3:TlsVersion': '1.3',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    's3:authType': query.has('X-Amz-Signature')
      ? 'REST-QUERY-STRING'
      : header('x-amz-signature') === undefined
        ? 'REST-HEADER'
        : 'POST',
  };
  for (const name of HEADERS) {
    const value = header(name);
    if (value !== undefined) context[`s3:${name}`] = value;
  }
  for (const [name, value] of query) {
    const key = name.toLowerCase();
    if (PARAMETERS.includes(key)) context[`s3:${key}`] = value;
  }
  return context;
}

/** DynamoDB. A transaction and a batch name several tables. */
export const dynamodb: CallReader = async (facts, actions, resources) => {
  const { operation, input } = facts;
  if (operation === 'ListTables') return [{ action: 'dynamodb:ListTables', resource: '*', context: {} }];
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    const items = Array.isArray(input['TransactItems']) ? (input['TransactItems'] as object[]) : [];
    const found = items.flatMap((item) =>
      Object.entries(item as Record<string, Record<string, unknown>>).map(([verb, part]) =>
        onTable(facts, TRANSACTED[verb] ?? verb, textOf(part['TableName']), part, resources),
      ),
    );
    return (await Promise.all(found)).map((query) => ({
      ...query,
      context: { ...query.context, 'dynamodb:EnclosingOperation': operation },
    }));
  }
  const requests = input['RequestItems'];
  if (typeof requests === 'object' && requests !== null) {
    return Promise.all(
      Object.keys(requests).flatMap((table) =>
        actions.map((action) => onTable(facts, action, table, {}, resources)),
      ),
    );
  }
  const table = textOf(input['TableName']);
  if (table === '') return undefined;
  return Promise.all(actions.map((action) => onTable(facts, action, table, input, resources)));
};

const TRANSACTED: Readonly<Record<string, string>> = {
  ConditionCheck: 'dynamodb:ConditionCheckItem',
  Delete: 'dynamodb:DeleteItem',
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
};

async function onTable(
  facts: CallFacts,
  action: string,
  table: string,
  part: Readonly<Record<string, unknown>>,
  resources: Parameters<CallReader>[2],
): Promise<AccessQuery> {
  const arn = table.startsWith('arn:') ? table : arnHere(facts, 'dynamodb', `table/${table}`);
  const index = textOf(part['IndexName']);
  const item = (part['Key'] ?? part['Item']) as Record<string, Record<string, unknown>> | undefined;
  const partitionKey = item && (await resources.of(arn))?.partitionKey;
  const [value] = Object.values((partitionKey && item?.[partitionKey]) || {});
  return {
    action,
    resource: index === '' ? arn : `${arn}/index/${index}`,
    context: {
      ...(typeof value === 'string' ? { 'dynamodb:LeadingKeys': [value] } : {}),
      ...(typeof part['ReturnValues'] === 'string' ? { 'dynamodb:ReturnValues': part['ReturnValues'] } : {}),
      ...(typeof part['Select'] === 'string' ? { 'dynamodb:Select': part['Select'] } : {}),
    },
  };
}

/** Secrets Manager. A secret is asked for by its name or its ARN; permissions are for its ARN. */
export const secretsmanager: CallReader = async (facts, actions, resources) => {
  const { input } = facts;
  const id = textOf(input['SecretId']);
  if (id === '') {
    const name = textOf(input['Name']);
    const resource = name === '' ? '*' : arnHere(facts, 'secretsmanager', `secret:${name}`);
    return actions.map((action) => ({ action, resource, context: {} }));
  }
  const asked = id.startsWith('arn:') ? id : arnHere(facts, 'secretsmanager', `secret:${id}`);
  const resource = (await resources.of(asked))?.arn ?? asked;
  const context: Record<string, ContextValue> = { 'secretsmanager:SecretId': resource };
  if (input['VersionStage']) context['secretsmanager:VersionStage'] = textOf(input['VersionStage']);
  if (input['VersionId']) context['secretsmanager:VersionId'] = textOf(input['VersionId']);
  return actions.map((action) => ({ action, resource, context }));
};

/** KMS. Keys are named by id, ARN or alias. */
export const kms: CallReader = (facts, actions) => {
  const { input } = facts;
  const id = textOf(input['KeyId']);
  if (id.includes('alias/')) return undefined;
  if (id === '') return actions.map((action) => ({ action, resource: '*', context: {} }));
  const encryption = (input['EncryptionContext'] ?? {}) as Record<string, string>;
  const context: Record<string, ContextValue> = { 'kms:CallerAccount': facts.accountId };
  for (const [name, value] of Object.entries(encryption)) context[`kms:EncryptionContext:${name}`] = value;
  const resource = id.startsWith('arn:') ? id : arnHere(facts, 'kms', `key/${id}`);
  return actions.map((action) => ({ action, resource, context }));
};
