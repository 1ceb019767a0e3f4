import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import { type Synthesized, synthesize } from '../../support/synth';

export const REGION = 'eu-west-1';
export const ZONES = ['eu-west-1a', 'eu-west-1b'];

/** Synthesizes a stack that has the AWS provider, without which cdktf's validation refuses it. */
export function synthesizeAws(build: (stack: TerraformStack) => void): Synthesized {
  return synthesize((stack) => {
    new AwsProvider(stack, 'aws', { region: REGION });
    build(stack);
  });
}
