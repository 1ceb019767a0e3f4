import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { InvalidInputError, type Problem } from '../../modules/core/errors';
import { checkCombinations } from './combinations';
import { dev } from './dev';
import { emulator } from './emulator';
import { prod } from './prod';
import { type EnvironmentConfig, environmentSchema } from './schema';
import { staging } from './staging';

const environments: Readonly<Record<string, EnvironmentConfig>> = { emulator, dev, staging, prod };

/** The names that VPC_LAMBDA_ENV may have, besides a path to a JSON file. */
export const environmentNames: readonly string[] = Object.keys(environments);

/**
 * The validated configuration of an environment.
 *
 * @param choice one of {@link environmentNames}, or the path of a `.json` file. The file holds a whole configuration, or
 *   `{ "extends": "dev", … }`, whose sections replace the sections of the named environment.
 * @throws InvalidInputError with everything that is wrong: unknown keys, wrong types, impossible combinations
 */
export function loadEnvironment(choice: string): EnvironmentConfig {
  if (choice.endsWith('.json')) return validateEnvironment(readConfigFile(choice), choice);
  const known = environments[choice];
  if (!known) {
    throw new InvalidInputError('VPC_LAMBDA_ENV', [
      {
        code: 'environment-unknown',
        property: 'VPC_LAMBDA_ENV',
        received: choice,
        allowed: `${environmentNames.join(', ')}, or the path of a .json file`,
        fix: 'Choose one of them, or add a file to stacks/environments and name it in load.ts',
      },
    ]);
  }
  return validateEnvironment(known, `stacks/environments/${choice}.ts`);
}

/**
 * @param input a configuration from anywhere
 * @param origin where it comes from, for the message
 * @throws InvalidInputError with everything that is wrong
 */
export function validateEnvironment(input: unknown, origin: string): EnvironmentConfig {
  const result = v.safeParse(environmentSchema, input);
  const problems = [...(result.issues ?? []).map(describeIssue), ...checkCombinations(input)];
  if (!result.success || problems.length > 0) throw new InvalidInputError(origin, problems);
  return result.output;
}

function readConfigFile(path: string): unknown {
  const refuse = (code: string, received: unknown, allowed: string, fix: string): never => {
    throw new InvalidInputError(path, [{ code, property: 'VPC_LAMBDA_ENV', received, allowed, fix }]);
  };
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return refuse(
      'environment-file',
      error instanceof Error ? error.message : String(error),
      'a readable JSON file',
      'Correct the path or the JSON',
    );
  }
  if (typeof content !== 'object' || content === null || !('extends' in content)) return content;
  const { extends: base, ...sections } = content as { extends: unknown };
  const foundation = typeof base === 'string' ? environments[base] : undefined;
  if (!foundation)
    return refuse(
      'environment-extends',
      base,
      environmentNames.join(', '),
      'Extend one of them, or leave "extends" out',
    );
  return { ...foundation, ...sections };
}

function describeIssue(issue: v.BaseIssue<unknown>): Problem {
  const property = v.getDotPath(issue) ?? '(the whole)';
  const unknownKey = issue.type === 'strict_object' && issue.expected === 'never';
  return {
    code: unknownKey ? 'environment-unknown-key' : 'environment-value',
    property,
    received: unknownKey ? property.split('.').pop() : issue.input,
    allowed: unknownKey ? 'no such key here' : allowedOf(issue),
    fix: unknownKey ? 'Remove it or correct its spelling' : 'Correct the value',
  };
}

/** Our own message where the schema gives one, otherwise the type that valibot expected. */
function allowedOf(issue: v.BaseIssue<unknown>): string {
  return issue.message.startsWith('Invalid ') ? (issue.expected ?? issue.message) : issue.message;
}
