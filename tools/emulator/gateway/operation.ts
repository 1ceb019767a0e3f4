import type { IncomingMessage } from 'node:http';
import { header } from './http';

/** What the operation of a call is found from. */
export interface OperationInput {
  readonly service: string;
  readonly method: string;
  /** Without the query, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  /** A form body, for the protocols that name their action in it. */
  readonly form?: URLSearchParams;
}

/**
 * The operation of a call by its protocol: `X-Amz-Target` (JSON), `Action=` (Query and EC2), the path of RPC v2 CBOR, or
 * method and path (REST). Undefined where the table of REST paths does not know it: nothing is guessed.
 */
export function operationOf(input: OperationInput): string | undefined {
  const target = header(input.request, 'x-amz-target');
  if (target) return target.slice(target.lastIndexOf('.') + 1);
  const action = input.form?.get('Action') ?? input.query.get('Action');
  if (action) return action;
  const rpc = /^\/service\/[^/]+\/operation\/([^/]+)$/.exec(input.path)?.[1];
  if (rpc) return rpc;
  if (input.service === 's3') return s3Operation(input);
  const table = REST_OPERATIONS[input.service];
  return table?.find(([method, path]) => method === input.method && path.test(input.path))?.[2];
}

type RestRow = readonly [method: string, path: RegExp, operation: string];

/** A row from `GET /restapis/{}`: each `{}` stands for one segment, a final `{+}` for the rest. */
function rest(route: string, operation: string): RestRow {
  const [method = '', path = ''] = route.split(' ');
  const source = path.replace(/[.]/g, '\\.').replaceAll('{+}', '.+').replaceAll('{}', '[^/]+');
  return [method, new RegExp(`^${source}/?$`), operation];
}

const FUNCTIONS = '/2015-03-31/functions';

/** The REST services that functions call or that this system deploys. */
const REST_OPERATIONS: Readonly<Record<string, readonly RestRow[]>> = {
  lambda: [
    rest(`POST ${FUNCTIONS}/{}/invocations`, 'Invoke'),
    rest('POST /2014-11-13/functions/{}/invoke-async', 'InvokeAsync'),
    rest(`GET ${FUNCTIONS}`, 'ListFunctions'),
    rest(`POST ${FUNCTIONS}`, 'CreateFunction'),
    rest(`GET ${FUNCTIONS}/{}`, 'GetFunction'),
    rest(`DELETE ${FUNCTIONS}/{}`, 'DeleteFunction'),
    rest(`GET ${FUNCTIONS}/{}/configuration`, 'GetFunctionConfiguration'),
    rest(`PUT ${FUNCTIONS}/{}/configuration`, 'UpdateFunctionConfiguration'),
    rest(`PUT ${FUNCTIONS}/{}/code`, 'UpdateFunctionCode'),
    rest(`GET ${FUNCTIONS}/{}/versions`, 'ListVersionsByFunction'),
    rest(`POST ${FUNCTIONS}/{}/versions`, 'PublishVersion'),
    rest(`GET ${FUNCTIONS}/{}/aliases`, 'ListAliases'),
    rest(`POST ${FUNCTIONS}/{}/aliases`, 'CreateAlias'),
    rest(`GET ${FUNCTIONS}/{}/aliases/{}`, 'GetAlias'),
    rest(`PUT ${FUNCTIONS}/{}/aliases/{}`, 'UpdateAlias'),
    rest(`DELETE ${FUNCTIONS}/{}/aliases/{}`, 'DeleteAlias'),
    rest(`GET ${FUNCTIONS}/{}/policy`, 'GetPolicy'),
    rest(`POST ${FUNCTIONS}/{}/policy`, 'AddPermission'),
    rest(`DELETE ${FUNCTIONS}/{}/policy/{}`, 'RemovePermission'),
    rest('PUT /2017-10-31/functions/{}/concurrency', 'PutFunctionConcurrency'),
    rest('DELETE /2017-10-31/functions/{}/concurrency', 'DeleteFunctionConcurrency'),
    rest('GET /2019-09-25/functions/{}/event-invoke-config', 'GetFunctionEventInvokeConfig'),
    rest('GET /2020-06-30/functions/{}/code-signing-config', 'GetFunctionCodeSigningConfig'),
    rest('PUT /2019-09-25/functions/{}/event-invoke-config', 'PutFunctionEventInvokeConfig'),
  ],
  'rds-data': [
    rest('POST /Execute', 'ExecuteStatement'),
    rest('POST /BatchExecute', 'BatchExecuteStatement'),
    rest('POST /BeginTransaction', 'BeginTransaction'),
    rest('POST /CommitTransaction', 'CommitTransaction'),
    rest('POST /RollbackTransaction', 'RollbackTransaction'),
    rest('POST /ExecuteSql', 'ExecuteSql'),
  ],
  apigateway: [
    rest('GET /restapis', 'GetRestApis'),
    rest('POST /restapis', 'CreateRestApi'),
    rest('GET /restapis/{}', 'GetRestApi'),
    rest('PUT /restapis/{}', 'PutRestApi'),
    rest('PATCH /restapis/{}', 'UpdateRestApi'),
    rest('DELETE /restapis/{}', 'DeleteRestApi'),
    rest('GET /restapis/{}/resources', 'GetResources'),
    rest('POST /restapis/{}/resources/{}', 'CreateResource'),
    rest('PUT /restapis/{}/resources/{}/methods/{}', 'PutMethod'),
    rest('PUT /restapis/{}/resources/{}/methods/{}/integration', 'PutIntegration'),
    rest('POST /restapis/{}/deployments', 'CreateDeployment'),
    rest('POST /restapis/{}/stages', 'CreateStage'),
    rest('GET /restapis/{}/stages/{}', 'GetStage'),
    rest('PATCH /restapis/{}/stages/{}', 'UpdateStage'),
  ],
};

