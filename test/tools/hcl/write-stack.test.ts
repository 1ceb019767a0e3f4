import { awsSchema } from '../../../policies/schema/provider-schema';
import { HclError } from '../../../tools/hcl/hcl-error';
import { compactSchema } from '../../../tools/hcl/schema-snapshot';
import { type StackJson, writeStack } from '../../../tools/hcl/write-stack';
import { exampleStack } from './example-stack';

const BANNER = '# Written from cdk.tf.json, which it equals. Change the TypeScript, not this file.';

/** The text of the only file, without its first line. */
function only(json: StackJson): string {
  const [text = '', ...others] = writeStack(json).values();
  expect(others).toEqual([]);
  return text.slice(BANNER.length + 2);
}

describe('GIVEN a stack with every kind of block', () => {
  const json = exampleStack();
  const files = writeStack(json, {
    sourceOf: (path) => (path === 'example/closed' ? 'stacks/example.ts:7' : undefined),
  });

  it('THEN it is laid out in files by concern', () => {
    expect([...files.keys()]).toEqual([
      'terraform.tf',
      'providers.tf',
      'variables.tf',
      'locals.tf',
      'remote-state.tf',
      'data.tf',
      'network.tf',
      'security-groups.tf',
      'iam.tf',
      'kms.tf',
      'storage.tf',
      'functions.tf',
      'workflow.tf',
      'outputs.tf',
    ]);
    for (const text of files.values())
      expect(text.startsWith(`${BANNER}\n\n`) && text.endsWith('}\n')).toBe(true);
  });

  it('THEN a block says where it comes from, and an empty list stays', () => {
    expect(files.get('security-groups.tf')).toContain(
      [
        '# example/closed',
        '# stacks/example.ts:7',
        'resource "aws_default_security_group" "closed" {',
        '  egress  = []',
        '  ingress = []',
        '  vpc_id  = aws_vpc.vpc.id',
        '}',
      ].join('\n'),
    );
  });

  it('THEN a policy document stands just before what uses it', () => {
    const headers = (files.get('iam.tf') ?? '').match(/^(?:resource|data) .*(?= \{)/gm);
    expect(headers).toEqual([
      'data "aws_iam_policy_document" "grants"',
      'resource "aws_iam_role_policy" "policy"',
      'data "aws_iam_policy_document" "trust"',
      'resource "aws_iam_role" "role"',
    ]);
  });

  it('THEN it does not depend on the order of the JSON', () => {
    const reversed = Object.fromEntries(
      Object.entries(json)
        .reverse()
        .map(([section, value]) => {
          const isTyped = section === 'resource' || section === 'data';
          return [section, isTyped ? reverse(value as Record<string, object>) : value];
        }),
    );
    expect([...writeStack(reversed, { sourceOf: () => undefined })]).toEqual([...writeStack(json)]);
  });

  it('THEN a comment cannot break out of its line', () => {
    const text = writeStack(json, { sourceOf: () => 'a\nresource "x" "y" {}' }).get('kms.tf');
    expect(text).toContain('# a resource "x" "y" {}\n');
  });
});

function reverse(types: Record<string, object>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(types)
      .reverse()
      .map(([type, blocks]) => [type, Object.fromEntries(Object.entries(blocks).reverse())]),
  );
}

