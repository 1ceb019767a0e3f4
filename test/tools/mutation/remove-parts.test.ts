import { partsOf } from '../../../policies/proofs/minimal/parts';
import { choose, removalsJson, removalsText, removeParts } from '../../../tools/mutation/remove-parts';
import type { SystemJson } from '../../../tools/mutation/system-json';

const statement = (sid: string, ...actions: readonly string[]) => ({ sid, actions, resources: ['b/*'] });
const system: SystemJson = {
  environment: 'test',
  stacks: [
    {
      name: 'data',
      directory: 'stacks/data',
      json: {
        data: {
          aws_iam_policy_document: {
            d: {
              statement: [
                statement('A', 's3:GetObject', 's3:PutObject'),
                statement('B', 's3:GetObject'),
                statement('C', 's3:ListBucket'),
              ],
            },
          },
        },
        resource: { aws_lambda_permission: { p: {} }, aws_route: { r: {} } },
      },
    },
  ],
};
const parts = partsOf(system.stacks);

describe('choose', () => {
  const chosen = (choice: Parameters<typeof choose>[1]) =>
    choose(parts, choice).map(({ sid, address }) => sid ?? address);

  test.each([
    [{}, ['A', 'B', 'C', 'aws_route.r', 'aws_lambda_permission.p']],
    [{ most: 9 }, ['A', 'B', 'C', 'aws_route.r', 'aws_lambda_permission.p']],
    [{ most: 3 }, ['A', 'C', 'aws_lambda_permission.p']],
    [{ most: 1 }, ['A']],
    [{ text: 'the route' }, ['aws_route.r']],
    [{ text: 'statement', most: 2 }, ['A', 'C']],
    [{ text: 'nothing of the kind' }, []],
  ])('%j', (choice, expected) => expect(chosen(choice)).toEqual(expected));
});

test('the report names what nobody misses, and what another part covers with the reason', async () => {
  const removed = await removeParts(system, { rules: [], provers: [] });
  const text = removalsText(removed);
  expect(text).toContain('test data: statement C of data.aws_iam_policy_document.d\n');
  expect(text).toContain('test, said-by-another-statement: statements are derived from uses');
  expect(text).toContain('\n  data: statement B of data.aws_iam_policy_document.d\n');
  expect(text).toContain('test: 5 parts, 4 of which nobody misses, 1 covered by another part');
  expect(JSON.stringify(removalsJson([removed]))).toContain('"accepted":"said-by-another-statement"');
});
