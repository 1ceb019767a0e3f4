import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Construct } from 'constructs';
import { markReferences } from '../core/reference-marks';
import type { AslObject } from './states/flow';

/** As much of the package's interface as is used here. It ships no declarations. */
type AslValidator = (definition: object) => {
  readonly errors: ReadonlyArray<{ readonly 'Error code': string; readonly Message: string }>;
};

/**
 * The key of the cdktf context under which a directory may be named where valid definitions are remembered. The validator
 * compiles its schemas anew for each definition, which takes 50 times as long as all of our own checks; a definition that
 * it found valid once is valid until one character of it changes.
 */
export const VERDICTS_CONTEXT = 'workflow:verdicts';

/** A part of every remembered verdict's name: another version of the validator judges anew. */
const VALIDATOR_VERSION = 'asl-validator-4.0.0';

/**
 * What `asl-validator` has against the definition: it knows the schema of every state and the syntax of paths. Terraform
 * references are replaced by an ARN first. The package is loaded here and not before: it takes some 55 milliseconds, and
 * an app without a workflow should not pay them.
 *
 * @param scope whose context may name the directory of verdicts
 * @returns one sentence for each problem; none when it is valid
 */
export function aslProblems(scope: Construct, definition: AslObject): readonly string[] {
  const { document } = markReferences(
    definition,
    (index) => `arn:aws:lambda:eu-central-1:123456789012:function:reference-${index}:live`,
  );
  const text = JSON.stringify(document);
  const verdict = verdictFile(scope, text);
  if (verdict !== undefined && existsSync(verdict)) return [];
  const validate = require('asl-validator') as AslValidator;
  // Parsed again, because the validator adds members to what it is given.
  const problems = validate(JSON.parse(text) as object).errors.map(
    (error) => `${error['Error code']}: ${error.Message}`,
  );
  if (verdict !== undefined && problems.length === 0) writeFileSync(verdict, '');
  return problems;
}

/** Where it is remembered that the definition is valid, if anywhere. */
function verdictFile(scope: Construct, text: string): string | undefined {
  const directory: unknown = scope.node.tryGetContext(VERDICTS_CONTEXT);
  if (typeof directory !== 'string') return undefined;
  mkdirSync(directory, { recursive: true });
  const hash = createHash('sha256').update(VALIDATOR_VERSION).update(text).digest('hex');
  return join(directory, hash);
}