describe('GIVEN the syntaxes of Terraform', () => {
  it('THEN modules, moves, imports and checks are written', () => {
    expect(only({ moved: { from: 'aws_vpc.a', to: '${aws_vpc.b["x"]}' } })).toBe(
      'moved {\n  from = aws_vpc.a\n  to   = aws_vpc.b["x"]\n}\n',
    );
    expect(
      only({ module: { m: { source: './${x}', providers: { aws: 'aws.other' }, ids: ['${a.b}'] } } }),
    ).toBe(
      'module "m" {\n  source = "./$${x}"\n  providers = {\n    aws = aws.other\n  }\n  ids = [a.b]\n}\n',
    );
    expect(
      only({
        check: {
          c: {
            data: { aws_caller_identity: { me: {} } },
            assert: { condition: '${a==b}', error_message: 'x' },
          },
        },
      }),
    ).toBe(
      'check "c" {\n  data "aws_caller_identity" "me" {}\n\n  assert {\n    condition     = a == b\n    error_message = "x"\n  }\n}\n',
    );
  });

  it('THEN provisioners and dynamic blocks are written', () => {
    const text = only({
      resource: {
        aws_security_group: {
          g: {
            provisioner: [{ 'local-exec': { command: 'x', when: 'destroy' } }],
            dynamic: {
              timeouts: { for_each: '${[1]}', iterator: 'it', content: { create: '${it.value}m' } },
            },
          },
        },
      },
    });
    expect(text).toBe(
      [
        'resource "aws_security_group" "g" {',
        '  dynamic "timeouts" {',
        '    for_each = [1]',
        '    iterator = it',
        '',
        '    content {',
        '      create = "${it.value}m"',
        '    }',
        '  }',
        '',
        '  provisioner "local-exec" {',
        '    command = "x"',
        '    when    = destroy',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('THEN a block may be an object, a list or null', () => {
    const bucket = (rule: unknown): StackJson => ({
      resource: { aws_s3_bucket_lifecycle_configuration: { x: { rule } } },
    });
    expect(only(bucket({ id: 'a' }))).toBe(only(bucket([{ id: 'a' }])));
    expect(only(bucket(null))).toBe('resource "aws_s3_bucket_lifecycle_configuration" "x" {}\n');
    expect(only(bucket([{ id: 'a' }, { id: 'b' }])).match(/rule \{/g)).toHaveLength(2);
  });

  it('THEN null, numbers and unusual keys are kept', () => {
    expect(only({ locals: { a: { 'x y': null, for: 1e21, b: -0.5, '//': 'kept' } } })).toBe(
      'locals {\n  a = {\n    "x y" = null\n    "for" = 1e+21\n    b     = -0.5\n    "//"  = "kept"\n  }\n}\n',
    );
  });

  it('THEN types that have no file of their own go to other.tf', () => {
    expect([...writeStack({ resource: { terraform_data: { x: { input: [{ a: 1 }] } } } }).keys()]).toEqual([
      'other.tf',
    ]);
  });
});

describe('GIVEN JSON that Terraform would not read', () => {
  it.each<[string, StackJson, string]>([
    ['an unknown section', { resources: {} }, 'resources'],
    [
      'a block that is a string',
      { resource: { aws_security_group: { x: { timeouts: 'x' } } } },
      'aws_security_group.x.timeouts',
    ],
    ['a broken expression', { output: { o: { value: { a: ['${f(}'] } } } }, 'output.o.value.a'],
    [
      'a type without a schema',
      { resource: { random_pet: { x: { keepers: { a: 'b' } } } } },
      'random_pet.x.keepers',
    ],
    ['something that is not JSON', { locals: { a: Number.NaN } }, 'locals.a'],
  ])('THEN %s is refused by name', (_name, json, where) => {
    const error = thrown(() => writeStack(json));
    expect(error).toBeInstanceOf(HclError);
    expect((error as HclError).where).toBe(where);
  });

  it('THEN a type without a schema passes when nothing in it could be a block', () => {
    expect(only({ resource: { random_pet: { x: { length: 2, prefix: '${a.b}' } } } })).toContain(
      'prefix = a.b',
    );
  });
});

function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('GIVEN a stack of many resources', () => {
  it('THEN the time grows with their number, not faster', () => {
    const times = (count: number): StackJson => {
      const documents = Array.from({ length: count }, (_, i) => [
        `d${i}`,
        { statement: [{ actions: ['a'], resources: ['*'] }] },
      ]);
      const roles = documents.map(([name]) => [
        `r_${name}`,
        {
          name: `${name}`,
          assume_role_policy: `\${data.aws_iam_policy_document.${name}.json}`,
          tags: { a: 'b' },
        },
      ]);
      return {
        data: { aws_iam_policy_document: Object.fromEntries(documents) },
        resource: { aws_iam_role: Object.fromEntries(roles) },
      };
    };
    const cpu = (json: StackJson): number => {
      const start = process.cpuUsage();
      writeStack(json);
      return process.cpuUsage(start).user / 1000;
    };
    cpu(times(200));
    const small = cpu(times(200));
    expect(cpu(times(1600))).toBeLessThan(Math.max(small, 5) * 8 * 4);
  });
});

describe('the schema', () => {
  it('says which names are blocks', () => {
    const resource = (type: string) => [...(awsSchema().body('resources', type)?.blocks.keys() ?? [])];
    expect(resource('aws_default_security_group')).toEqual([]);
    expect(resource('aws_vpc')).toEqual([]);
    expect(resource('aws_security_group')).toEqual(['timeouts', 'dynamic']);
    expect(resource('aws_lambda_function')).toEqual(expect.arrayContaining(['environment', 'vpc_config']));
    expect(awsSchema().body('data', 'aws_iam_policy_document')?.blocks.get('statement')?.nesting).toBe(
      'list',
    );
    expect([...awsSchema().configuration.blocks.keys()]).toContain('assume_role');
    expect(awsSchema().body('resources', 'toString')).toBeUndefined();
  });

  it('stores equal bodies once', () => {
    const timeouts = { block_types: { timeouts: { nesting_mode: 'single', block: {} } } };
    const snapshot = compactSchema(
      {
        provider: { block: {} },
        resource_schemas: { b: { block: timeouts }, a: { block: timeouts } },
        data_source_schemas: { c: { block: {} } },
      },
      '1.2.3',
    );
    expect(snapshot).toMatchObject({
      configuration: '0',
      resources: { a: '1', b: '1' },
      data: { c: '0' },
      ephemeral: {},
    });
    expect(snapshot.nodes).toEqual({ 0: {}, 1: { timeouts: 'single 0' } });
  });
});
