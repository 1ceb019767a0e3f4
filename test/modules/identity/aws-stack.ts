import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import { type Synthesized, synthesize } from '../../support/synth';

/** A stack with the AWS provider, which cdktf's validations ask for. */
export function synthesizeAws(build: (stack: TerraformStack) => void): Synthesized {
  return synthesize((stack) => {
    if (!stack.node.tryFindChild('aws')) new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
    build(stack);
  });
}
