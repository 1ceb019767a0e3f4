import { fail, pass } from '../../../policies/rules/outcome';
import type { Rule } from '../../../policies/rules/rule';
import { isSound, mutationJson, mutationText } from '../../../tools/mutation/mutation-report';
import { runMutations } from '../../../tools/mutation/run-mutations';
import type { SystemJson } from '../../../tools/mutation/system-json';

const key = { enable_key_rotation: true, deletion_window_in_days: 30, description: 'd', tags: { Name: 'k' } };
const system: SystemJson = {
  environment: 'test',
  stacks: [
    {
      name: 'data',
      directory: 'stacks/data',
      json: { resource: { aws_kms_key: { one: key, two: key, three: key } } },
    },
  ],
};
const rotation = (rule: Partial<Rule> = {}): Rule => ({
  id: 'kms-rotation',
  severity: 'medium',
  summary: 's',
  rationale: 'r',
  remediation: 'm',
  types: ['aws_kms_key'],
  check: (one) => (one.get('enable_key_rotation') === true ? pass() : fail('off', 'enable_key_rotation')),
  ...rule,
});
const run = (rule: Rule, kind?: string) =>
  runMutations([system], { rules: [rule], provers: [] }, { perKind: 9, ...(kind ? { kind } : {}) });

describe('runMutations', () => {
  test('a rule that sees the weakness catches every mutation of it', async () => {
    const { results } = await run(rotation(), 'key-rotation-off');
    expect(results.map(({ status }) => status)).toEqual(Array(6).fill('caught'));
  });

  test('a rule that looks away lets them survive, and the report shows what was changed', async () => {
    const made = await run(rotation({ check: () => pass() }), 'key-rotation-off');
    expect(made.results.map(({ status }) => status)).toEqual(Array(6).fill('survived'));
    expect(isSound(made)).toBe(false);
    expect(mutationText(made, 1)).toContain(
      'data: resource.aws_kms_key.one.enable_key_rotation: true → false',
    );
    expect(mutationJson(made, 1)).toMatchObject({ mutations: [{ status: 'survived' }, {}, {}, {}, {}, {}] });
  });

  test('a finding that says unknown does not count', async () => {
    const unsure = rotation({
      check: (one) =>
        one.get('enable_key_rotation') === true ? pass() : { ...fail('?'), status: 'unknown' },
    });
    const { results } = await run(unsure, 'key-rotation-off');
    expect(results.every(({ status }) => status === 'survived')).toBe(true);
  });

  test('a rule that fails before the change catches nothing: the system has the weakness already', async () => {
    const { results } = await run(rotation({ check: () => fail('always') }), 'key-rotation-off');
    expect(results.every(({ status }) => status === 'already')).toBe(true);
  });

  test('a finding at another place does not count', async () => {
    const elsewhere = rotation({
      check: (one, { graph }) =>
        one.name === 'three' && graph.byType('aws_kms_key').some((k) => k.get('enable_key_rotation') !== true)
          ? fail('somewhere')
          : pass(),
    });
    const { results } = await run(elsewhere, 'key-rotation-off');
    expect(results.filter(({ status }) => status === 'caught').length).toBe(2);
  });

  test('a rule that a harmless edit sets off is named, with the edit', async () => {
    const nervous = rotation({
      check: (one) => (one.get('tags.CostCentre') === undefined ? pass() : fail('a cost centre')),
    });
    const { harmless } = await run(nervous);
    const raised = harmless.filter(({ findings }) => findings.length > 0);
    expect(new Set(raised.map(({ edit }) => edit.kind))).toEqual(new Set(['another-tag']));
    expect(harmless.length).toBeGreaterThan(raised.length);
  });

  test('kinds without a place and criteria that nobody judges by are said', async () => {
    const { withoutPlace, unknownCriteria } = await run(rotation());
    expect(withoutPlace).toContain('flow-log-removed');
    expect(unknownCriteria).toContain('lambda-tracing');
  });
});
