import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphOfStacks, loadSynthesized, type StackInput } from '../../../policies/graph/load-synthesized';

const backend = (name: string) => ({ terraform: { backend: { local: { path: `../../${name}.tfstate` } } } });
const stacks: readonly StackInput[] = [
  {
    name: 'network',
    directory: 'stacks/network',
    json: {
      ...backend('network'),
      resource: { aws_vpc: { main: { cidr_block: '10.0.0.0/16' } } },
      output: { vpc: { value: '${aws_vpc.main.id}' } },
    },
  },
  {
    name: 'app',
    directory: 'stacks/app',
    json: {
      ...backend('app'),
      data: {
        terraform_remote_state: { network: { backend: 'local', config: { path: '../../network.tfstate' } } },
      },
      resource: { aws_subnet: { a: { vpc_id: '${data.terraform_remote_state.network.outputs.vpc}' } } },
    },
  },
];

describe('graphOfStacks', () => {
  test('resolves references across stacks, as the directory does', () => {
    const directory = mkdtempSync(join(tmpdir(), 'graph-of-stacks-'));
    try {
      const entries = stacks.map(({ name, directory: at, json }) => {
        mkdirSync(join(directory, at), { recursive: true });
        writeFileSync(join(directory, at, 'cdk.tf.json'), JSON.stringify(json));
        return [name, { synthesizedStackPath: `${at}/cdk.tf.json` }];
      });
      writeFileSync(
        join(directory, 'manifest.json'),
        JSON.stringify({ stacks: Object.fromEntries(entries) }),
      );
      const seen = (graph: ReturnType<typeof graphOfStacks>) =>
        graph.resources.map((one) => [one.key, graph.referencesFrom(one).map(({ key }) => key)]);
      const loaded = seen(loadSynthesized(directory));
      expect(seen(graphOfStacks('memory', stacks))).toEqual(loaded);
      expect(loaded).toContainEqual(['app:aws_subnet.a', expect.arrayContaining(['network:aws_vpc.main'])]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  test('asks for no file', () => {
    expect(graphOfStacks('memory', stacks).byAddress('aws_vpc.main')?.get('cidr_block')).toBe('10.0.0.0/16');
  });
});
