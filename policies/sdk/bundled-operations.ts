/** What a bundler put into a function's bundle of the SDK's operations: the upper bound of what its code can call. */
export interface BundledOperations {
  /** As `operationKey` names them. */
  readonly operations: ReadonlySet<string>;
  /** Those that a client itself asks for: for endpoint discovery, for directory buckets. No code of the function does. */
  readonly broughtAlong: ReadonlySet<string>;
  /** Clients that are in the bundle as one file, which tells nothing of their operations. */
  readonly whole: ReadonlySet<string>;
}

/** As much of esbuild's metafile as is read. */
export interface Metafile {
  readonly inputs: Readonly<Record<string, { readonly imports: readonly { readonly path: string }[] }>>;
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

const COMMAND = /node_modules\/(@aws-sdk\/client-[a-z0-9-]+)\/dist-[a-z]+\/commands\/(\w+)Command\.js$/;
const WHOLE = /node_modules\/(@aws-sdk\/client-[a-z0-9-]+)\/dist-cjs\/index\.js$/;

/** Files that hand on every command of their client, or what the code itself asks for: not a use of the client's own. */
const HANDS_ON = /\/(commands\/index|index|pagination\/\w+|waiters\/\w+)\.js$/;

/** How an operation is named among those of a bundle. */
export function operationKey(npmPackage: string, operation: string): string {
  return `${npmPackage} ${operation}`;
}

/** Reads what esbuild says of the bundle: what it left out as unused does not count. */
export function bundledOperations(metafile: Metafile): BundledOperations {
  const shipped = new Set(
    Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
  );
  const commands = new Map<string, string>();
  const whole = new Set<string>();
  for (const path of shipped) {
    const [, npmPackage, operation] = COMMAND.exec(path) ?? [];
    if (npmPackage !== undefined && operation !== undefined) {
      commands.set(path, operationKey(npmPackage, operation));
    }
    const client = WHOLE.exec(path)?.[1];
    if (client !== undefined) whole.add(client);
  }
  const broughtAlong = new Set<string>();
  for (const [importer, { imports }] of Object.entries(metafile.inputs)) {
    if (!shipped.has(importer) || HANDS_ON.test(importer) || isAggregated(importer)) continue;
    const client = clientOf(importer);
    for (const { path } of imports) {
      const key = commands.get(path);
      if (key !== undefined && client !== undefined && client === clientOf(path)) broughtAlong.add(key);
    }
  }
  return { operations: new Set(commands.values()), broughtAlong, whole };
}

function clientOf(path: string): string | undefined {
  return /node_modules\/(@aws-sdk\/client-[a-z0-9-]+)\//.exec(path)?.[1];
}

/** `dist-es/DynamoDB.js`: a class with a method for each operation. Not `DynamoDBClient.js`. */
function isAggregated(path: string): boolean {
  const name = /\/dist-[a-z]+\/(\w+)\.js$/.exec(path)?.[1];
  return name !== undefined && !/^(runtimeConfig|runtimeExtensions)|Client$/.test(name);
}
