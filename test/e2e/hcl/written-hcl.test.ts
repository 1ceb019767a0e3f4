import fc from 'fast-check';
import { proveEqual } from '../../../policies/proofs/hcl-equals-json';
import { writeStack } from '../../../tools/hcl/write-stack';
import { LOCALS, randomStack, value } from '../../tools/hcl/arbitraries';
import { exampleStack } from '../../tools/hcl/example-stack';
import { TerraformSandbox } from './terraform';

/** A run of Terraform costs half a second, whatever it holds: so each holds many configurations. */
const OUTPUTS = 400;
const VARIABLES = 100;
const seed = Number(process.env['FC_SEED'] ?? 20_240_611);

const sandbox = new TerraformSandbox();
afterAll(() => sandbox.dispose());

/** What `terraform fmt` would write. */
function formatted(text: string): string {
  return sandbox.run(sandbox.directory, ['fmt', '-no-color', '-'], text);
}

describe('GIVEN random values in outputs and variables', () => {
  const values = fc.sample(value, { numRuns: OUTPUTS + VARIABLES, seed });
  // An output that is null would not be kept.
  const outputs = values.slice(0, OUTPUTS).map((item, index) => [`o${index}`, { value: { v: item } }]);
  const variables = values.slice(OUTPUTS).map((item, index) => [`v${index}`, { default: item }]);
  const read = variables.map(([name]) => [name, { value: { v: `\${var.${name}}` } }]);
  const json = {
    locals: LOCALS,
    variable: Object.fromEntries(variables),
    output: Object.fromEntries([...outputs, ...read]) as Record<string, unknown>,
  };
  const files = writeStack(json);

  it('THEN terraform fmt has nothing to change', () => {
    for (const text of files.values()) expect(formatted(text)).toBe(text);
  });

  it('THEN the proof finds no difference', async () => {
    expect(await proveEqual(json, files)).toEqual([]);
  });

  it('THEN Terraform evaluates JSON and HCL to the same', () => {
    const [fromJson = {}, fromHcl = {}] = [
      sandbox.write('json', [['cdk.tf.json', JSON.stringify(json)]]),
      sandbox.write('hcl', files),
    ].map((directory) => {
      sandbox.run(directory, ['init', '-no-color']);
      sandbox.run(directory, ['apply', '-no-color', '-auto-approve', '-compact-warnings']);
      return JSON.parse(sandbox.run(directory, ['output', '-json'])) as Record<string, unknown>;
    });
    expect(Object.keys(fromJson)).toHaveLength(OUTPUTS + VARIABLES);
    for (const [name, result] of Object.entries(fromJson)) {
      const source = JSON.stringify(json.variable[name] ?? json.output[name]);
      expect({ source, result: fromHcl[name] }).toEqual({ source, result });
    }
  });
});

describe('GIVEN random blocks of real types', () => {
  const stacks = fc.sample(randomStack, { numRuns: 60, seed });

  it('THEN terraform fmt has nothing to change', () => {
    const text = stacks.flatMap((stack) => [...writeStack(stack).values()]).join('\n');
    expect(formatted(text)).toBe(text);
  });

  it('THEN the proof finds no difference', async () => {
    for (const stack of stacks) expect(await proveEqual(stack, writeStack(stack))).toEqual([]);
  });
});

describe('GIVEN a stack of cdktf with every kind of block', () => {
  const json = exampleStack();
  const files = writeStack(json, { sourceOf: (path) => `stacks/${path}.ts:1` });

  it('THEN terraform fmt has nothing to change', () => {
    for (const text of files.values()) expect(formatted(text)).toBe(text);
  });

  it('THEN Terraform finds JSON and HCL valid', () => {
    const directories = [
      sandbox.write('example-json', [['cdk.tf.json', JSON.stringify(json)]]),
      sandbox.write('example-hcl', files),
    ];
    for (const directory of directories) {
      sandbox.run(directory, ['init', '-backend=false', '-no-color']);
      expect(sandbox.run(directory, ['validate', '-no-color'])).toContain('Success!');
    }
  });
});
