import { environmentVariables } from '../../functions/shared/contract';
import type { Conventions } from '../../policies/sdk/conventions';
import { contracts } from '../../stacks/contracts';

const byName = new Map(contracts.map((contract) => [contract.name, contract]));

/**
 * What the types of this system's functions do not show: from which variables `readEnvironment` makes its answer, and
 * what the one file signs that signs by hand.
 */
export const CONVENTIONS: Conventions = {
  readers: [
    {
      file: 'functions/shared/environment.ts',
      name: 'readEnvironment',
      variable: (functionName, [resource, property, ...rest]) => {
        const use = resource === undefined ? undefined : byName.get(functionName)?.uses[resource];
        if (resource === undefined || property === undefined || !use || rest.length > 0) return undefined;
        const variables: Readonly<Record<string, string>> = environmentVariables(resource, use.kind);
        return Object.hasOwn(variables, property) ? variables[property] : undefined;
      },
    },
  ],
  signers: [
    {
      file: 'functions/adapters/presigned-post.ts',
      name: 'presignPost',
      package: '@aws-sdk/client-s3',
      operation: 'PostObject',
      input: { Bucket: 'bucketName', Key: 'key' },
    },
  ],
};