/** S3 tells its operations apart by method, depth of the (path-style) address, and sub-resource in the query. */
function s3Operation({ method, path, query, request }: OperationInput): string | undefined {
  const segments = path.split('/').filter((part) => part !== '');
  if (segments.length === 0) return method === 'GET' ? 'ListBuckets' : undefined;
  return segments.length === 1 ? s3BucketOperation(method, query) : s3ObjectOperation(method, query, request);
}

function s3BucketOperation(method: string, query: URLSearchParams): string | undefined {
  for (const [parameter, noun] of S3_BUCKET_SUBRESOURCES) {
    if (!query.has(parameter)) continue;
    const verb = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' }[method];
    return verb && `${verb}${noun}`;
  }
  if (method === 'POST') return query.has('delete') ? 'DeleteObjects' : 'PostObject';
  if (method === 'GET') return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
  return { PUT: 'CreateBucket', DELETE: 'DeleteBucket', HEAD: 'HeadBucket' }[method];
}

function s3ObjectOperation(
  method: string,
  query: URLSearchParams,
  request: IncomingMessage,
): string | undefined {
  const copies = header(request, 'x-amz-copy-source') !== undefined;
  if (query.has('tagging')) {
    return { GET: 'GetObjectTagging', PUT: 'PutObjectTagging', DELETE: 'DeleteObjectTagging' }[method];
  }
  if (query.has('uploads')) return method === 'POST' ? 'CreateMultipartUpload' : undefined;
  if (query.has('uploadId')) {
    const put = copies ? 'UploadPartCopy' : 'UploadPart';
    return { POST: 'CompleteMultipartUpload', DELETE: 'AbortMultipartUpload', GET: 'ListParts', PUT: put }[
      method
    ];
  }
  const put = copies ? 'CopyObject' : 'PutObject';
  return { GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject', PUT: put }[method];
}

const S3_BUCKET_SUBRESOURCES: readonly (readonly [string, string])[] = [
  ['policy', 'BucketPolicy'],
  ['acl', 'BucketAcl'],
  ['cors', 'BucketCors'],
  ['encryption', 'BucketEncryption'],
  ['lifecycle', 'BucketLifecycleConfiguration'],
  ['logging', 'BucketLogging'],
  ['notification', 'BucketNotificationConfiguration'],
  ['ownershipControls', 'BucketOwnershipControls'],
  ['publicAccessBlock', 'PublicAccessBlock'],
  ['replication', 'BucketReplication'],
  ['tagging', 'BucketTagging'],
  ['versioning', 'BucketVersioning'],
  ['website', 'BucketWebsite'],
];
