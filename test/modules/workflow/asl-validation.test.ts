import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack, Token } from 'cdktf';
import { aslProblems, VERDICTS_CONTEXT } from '../../../modules/workflow/asl-validation';
import { renderWorkflow } from '../../../modules/workflow/render-workflow';
import { task, workflow } from './support';

const stackWith = (context?: Record<string, unknown>) =>
  new TerraformStack(new App({ context, outdir: '.build/test-synth' }), 'test');
const definition = renderWorkflow(workflow({ One: task() }), 'aws');

describe('aslProblems', () => {
  test('finds nothing wrong with what is right, references in it, and does not change it', () => {
    const aliasArn = Token.asString({ resolve: () => 'never resolved', creationStack: [] });
    const referring = renderWorkflow(
      workflow({ One: task({ function: { aliasArn, timeoutSeconds: 3 } }) }),
      'aws',
    );
    const before = JSON.stringify(referring);
    expect(aslProblems(stackWith(), referring)).toEqual([]);
    expect(JSON.stringify(referring)).toBe(before);
  });

  test.each<[string, Parameters<typeof task>[0], RegExp]>([
    ['a path that is none', { inputPath: '$.[' }, /SCHEMA_VALIDATION_FAILED: \/States\/One/],
    ['a template whose path is none', { payload: { 'a.$': 'no path' } }, /SCHEMA_VALIDATION_FAILED/],
    ['a name twice once it is evaluated', { payload: { a: 1, 'a.$': '$.a' } }, /DUPLICATE_FIELD_NAME/],
  ])('finds %s', (_name, change, expected) => {
    const wrong = renderWorkflow(workflow({ One: task(change) }), 'aws');
    expect(aslProblems(stackWith(), wrong).join('\n')).toMatch(expected);
  });
});

describe('GIVEN a directory for verdicts', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'verdicts-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  test('THEN what was valid once is not judged again, and a change is', () => {
    const context = { [VERDICTS_CONTEXT]: join(directory, 'asl') };
    expect(aslProblems(stackWith(context), definition)).toEqual([]);
    const [verdict] = readdirSync(join(directory, 'asl'));
    expect(verdict).toMatch(/^[0-9a-f]{64}$/);
    jest.isolateModules(() => {
      jest.doMock('asl-validator', () => () => {
        throw new Error('was judged');
      });
      const again = require('../../../modules/workflow/asl-validation') as {
        aslProblems: typeof aslProblems;
      };
      expect(again.aslProblems(stackWith(context), definition)).toEqual([]);
      expect(() => again.aslProblems(stackWith(context), { ...definition, Comment: 'b' })).toThrow(
        'was judged',
      );
    });
    jest.dontMock('asl-validator');
  });

  test('THEN what is wrong is not remembered', () => {
    const context = { [VERDICTS_CONTEXT]: directory };
    const wrong = renderWorkflow(workflow({ One: task({ inputPath: '$.[' }) }), 'aws');
    expect(aslProblems(stackWith(context), wrong)).not.toEqual([]);
    expect(readdirSync(directory)).toEqual([]);
  });
});
