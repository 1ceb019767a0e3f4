import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { StateMachine } from '../../../modules/workflow/state-machine';
import { proveEqual } from '../../../policies/proofs/hcl-equals-json';
import { clearDeposit, clearingContracts } from '../../../stacks/workflows/clear-deposit';
import { batchContracts, processBatch } from '../../../stacks/workflows/process-batch';
import { writeStack } from '../../../tools/hcl/write-stack';
import { functionsOf } from '../../stacks/workflows/support';
import { stackJson } from '../../tools/hcl/example-stack';
import { LOCATION, LOG_KEY_ARN, WORK } from './support';

/** Both workflows of the system, their functions known to Terraform only. */
function workflowStack() {
  const stack = new TerraformStack(new App({ outdir: '.build/test-synth' }), 'test');
  new AwsProvider(stack, 'aws', { region: LOCATION.region });
  const referring = <F extends Readonly<Record<string, { aliasArn: string; timeoutSeconds: number }>>>(
    functions: F,
  ): F =>
    Object.fromEntries(
      Object.entries(functions).map(([name, { timeoutSeconds }]) => {
        const { arn } = new LambdaAlias(stack, name, {
          name: 'live',
          functionName: name,
          functionVersion: '1',
        });
        return [name, { aliasArn: arn, timeoutSeconds }];
      }),
    ) as F;
  const common = { location: LOCATION, logKeyArn: LOG_KEY_ARN };
  new StateMachine(stack, 'clear-deposit', {
    name: 'clear-deposit',
    definition: clearDeposit(referring(functionsOf([...clearingContracts]))),
    ...common,
  });
  new StateMachine(stack, 'process-batch', {
    name: 'process-batch',
    definition: processBatch(referring(functionsOf([...batchContracts])), { batches: WORK.bucket }),
    ...common,
  });
  return stackJson(stack);
}

describe('GIVEN both workflows with references to their functions', () => {
  const json = workflowStack();
  const files = writeStack(json);
  const text = files.get('workflow.tf') ?? '';

  test('THEN their HCL equals their JSON', async () => {
    expect(await proveEqual(json, files)).toEqual([]);
  });

  test('THEN a state that was changed in the HCL is a difference', async () => {
    const changed = new Map(files);
    changed.set('workflow.tf', text.replace('"Post to ledger"', '"Rejected"'));
    const differences = await proveEqual(json, changed);
    expect(differences.map(({ block, attribute }) => [block, attribute])).toEqual([
      [expect.stringContaining('aws_sfn_state_machine'), 'definition'],
    ]);
  });

  test('THEN a reviewer reads states and references, not escaped JSON', () => {
    expect(text).toContain('jsonencode({');
    expect(text).toMatch(/StartAt\s+= "Check deposit"/);
    expect(text).toMatch(/FunctionName = aws_lambda_alias\.post-ledger\.arn\n/);
    expect(text.match(/FunctionName = aws_lambda_alias\.[a-z-]+\.arn\n/g)).toHaveLength(10);
    expect(text).not.toContain('\\"');
    expect(text).not.toContain('TfToken');
  });
});
