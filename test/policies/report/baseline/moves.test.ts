import { join } from 'node:path';
import { readChanges } from '../../../../policies/report/baseline/moves';
import { PreviousKeys } from '../../../../policies/report/baseline/previous-keys';
import { inDirectory } from '../../graph/support';

describe('what was moved', () => {
  it('is read from a directory of both syntaxes', async () => {
    const files = {
      'a.tf': 'moved {\n  from = aws_a.x\n  to   = aws_a.y\n}\nresource "aws_a" "y" {}\n',
      'b.tf.json': JSON.stringify({ moved: [{ from: 'module.m', to: 'module.n["k"]' }, { from: 1 }] }),
      'c.tf': '# nothing\n',
    };
    const { moves, replaced } = await inDirectory(files, (path) => readChanges({ kind: 'directory', path }));
    expect(moves).toEqual([
      { from: 'aws_a.x', to: 'aws_a.y' },
      { from: 'module.m', to: 'module.n["k"]' },
    ]);
    expect(replaced.size).toBe(0);
  });

  it('is read from synthesized stacks, with the stack', async () => {
    const files = {
      'manifest.json': JSON.stringify({ stacks: { s: { synthesizedStackPath: 'stacks/s/cdk.tf.json' } } }),
      'stacks/s/cdk.tf.json': JSON.stringify({ moved: { from: 'aws_a.x', to: 'aws_a.y' } }),
    };
    const { moves } = await inDirectory(files, (path) => readChanges({ kind: 'synthesized', path }));
    expect(moves).toEqual([{ from: 's:aws_a.x', to: 's:aws_a.y' }]);
  });

  it('is read from a plan, with what will be replaced', async () => {
    const change = (address: string, actions: string[], previous?: string) => ({
      address,
      ...(previous ? { previous_address: previous } : {}),
      change: { actions },
    });
    const plan = {
      resource_changes: [
        change('a.b', ['delete', 'create']),
        change('a.c', ['create', 'delete']),
        change('a.d', ['update'], 'a.old'),
        change('a.e', ['delete']),
        'nonsense',
      ],
    };
    const { moves, replaced } = await inDirectory({ 'plan.json': JSON.stringify(plan) }, (path) =>
      readChanges({ kind: 'plan', path: join(path, 'plan.json') }),
    );
    expect(moves).toEqual([{ from: 'a.old', to: 'a.d' }]);
    expect([...replaced]).toEqual(['a.b', 'a.c']);
  });
});

describe('the keys of before', () => {
  it('follow chains, instances and modules', () => {
    const keys = new PreviousKeys([
      { from: 'aws_a.x', to: 'aws_a.y' },
      { from: 'aws_a.y', to: 'aws_a.z' },
      { from: 'module.old', to: 'module.m["k"]' },
    ]);
    expect(keys.of('aws_a.z')).toEqual(['aws_a.y', 'aws_a.x']);
    expect(keys.of('aws_a.z[1]')).toEqual(['aws_a.y[1]', 'aws_a.x[1]']);
    expect(keys.of('module.m["k"].aws_a.q')).toEqual(['module.old.aws_a.q']);
    expect(keys.of('aws_a.zz')).toEqual([]);
  });

  it('end, even where a circle does not', () => {
    const keys = new PreviousKeys([
      { from: 'a.x', to: 'a.y' },
      { from: 'a.y', to: 'a.x' },
      { from: 'a.x.b', to: 'a.x' },
    ]);
    expect(keys.of('a.x').length).toBeLessThan(50);
  });
});
