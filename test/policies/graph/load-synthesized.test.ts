import { join } from 'node:path';
import { loadGraph } from '../../../policies/graph/load';
import { loadSynthesized } from '../../../policies/graph/load-synthesized';
import { isUnknown } from '../../../policies/graph/value';
import { FIXTURES, found, inDirectory, inputError } from './support';

describe('a synthesized directory', () => {
  const graph = loadSynthesized(join(FIXTURES, 'synthesized'));

  it('holds the resources of all stacks, each under its stack', () => {
    expect(graph.resources.map(({ key }) => key)).toContain('network:aws_vpc.main');
    expect(found(graph, 'aws_lambda_function.worker').key).toBe('service:aws_lambda_function.worker');
    expect(graph.byAddress('aws_lambda_function.worker', 'network')).toBeUndefined();
    expect(graph.byType('aws_subnet')).toHaveLength(2);
    expect(graph.byType('aws_iam_policy_document')).toEqual([]);
    expect(graph.byType('data.aws_iam_policy_document')).toHaveLength(1);
  });

  it('resolves a reference into another stack to the one attribute that is read there', () => {
    const worker = found(graph, 'aws_lambda_function.worker');

    expect(worker.get('environment[0].variables.TOPIC')).toBe('events');
    expect(graph.referred(worker.get('vpc_config[0].subnet_ids[1]'))?.key).toBe('network:aws_subnet.b');
    expect(
      worker.referencesAt('vpc_config').map(({ path, target, attribute }) => [path, target, attribute]),
    ).toEqual([
      ['vpc_config[0].subnet_ids[0]', 'network:aws_subnet.a', 'id'],
      ['vpc_config[0].subnet_ids[1]', 'network:aws_subnet.b', 'id'],
    ]);
    expect(graph.referencesTo(found(graph, 'aws_subnet.b')).map(({ from }) => from.key)).toEqual([
      'service:aws_lambda_function.worker',
    ]);
  });

  it('says why a state that is not part of the input is unknown', () => {
    const layer = found(graph, 'aws_lambda_function.worker').get('layers[0]');

    expect(isUnknown(layer) && layer.reason).toBe(
      'no stack of the input writes the s3 state that service:data.terraform_remote_state.elsewhere reads',
    );
  });

  it('gives a policy with the resource of the statement, and real ARNs where the names are known', () => {
    const [document] = graph.policyDocuments(found(graph, 'aws_iam_role_policy.publish'));
    const [statement] = document?.statements ?? [];

    expect(document).toMatchObject({
      resource: 'service:aws_iam_role_policy.publish',
      path: 'policy',
      problems: [],
    });
    expect(statement).toMatchObject({
      sid: 'Publish',
      effect: 'Allow',
      actions: ['sns:Publish'],
      resource: 'service:data.aws_iam_policy_document.publish',
      path: 'statement[0]',
    });
    expect(statement?.resources?.map((value) => graph.text(value))).toEqual([
      'arn:aws:sns:eu-central-1:123456789012:events',
    ]);
  });

  it('reads a document that jsonencode makes', () => {
    const [document] = graph.policyDocuments(found(graph, 'aws_iam_role.worker'));

    expect(document?.statements[0]).toMatchObject({
      actions: ['sts:AssumeRole'],
      principals: [{ type: 'Service', values: ['lambda.amazonaws.com'] }],
      resource: 'service:aws_iam_role.worker',
    });
  });

  it('never gives two resources the same text, and never a raw token', () => {
    const [a, b] = [found(graph, 'aws_sns_topic.anonymous'), found(graph, 'aws_sns_topic.nameless')];

    expect(graph.arn(a)).toMatch(/^arn:aws:sns:eu-central-1:123456789012:tf~/);
    expect(graph.arn(a)).not.toBe(graph.arn(b));
    expect(graph.arn(a)).not.toMatch(/[*?$]/);
  });

  it('knows where things were written: file, line, construct, recorded frames', () => {
    expect(found(graph, 'aws_lambda_function.worker').source).toEqual({
      file: 'stacks/service/cdk.tf.json',
      line: 19,
      constructPath: 'service/worker/function',
      frames: [
        { line: 12, column: 3 },
        { line: 40, column: 7 },
      ],
    });
    expect(found(graph, 'aws_lambda_function.worker').sourceAt('vpc_config').line).toBe(24);
    expect(found(graph, 'aws_vpc.main').source).toMatchObject({ line: 15, constructPath: 'network/vpc' });
  });

  it('keeps an order without a value as an edge', () => {
    expect(found(graph, 'aws_lambda_function.worker').referencesAt('depends_on')).toEqual([
      { path: 'depends_on[0]', target: 'service:aws_iam_role_policy.publish', attribute: '', exact: true },
    ]);
  });

  describe('that is broken', () => {
    const manifest = (path: string): string =>
      JSON.stringify({ stacks: { a: { synthesizedStackPath: path } } });

    it.each([
      ['a manifest that is not JSON', { 'manifest.json': '{ "stacks": ' }, /^manifest\.json:1:13: not JSON/],
      ['no stacks', { 'manifest.json': '{}' }, /^manifest\.json:1: names no stacks/],
      [
        'a path that leads out',
        { 'manifest.json': manifest('../x.json') },
        /has no path below the directory/,
      ],
      [
        'a stack that is not there',
        { 'manifest.json': manifest('stacks/a.json') },
        /^stacks\/a\.json: does not exist/,
      ],
      [
        'a stack that is not JSON',
        { 'manifest.json': manifest('stacks/a.json'), 'stacks/a.json': '{\n "a": 1,\n}' },
        /^stacks\/a\.json:3:1: not JSON/,
      ],
      [
        'a block that is none',
        {
          'manifest.json': manifest('stacks/a.json'),
          'stacks/a.json': '{\n"resource": {\n"aws_vpc": {\n"a": 7 } } }',
        },
        /^stacks\/a\.json:4: resource\.aws_vpc\.a is not a block/,
      ],
    ])('names file and position: %s', async (_, files, message) => {
      const error = await inDirectory({ 'stacks/.keep': '', ...files } as Record<string, string>, (path) =>
        inputError(() => loadGraph(path)),
      );

      expect(error.message).toMatch(message);
      expect(error.message).not.toContain('\n');
    });
  });
});
