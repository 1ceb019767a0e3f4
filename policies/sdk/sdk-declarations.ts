import ts from 'typescript';

/** What a symbol of an AWS package stands for. */
export type SdkEntity =
  | { readonly kind: 'command'; readonly package: string; readonly operation: string }
  | {
      /** Called with the operation's input at a position among its arguments. */
      readonly kind: 'method' | 'paginator' | 'waiter' | 'helper';
      readonly package: string;
      readonly operations: readonly string[];
      readonly inputArgument: number;
    };

/** The document client's names for operations of DynamoDB. From the README of `@aws-sdk/lib-dynamodb`. */
const DOCUMENT_OPERATIONS: Readonly<Record<string, string>> = {
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  TransactGet: 'TransactGetItems',
  TransactWrite: 'TransactWriteItems',
  Update: 'UpdateItem',
};

/** Packages that build requests themselves: by their exported names. */
const HELPERS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '@aws-sdk/s3-presigned-post': { createPresignedPost: ['PostObject'] },
  // Its documentation: one put, or a multipart upload that is aborted on failure.
  '@aws-sdk/lib-storage': {
    Upload: [
      'PutObject',
      'CreateMultipartUpload',
      'UploadPart',
      'CompleteMultipartUpload',
      'AbortMultipartUpload',
    ],
  },
};

/** Packages of the SDK whose values make no call, or only with a command that is seen where it is made. */
const HARMLESS =
  /^@aws-sdk\/(client-[a-z0-9-]+|lib-dynamodb|lib-storage|s3-presigned-post|s3-request-presigner|util-[a-z0-9-]+|types|config|core|credential-provider-env|credential-provider-node|middleware-[a-z0-9-]+)$/;

/** Packages that reach AWS or sign for it without commands. */
const OTHER_WAYS =
  /^(aws-sdk|aws4|aws4fetch|aws-amplify|@smithy\/signature-v4|@aws-sdk\/[a-z0-9-]+|@aws-lambda-powertools\/(parameters|idempotency)|dynamoose|sst)(\/|$)/;

/** Why a value import of the package hides calls; nothing where it hides none. */
export function hiddenCalls(specifier: string): string | undefined {
  const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier;
  if (HARMLESS.test(name)) {
    return specifier === name || /^@aws-sdk\/client-/.test(name)
      ? undefined
      : `${specifier} is an inner part of a package`;
  }
  return OTHER_WAYS.test(specifier) ? `${name} calls AWS in ways that this analysis does not see` : undefined;
}

export function isSdkClient(specifier: string): boolean {
  return /^@aws-sdk\/(client-|lib-|s3-)/.test(specifier);
}

interface SdkFile {
  readonly package: string;
  readonly path: string;
}

export function sdkFile(fileName: string): SdkFile | undefined {
  const match = /.*\/node_modules\/(@aws-sdk\/[^/]+)\/(?:dist-types\/)?(.*?)(?:\.d)?\.[cm]?[jt]s$/.exec(
    fileName,
  );
  return match?.[1] === undefined ? undefined : { package: match[1], path: match[2] ?? '' };
}

/** What the declaration stands for, if a package of the SDK declares it. */
export function entityOf(symbol: ts.Symbol): SdkEntity | undefined {
  for (const declaration of symbol.declarations ?? []) {
    const file = sdkFile(declaration.getSourceFile().fileName);
    const entity = file && classify(symbol.name, declaration, file);
    if (entity) return entity;
  }
  return undefined;
}

function classify(name: string, declaration: ts.Declaration, file: SdkFile): SdkEntity | undefined {
  const helpers = HELPERS[file.package];
  if (helpers) {
    const operations = Object.hasOwn(helpers, name) ? helpers[name] : undefined;
    const inputArgument = name === 'Upload' ? 0 : 1;
    return operations && { kind: 'helper', package: '@aws-sdk/client-s3', operations, inputArgument };
  }
  const command = /^commands\/(\w+)Command$/.exec(file.path)?.[1];
  if (command !== undefined) {
    // Its input and output are declared beside it.
    if (!ts.isClassDeclaration(declaration) && !ts.isVariableDeclaration(declaration)) return undefined;
    return { kind: 'command', ...operationOf(file.package, command) };
  }
  if (/^pagination\//.test(file.path) && name.startsWith('paginate')) {
    return called('paginator', file.package, inputOperation(declaration) ?? name.slice('paginate'.length), 1);
  }
  if (/^waiters\//.test(file.path) && /^wait(For|Until)/.test(name)) {
    const operation = inputOperation(declaration);
    return operation === undefined ? undefined : called('waiter', file.package, operation, 1);
  }
  if (file.path.includes('/')) return undefined;
  if (ts.isMethodSignature(declaration) || ts.isMethodDeclaration(declaration))
    return method(name, declaration, file);
  return undefined;
}

/** Methods of an aggregated client; not `send`, `destroy` and what else its base class has. */
function method(name: string, declaration: ts.Declaration, file: SdkFile): SdkEntity | undefined {
  const operation = inputOperation(declaration) ?? outputOperation(declaration);
  if (operation === undefined || name === 'send') return undefined;
  if (/^wait/.test(name)) return called('waiter', file.package, operation, 0);
  return called(/^paginate/.test(name) ? 'paginator' : 'method', file.package, operation, 0);
}

function called(
  kind: 'method' | 'paginator' | 'waiter',
  npmPackage: string,
  name: string,
  inputArgument: number,
): SdkEntity {
  const { package: owner, operation } = operationOf(npmPackage, name);
  return { kind, package: owner, operations: [operation], inputArgument };
}

function operationOf(npmPackage: string, name: string): { package: string; operation: string } {
  if (npmPackage !== '@aws-sdk/lib-dynamodb') return { package: npmPackage, operation: name };
  return { package: '@aws-sdk/client-dynamodb', operation: DOCUMENT_OPERATIONS[name] ?? name };
}

/** From the type of a parameter: `input: QueryCommandInput`. */
function inputOperation(declaration: ts.Declaration): string | undefined {
  const text = ts.isVariableDeclaration(declaration)
    ? declaration.type?.getText()
    : parametersOf(declaration);
  return /\b(\w+)CommandInput\b/.exec(text ?? '')?.[1];
}

function outputOperation(declaration: ts.Declaration): string | undefined {
  return /\b(\w+)CommandOutput\b/.exec(declaration.getText())?.[1];
}

function parametersOf(declaration: ts.Declaration): string | undefined {
  return ts.isFunctionLike(declaration)
    ? declaration.parameters.map((one) => one.getText()).join(', ')
    : undefined;
}

/** Whether the symbol is an aggregated client, whose methods are operations: `S3`, `DynamoDBDocument`. */
export function isAggregate(symbol: ts.Symbol | undefined): boolean {
  return (symbol?.declarations ?? []).some((declaration) => {
    const file = sdkFile(declaration.getSourceFile().fileName);
    if (!file || symbol?.name !== file.path) return false;
    return (
      (ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration)) &&
      declaration.members.some((member) => member.name?.getText() !== undefined && isOperation(member, file))
    );
  });
}

function isOperation(member: ts.TypeElement | ts.ClassElement, file: SdkFile): boolean {
  return classify(member.name?.getText() ?? '', member, file) !== undefined;
}

/** Whether the symbol is the whole module of a client. */
export function isSdkModule(symbol: ts.Symbol | undefined): boolean {
  return (symbol?.declarations ?? []).some((declaration) => {
    const file = ts.isSourceFile(declaration) ? sdkFile(declaration.fileName) : undefined;
    return file !== undefined && isSdkClient(file.package);
  });
}
