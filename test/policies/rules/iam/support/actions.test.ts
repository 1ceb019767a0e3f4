import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionsMatching } from '../../../../../policies/rules/iam/support/actions';
import { ESCALATIONS } from '../../../../../policies/rules/iam/support/escalations';
import {
  ACTION_TABLE,
  renderActionTable,
} from '../../../../../policies/rules/iam/support/render-action-table';

const names = (pattern: string) => actionsMatching(pattern).map(({ name }) => name);

test('the table is what the package says', async () => {
  const why = 'generate-action-table.ts writes it';
  const written = readFileSync(join(__dirname, '../../../../..', ACTION_TABLE), 'utf8');
  expect([why, written === (await renderActionTable())]).toEqual([why, true]);
});

test('a pattern means the actions that it matches, in any case', () => {
  expect(names('IAM:passrole')).toEqual(['iam:PassRole']);
  expect(names('i?m:PassRol*')).toEqual(['iam:PassRole']);
  expect(names('s3:*Object').sort()).toContain('s3:DeleteObject');
  expect(names('*:PassRole')).toEqual(['iam:PassRole']);
  expect(names('*').length).toBeGreaterThan(15_000);
  expect(names('*:*')).toEqual(names('*'));
});

test('what AWS does not have is nothing', () => {
  for (const pattern of ['s3:Fly', 'nothing:*', 'PutObject', '', ':', 'constructor:x', '__proto__:*'])
    expect([pattern, names(pattern)]).toEqual([pattern, []]);
});

test('an action has a level, and resources or none', () => {
  expect(actionsMatching('sqs:SendMessage')).toEqual([
    { name: 'sqs:SendMessage', level: 'write', restrictable: true },
  ]);
  expect(actionsMatching('xray:PutTraceSegments')).toEqual([
    { name: 'xray:PutTraceSegments', level: 'write', restrictable: false },
  ]);
  expect(actionsMatching('sqs:AddPermission')[0]?.level).toBe('permissions');
});

test('every action of an escalation is one of AWS', () => {
  const actions = ESCALATIONS.flatMap(({ needs }) => needs.flat());
  expect(actions.filter((action) => names(action).join() !== action)).toEqual([]);
});
