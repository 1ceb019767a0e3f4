import { Budget, BudgetError, EvaluationError } from '../../../../policies/graph/hcl/budget';
import { Evaluator } from '../../../../policies/graph/hcl/evaluator';
import { functionNames } from '../../../../policies/graph/hcl/functions';
import { ExpressionError, parseTemplate } from '../../../../policies/graph/hcl/parser';
import type { Scope } from '../../../../policies/graph/hcl/scope';
import { PartialText, Unknown, type Value } from '../../../../policies/graph/value';

const reference = { kind: 'variable', target: 'var.u', path: [] } as const;
const unknown = new Unknown('nobody said', { reference });
const names: Readonly<Record<string, Value>> = {
  u: unknown,
  list: ['a', 'b'],
  map: { k: 1, __proto__x: 2 },
  zero: 0,
};

function evaluate(source: string): Value {
  const scope: Scope = {
    root: (name, [step]) =>
      name === 'var' && typeof step === 'string' && step in names
        ? { value: names[step] ?? null, used: 1 }
        : undefined,
    member: () => undefined,
    elements: () => undefined,
    file: () => new Unknown('no files'),
    budget: new Budget({ steps: 100_000 }),
  };
  return new Evaluator(scope).evaluate(parseTemplate(source));
}

/** What functions give is compared with Terraform itself in oracle.test.ts; here is what Terraform's plan cannot show. */
describe('the evaluator of expressions', () => {
  it.each([
    ['${1 + 2 * 3 - 4 / 2}', 5],
    ['${(1 + 2) * -3}', -9],
    ['${!false && 1 < 2 || false}', true],
    ['${true ? 1 : var.none}', 1],
    ['${var.list[1]}${var.list.0}', 'ba'],
    ['${var.map["k"]}', 1],
    ['a$${b}%%{c}', 'a${b}%{c}'],
    ['${"\\"\\u00e9\\n"}', '"é\n'],
    ['%{ if var.zero == 0 ~}  yes  %{~ else }no%{ endif }!', 'yes!'],
    ['${[for i, v in var.list : "${i}=${v}" if v != "a"]}', ['1=b']],
    ['${{ for v in var.list : v => upper(v) }}', { a: 'A', b: 'B' }],
    ['${{ (var.list[0]) = 1, b : 2\n "c-d" = 3 }}', { a: 1, b: 2, 'c-d': 3 }],
    ['${var.list[*]}', ['a', 'b']],
    ['${var.zero[*]}', [0]],
    ['${null[*]}', []],
    ['${max(var.list...) }', new EvaluationError('')],
    ['${concat(var.list, [[\n1,\n]]...)}', ['a', 'b', 1]],
    ['${<<-EOT\n    x\n      y ${var.zero}\n    EOT\n}', 'x\n  y 0\n'],
    ['', ''],
  ])('%s', (source, expected) => {
    if (expected instanceof Error) expect(() => evaluate(source)).toThrow(EvaluationError);
    else expect(evaluate(source)).toEqual(expected);
  });

  describe('what is not known', () => {
    it.each([
      '${var.u}',
      '${var.u.a[0]}',
      '${lower(var.u)}',
      '${var.u + 1}',
      '${var.u == "a"}',
      '${!var.u}',
      '${var.u && true}',
      '${[for x in var.u : x]}',
      '${var.u[*].id}',
      '${length(var.u)}',
      '${contains([var.u], "a")}',
      '${format("%s", var.u)}',
      '${merge({}, var.u)}',
      '${md5("${var.u}x")}',
      '${uuid()}',
      '${someday(1)}',
      '${var.list[var.u]}',
      '${sort([var.u])}',
      '${try(var.u, 1)}',
      '${coalesce(var.u, "a")}',
      '${file("x")}',
      '${{ (var.u) = 1 }}',
      '${max(1, var.u)}',
    ])('stays unknown, with a reason: %s', (source) => {
      const value = evaluate(source);

      expect(value).toBeInstanceOf(Unknown);
      expect((value as Unknown).reason).not.toBe('');
    });

    it.each([
      ['${var.u || true}', true],
      ['${var.u && false}', false],
      ['${length([var.u])}', 1],
      ['${contains(["a", var.u], "a")}', true],
      ['${[var.u, 1][1]}', 1],
      ['${{ a = var.u, b = 2 }.b}', 2],
      ['${alltrue([var.u, false])}', false],
      ['${coalesce("a", var.u)}', 'a'],
      ['${can(var.u)}', true],
      ['${keys({ a = var.u })}', ['a']],
    ])('does not spoil what is known: %s', (source, expected) => {
      expect(evaluate(source)).toEqual(expected);
    });

    it('keeps the reference of a whole value, and the pieces of a text', () => {
      expect(evaluate('${var.u.a[0]}')).toMatchObject({ reference: { target: 'var.u', path: ['a', 0] } });
      const text = evaluate('a-${var.u}-${join("/", ["b", var.u])}');

      expect(text instanceof PartialText && text.parts).toEqual(['a-', unknown, '-b/', unknown]);
      expect(evaluate('${jsondecode(jsonencode({ a = [var.u] })).a[0]}')).toBe(unknown);
    });

    it('keeps both branches of a condition, and nothing of a branch that fails', () => {
      expect(evaluate('${var.u ? "a" : var.none}')).toMatchObject({ alternatives: ['a'] });
    });
  });

  it.each([
    '${var.none}',
    '${var.map.none}',
    '${var.list[9]}',
    '${1 / 0}',
    '${null.a}',
    '${"a" + 1}',
    '${{ for v in ["a", "a"] : v => 1 }}',
    '${regex("(", "a")}',
    '${element([], 0)}',
    '${try(var.none)}',
  ])('refuses what Terraform refuses, and try sees that: %s', (source) => {
    expect(() => evaluate(source)).toThrow(EvaluationError);
    expect(evaluate(source.replace(/^\$\{(.*)\}$/s, '${try($1, "otherwise")}'))).toBe('otherwise');
    expect(evaluate(source.replace(/^\$\{(.*)\}$/s, '${can($1)}'))).toBe(false);
  });

  it.each([
    '${',
    '${1 +}',
    '${a b}',
    '${[1, 2}',
    '${{ a = }}',
    '%{ if true }x',
    '%{ endfor }',
    `\${${'('.repeat(500)}`,
    `\${${'!'.repeat(500)}true}`,
    '${"${"${'.repeat(500),
  ])('does not parse: %s', (source) => {
    expect(() => parseTemplate(source)).toThrow(ExpressionError);
  });

  it.each([
    '${[for a in range(1000) : [for b in range(1000) : a * b]]}',
    '${jsonencode([for a in range(1000) : range(1000)])}',
  ])('has a bound: %s', (source) => {
    expect(() => evaluate(source)).toThrow(BudgetError);
  });

  it('does not spend long on a pattern', () => {
    const start = performance.now();
    expect(() => evaluate(`\${regex("(a+)+$", "${'a'.repeat(80)}b")}`)).toThrow(EvaluationError);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('never lets a key reach the prototype', () => {
    const value = evaluate('${{ "__proto__" = { polluted = true } }}');

    expect(Object.hasOwn(value as object, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(() => evaluate('${var.map.constructor}')).toThrow(EvaluationError);
  });

  it('evaluates a hundred functions', () => {
    expect(functionNames().length).toBeGreaterThanOrEqual(100);
  });
});
