import type { PermissionView, SystemView } from '../../../../policies/model/view/system-view';
import type { ComparisonRow } from '../../../../policies/proofs/granted-is-used/result';
import { withCodeNeeds } from '../../../../policies/report/html/code-needs';
import { graphOf } from '../../graph/support';

const DOCUMENT = 'data.aws_iam_policy_document.grants';

function row(action: string, path: string, more: Partial<ComparisonRow> = {}): ComparisonRow {
  return {
    action,
    resource: '*',
    state: 'used',
    statements: [{ address: DOCUMENT, path, source: { file: 'main.tf' } }],
    positions: [],
    exact: true,
    ...more,
  };
}

async function needsOf(action: string, rows: readonly ComparisonRow[]): Promise<PermissionView['neededBy']> {
  const graph = await graphOf('resource "aws_lambda_function" "f" {}\n');
  const [lambda] = graph.byType('aws_lambda_function');
  if (!lambda) throw new Error('there is no function');
  const permission: PermissionView = {
    action,
    resource: '*',
    conditions: [],
    exceptions: [],
    statement: { key: `stack:${DOCUMENT}`, path: 'statement[1]' },
    certainty: 'certain',
  };
  const view: SystemView = {
    functions: [
      { key: lambda.key, name: 'f', subnets: [], securityGroups: [], permissions: [permission], paths: [] },
    ],
    destinations: [],
  };
  return withCodeNeeds(view, [{ lambda, rows }]).functions[0]?.permissions[0]?.neededBy;
}

describe('the lines that need a permission', () => {
  const here = { file: 'functions/f/handler.ts', line: 7, column: 3 };

  it('are those of its action in its statement, each once', async () => {
    const rows = [
      row('s3:GetObject', 'statement[1]', { positions: [here, { ...here, column: 9 }] }),
      row('s3:GetObject', 'statement[0]', { positions: [{ ...here, line: 1 }] }),
      row('s3:PutObject', 'statement[1]', { positions: [{ ...here, line: 2 }] }),
    ];
    expect(await needsOf('s3:GetObject', rows)).toEqual(['functions/f/handler.ts:7']);
    expect(await needsOf('s3:*', rows)).toEqual(['functions/f/handler.ts:7', 'functions/f/handler.ts:2']);
  });

  it('are a reason, where Lambda needs it and no code', async () => {
    const rows = [row('s3:GetObject', 'statement[1]', { state: 'permitted', reason: 'Lambda reads it' })];
    expect(await needsOf('s3:GetObject', rows)).toEqual(['Lambda reads it']);
  });

  it('are none where it is known that nothing needs it, and not known otherwise', async () => {
    expect(await needsOf('s3:GetObject', [row('s3:GetObject', 'statement[1]', { state: 'unused' })])).toEqual(
      [],
    );
    expect(
      await needsOf('s3:GetObject', [row('s3:GetObject', 'statement[1]', { state: 'unknown' })]),
    ).toBeUndefined();
    expect(await needsOf('s3:GetObject', [])).toBeUndefined();
  });
});
