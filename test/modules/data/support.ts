import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import type { Capability, IGrantee } from '../../../modules/core/capability';
import { InvalidInputError } from '../../../modules/core/errors';
import { CustomerKey, type ICustomerKey } from '../../../modules/data/customer-key';
import type { AwsLocation } from '../../../modules/identity/aws-location';
import { type Synthesized, synthesize as synthesizeStack } from '../../support/synth';

export const LOCATION: AwsLocation = { partition: 'aws', region: 'eu-west-1', accountId: '111122223333' };
export const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234';

/** A key of another stack: creates nothing, so that a test sees only what it is about. */
export const importedKey: ICustomerKey = CustomerKey.fromAttributes({ keyArn: KEY_ARN, location: LOCATION });

/** Builds a stack with the provider that cdktf's validation asks for. */
export function synthesize(build: (scope: TerraformStack) => void): Synthesized {
  return synthesizeStack((scope) => {
    new AwsProvider(scope, 'aws', { region: LOCATION.region });
    build(scope);
  });
}

/** A grantee that remembers. */
export class RecordingGrantee implements IGrantee {
  readonly accepted: Capability[] = [];

  accept(capability: Capability): void {
    this.accepted.push(capability);
  }

  get titles(): readonly string[] {
    return this.accepted.map(({ title }) => title);
  }
}

/** The codes and properties of the problems that the call throws. @throws when it throws nothing */
export function problemsOf(call: () => unknown): ReadonlyArray<readonly [string, string]> {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError) {
      return error.problems.map(({ code, property }) => [code, property] as const);
    }
    throw error;
  }
  throw new Error('nothing was refused');
}

/** The actions of all statements, sorted. */
export function actionsOf({ statements }: Capability): readonly string[] {
  return statements.flatMap(({ actions }) => actions).sort();
}
