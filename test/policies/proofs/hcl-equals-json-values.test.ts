import { type Difference, proveEqual } from '../../../policies/proofs/hcl-equals-json';
import { type StackJson, writeStack } from '../../../tools/hcl/write-stack';

async function proveText(text: string, given: StackJson): Promise<readonly Difference[]> {
  return proveEqual(given, new Map([['main.tf', text]]));
}

/** A configuration of outputs, and the HCL of their values. */
async function proveValues(values: Readonly<Record<string, readonly [unknown, string]>>): Promise<string[]> {
  const output = Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, { value }]));
  const blocks = Object.entries(values).map(
    ([name, [, text]]) => `output "${name}" {\n  value = ${text}\n}\n`,
  );
  return [...new Set((await proveText(blocks.join(''), { output })).map(({ block }) => block))];
}

describe('GIVEN values that look alike', () => {
  it('THEN those that Terraform evaluates to the same are equal', async () => {
    const same = {
      a: ['a${1}b', '"a${1}b"'],
      b: ['x${var.c ? "y" : var.z}', '"x${var.c ? "y" : var.z}"'],
      c: ['e\u0301', '"\u00e9"'],
      d: ['${[1, var.x]}', '[1, var.x]'],
      e: ['%{ if var.c }x%{ endif }', '"%{if var.c}x%{endif}"'],
      f: ['${-1}', '-1'],
      g: [1.5, '1.50'],
      h: [1e21, '1000000000000000000000'],
      i: ['line\n${x}\n', '<<-EOT\n    line\n    ${x}\n    EOT'],
      j: [{ '${x}': 1 }, '{ "${x}" = 1 }'],
      k: ['{"a":[1,"\\u003c"]}', 'jsonencode({ a = [1, "<"] })'],
      l: ['$$${x}', '"$$${x}"'],
      m: ['\ufeffx', '"x"'],
    } as const;
    expect(await proveValues(same)).toEqual([]);
  });

  it('THEN those that it does not are differences', async () => {
    const different = {
      a: ['$${x}', '"${"$"}${x}"'],
      b: ['a$${x}', '"${"a\\u0024"}${x}"'],
      c: [12345678901234567000, '12345678901234567001'],
      d: [null, '1e400'],
      e: [null, '"null"'],
      f: ['${x}', '"$${x}"'],
      g: ['a - b', 'a - b'],
      h: ['${a-b}', 'a - b'],
      i: [[], '{}'],
      j: [{}, '[]'],
      k: [{ a: null }, '{}'],
      l: [['a', 'b'], '["b", "a"]'],
      m: ['a\n${~ x}\n\nb', '"a\\n${~ x}\\nb"'],
      n: ['a \n ${~ x}', '"a \\n ${~ x}"'],
      o: ['{"b":1,"a":2}', 'jsonencode({ b = 1, a = 2 })'],
      p: ['{"a":"<"}', 'jsonencode({ a = "<" })'],
      q: ['{"a":1}', 'jsonencode({ a = var.one })'],
      r: ['{"a":1}', 'jsonencode({ a = 1 }, 2)'],
      s: ['x', '"x "'],
      t: ['x\n', '<<EOT\nx\n\nEOT'],
      u: ['${f({ a = 1, b = 2 })}', 'f({ a = 1 })'],
      v: ['${f("a b")}', 'f("a  b")'],
      w: [true, '"true"'],
      x: ['${x ? "a" : "b"}', 'x ? "b" : "a"'],
    } as const;
    expect(await proveValues(different)).toEqual(
      Object.keys(different)
        .map((name) => `output.${name}`)
        .sort(),
    );
  });
});

describe('GIVEN input that cannot be read', () => {
  it('THEN HCL that is not HCL is a difference', async () => {
    const differences = await proveEqual({}, new Map([['broken.tf', 'resource "a" "b" {']]));
    expect(differences).toContainEqual(expect.objectContaining({ block: 'broken.tf' }));
  });

  it('THEN JSON with a broken expression is a difference', async () => {
    const [difference] = await proveText('output "x" {\n  value = 1\n}\n', {
      output: { x: { value: '${1 +' } },
    });
    expect(difference).toMatchObject({ block: 'output.x', attribute: 'value', json: '${1 +', hcl: 1 });
  });

  it('THEN a block with too few labels is a difference', async () => {
    const given = { resource: { aws_vpc: { main: {} } } };
    expect((await proveText('resource "aws_vpc" {}\n', given)).length).toBeGreaterThan(0);
  });
});

describe('GIVEN blocks without a name of their own', () => {
  it('THEN moves and imports are compared by what they say', async () => {
    const given = {
      moved: [
        { from: 'aws_vpc.a', to: 'aws_vpc.b' },
        { from: 'aws_vpc.c', to: 'module.x.aws_vpc.d["k"]' },
      ],
      import: [{ to: '${aws_vpc.b}', id: 'vpc-1' }],
    };
    const [text = ''] = [...writeStack(given).values()];
    const swapped = text
      .split(/\n(?=moved|import)/)
      .reverse()
      .join('\n');
    expect(await proveText(swapped, given)).toEqual([]);
    expect(await proveText(text.replace('vpc-1', 'vpc-2'), given)).not.toEqual([]);
    expect(await proveText(text.replace('aws_vpc.c', 'aws_vpc.e'), given)).not.toEqual([]);
  });

  it('THEN locals may be spread, but not given twice', async () => {
    const given = { locals: { a: 1, b: 2 } };
    expect(await proveText('locals {\n  b = 2\n}\nlocals {\n  a = 1\n}\n', given)).toEqual([]);
    expect(await proveText('locals {\n  a = 1\n  b = 2\n}\nlocals {\n  b = 2\n}\n', given)).not.toEqual([]);
  });
});
