/** What the owner of the code says of it, that no type shows. */
export interface Conventions {
  /** @default none: `process.env` alone is seen */
  readonly readers?: readonly EnvironmentReader[];
  /** @default none: whoever signs requests by hand is a finding */
  readonly signers?: readonly Signer[];
}

/** A function that reads the environment and gives it in a shape of its own. */
export interface EnvironmentReader {
  /** Relative to the code's root. */
  readonly file: string;
  readonly name: string;
  /**
   * The variable behind a member of what it returns.
   *
   * @param functionName the function whose code it is
   * @param path the way to the member: `ledger`, `clusterArn`
   * @returns nothing where the member is none
   */
  variable(functionName: string, path: readonly string[]): string | undefined;
}

/**
 * A function that signs a request to AWS without the SDK. What it signs cannot be seen: it is said here, and a file that
 * signs and is not named here is a finding.
 */
export interface Signer {
  /** Relative to the code's root. */
  readonly file: string;
  readonly name: string;
  readonly package: string;
  /** What is signed: `PostObject`. */
  readonly operation: string;
  /** The way from the first argument to the members of the operation's input: `Bucket` from `bucketName`. */
  readonly input: Readonly<Record<string, string>>;
}
