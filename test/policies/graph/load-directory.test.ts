import { join } from 'node:path';
import { loadGraph } from '../../../policies/graph/load';
import { isUnknown, PartialText, type Value } from '../../../policies/graph/value';
import { FIXTURES, found, graphOf, inDirectory, inputError } from './support';

const reason = (value: Value | undefined): string | false => isUnknown(value) && value.reason;

describe('a directory of .tf files', () => {
  it('knows the line of a block, of a nested block, of an attribute, and of a generated block', async () => {
    const graph = await loadGraph(join(FIXTURES, 'terraform/everything'));
    const group = found(graph, 'aws_security_group.web');
    const document = graph.policyDocuments(found(graph, 'aws_iam_role_policy.work'))[0];

    expect(group.source).toEqual({ file: 'main.tf', line: 46 });
    expect(group.sourceAt('vpc_id').line).toBe(49);
    expect(group.sourceAt('ingress[1].from_port').line).toBe(51);
    expect(group.sourceAt('egress[0].cidr_blocks').line).toBe(67);
    expect(found(graph, 'module.network.aws_vpc.main').source).toEqual({
      file: 'modules/network/main.tf',
      line: 5,
    });
    expect(document?.statements.map(({ sid, source }) => [sid, source.line])).toEqual([
      ['Logs', 136],
      ['ReadFiles', 114],
      ['SendOrders', 120],
      ['SendPayments', 120],
    ]);
  });

  it('gives a variable without a value as unknown, in a string with the pieces that are known', async () => {
    const graph = await graphOf(
      'variable "env" {}\nresource "aws_sqs_queue" "a" {\n  name = "jobs-${var.env}"\n  delay_seconds = var.env\n}',
    );
    const queue = found(graph, 'aws_sqs_queue.a');
    const name = queue.get('name');

    expect(reason(queue.get('delay_seconds'))).toBe('the variable env has no value');
    expect(name instanceof PartialText && name.parts[0]).toBe('jobs-');
    expect(graph.arn(queue)).toBe(`arn:aws:sqs:xx-unknown-0:000000000000:jobs-tf~var.env`);
  });

  it('never takes two unknowns for the same thing', async () => {
    const graph = await graphOf(`
      resource "aws_sqs_queue" "a" {
        name = timestamp()
      }
      resource "aws_sqs_queue" "b" {
        name = timestamp()
      }`);
    const [a, b] = ['a', 'b'].map((name) => graph.text(found(graph, `aws_sqs_queue.${name}`).get('name')));

    expect(a).toBeDefined();
    expect(a).not.toBe(b);
  });

  it('makes one instance that stands for all when nobody knows how many there are', async () => {
    const graph = await graphOf(`
      variable "zones" {}
      resource "aws_subnet" "a" {
        for_each   = var.zones
        cidr_block = each.value
        vpc_id     = "vpc-1"
      }
      resource "aws_route_table_association" "a" {
        for_each  = aws_subnet.a
        subnet_id = aws_subnet.a[each.key].id
      }`);
    const subnet = found(graph, 'aws_subnet.a');

    expect(subnet.multiplicity?.reason).toBe('for_each is not known (the variable zones has no value)');
    expect(subnet.get('vpc_id')).toBe('vpc-1');
    expect(reason(subnet.get('cidr_block'))).toContain('for_each is not known');
    expect(graph.referred(found(graph, 'aws_route_table_association.a').get('subnet_id'))).toBe(subnet);
  });

  it('shows what a dynamic block would make when its for_each is not known', async () => {
    const graph = await graphOf(`
      variable "ports" {}
      resource "aws_security_group" "a" {
        dynamic "ingress" {
          for_each = var.ports
          content {
            from_port   = ingress.value
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      }`);
    const [block] = found(graph, 'aws_security_group.a').blocks('ingress');

    expect(isUnknown(block) && block.alternatives).toMatchObject([
      { cidr_blocks: ['0.0.0.0/0'], from_port: { unknown: true } },
    ]);
  });

  it('keeps both results of a condition that is not known', async () => {
    const graph = await graphOf(
      'variable "open" {}\nresource "aws_x" "a" {\n  cidr = var.open ? "0.0.0.0/0" : "10.0.0.0/8"\n}',
    );
    const cidr = found(graph, 'aws_x.a').get('cidr');

    expect(isUnknown(cidr) && cidr.alternatives).toEqual(['0.0.0.0/0', '10.0.0.0/8']);
  });

  it('counts what is disabled as absent', async () => {
    const graph = await graphOf(
      'resource "aws_vpc" "a" {\n  count = 0\n}\nresource "aws_vpc" "b" {\n  count = false ? 1 : 0\n}',
    );

    expect(graph.resources).toEqual([]);
  });

  it('says which modules it could not look into, and what is taken from them', async () => {
    const graph = await graphOf(`
module "vpc" {
  source = "terraform-aws-modules/vpc/aws"
}
resource "aws_security_group" "a" {
  vpc_id = module.vpc.vpc_id
}`);

    expect(graph.gaps).toEqual([
      {
        address: 'module.vpc',
        file: 'main.tf',
        line: 2,
        reason: 'the module terraform-aws-modules/vpc/aws is not local and not installed',
      },
    ]);
    expect(found(graph, 'aws_security_group.a').get('vpc_id')).toMatchObject({
      reason: 'the module terraform-aws-modules/vpc/aws is not local and not installed',
      reference: { kind: 'module', target: 'module.vpc', path: ['vpc_id'] },
    });
  });

  it('gives the reason for locals, modules and resources that refer to themselves', async () => {
    const graph = await graphOf({
      'main.tf': `
        locals {
          a = local.b
          b = "x\${local.a}"
        }
        resource "aws_x" "a" {
          name  = local.a
          other = aws_x.a.other
          from  = module.loop.out
          many  = aws_x.b
        }
        resource "aws_x" "b" {
          count = length(aws_x.b)
        }
        module "loop" {
          source = "./loop"
          in     = module.loop.out
        }`,
      'loop/main.tf':
        'variable "in" {}\noutput "out" {\n  value = var.in\n}\nmodule "again" {\n  source = "./"\n}',
    });
    const resource = found(graph, 'aws_x.a');

    for (const name of ['name', 'other', 'from'])
      expect(reason(resource.get(name))).toMatch(/refers to itself/);
    expect(found(graph, 'aws_x.b').multiplicity?.reason).toMatch(/refers to itself/);
    expect(graph.resources.length).toBeLessThan(10);
  });

  it('bounds huge counts, exponential locals and long chains', async () => {
    const doubling = Array.from(
      { length: 60 },
      (_, i) => `  s${i + 1} = "\${local.s${i}}\${local.s${i}}"\n  l${i + 1} = [local.l${i}, local.l${i}]`,
    );
    const chain = Array.from({ length: 3_000 }, (_, i) => `  c${i + 1} = local.c${i}`);
    const graph = await graphOf(`
locals {
  s0 = "x"
  l0 = ["y"]
  c0 = 1
${doubling.join('\n')}
${chain.join('\n')}
}
resource "aws_x" "many" {
  count = 1000000000
}
resource "aws_x" "a" {
  text  = local.s60
  list  = jsonencode(local.l60)
  chain = local.c3000
}`);
    const resource = found(graph, 'aws_x.a');

    expect(found(graph, 'aws_x.many').multiplicity?.reason).toContain('1000000000 instances');
    expect(reason(resource.get('text'))).toContain('a string is longer');
    expect(reason(resource.get('list'))).toContain('too large');
    expect(reason(resource.get('chain'))).toMatch(/nested too deeply|too much/);
  });

  it('reads no file outside of the directory', async () => {
    const files = {
      'root/main.tf':
        'resource "aws_x" "a" {\n  up = file("../secret.txt")\n  absolute = file("/etc/hostname")\n  missing = file("no.txt")\n}',
      'secret.txt': 's',
    };
    await inDirectory(files, async (path) => {
      const resource = found(await loadGraph(join(path, 'root')), 'aws_x.a');

      expect(reason(resource.get('up'))).toBe('the file ../secret.txt is outside of what is looked at');
      expect(reason(resource.get('absolute'))).toBe('an absolute path depends on the machine');
      expect(reason(resource.get('missing'))).toBe('Terraform would refuse it: there is no file no.txt');
    });
  });

  it('reads .tf and .tf.json as one module, single blocks as lists, and lifecycle as it stands', async () => {
    const graph = await graphOf({
      'a.tf':
        'variable "n" {\n  default = "fn"\n}\nresource "aws_iam_role" "r" {\n  lifecycle {\n    ignore_changes = [tags]\n  }\n}',
      'b.tf.json':
        '{"resource": {"aws_lambda_function": {"f": {\n"function_name": "${var.n}-1",\n"role": "${aws_iam_role.r.arn}",\n"vpc_config": {"subnet_ids": ["a"]}}}}}',
      'f_override.tf': 'resource "aws_lambda_function" "f" {\n  timeout = 3\n}',
    });
    const lambda = found(graph, 'aws_lambda_function.f');

    expect(lambda.values).toMatchObject({
      function_name: 'fn-1',
      timeout: 3,
      vpc_config: [{ subnet_ids: ['a'] }],
    });
    expect(graph.referencesFrom(lambda, 'role')).toEqual([found(graph, 'aws_iam_role.r')]);
    expect(lambda.source).toEqual({ file: 'b.tf.json', line: 1 });
    expect(lambda.sourceAt('role').line).toBe(3);
    expect(found(graph, 'aws_iam_role.r').meta('lifecycle')).toEqual([{ ignore_changes: ['tags'] }]);
  });

  it('takes region and account from the provider that the resource names, through modules', async () => {
    const graph = await graphOf({
      'main.tf': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["123456789012"]
        }
        provider "aws" {
          alias  = "china"
          region = "cn-north-1"
        }
        resource "aws_sns_topic" "a" {
          name     = "a"
          provider = aws.china
        }
        module "m" {
          source    = "./m"
          providers = { aws = aws.china }
        }
        module "n" {
          source = "./m"
        }`,
      'm/main.tf':
        'data "aws_region" "here" {}\nresource "aws_sns_topic" "b" {\n  name = "b-${data.aws_region.here.name}"\n}',
    });

    expect(graph.arn(found(graph, 'aws_sns_topic.a'))).toBe('arn:aws-cn:sns:cn-north-1:000000000000:a');
    expect(graph.arn(found(graph, 'module.m.aws_sns_topic.b'))).toBe(
      'arn:aws-cn:sns:cn-north-1:000000000000:b-cn-north-1',
    );
    expect(graph.arn(found(graph, 'module.n.aws_sns_topic.b'))).toBe(
      'arn:aws:sns:eu-west-1:123456789012:b-eu-west-1',
    );
  });

  it('decodes a document with unknown pieces, inside and outside of strings', async () => {
    const graph = await graphOf(`
      variable "principal" {}
      resource "aws_s3_bucket" "a" {
        bucket = "files"
      }
      resource "aws_s3_bucket_policy" "a" {
        policy = <<-EOT
          { "Statement": [{ "Effect": "Allow", "Principal": { "AWS": \${jsonencode(var.principal)} },
              "Action": "s3:*", "Resource": ["\${aws_s3_bucket.a.arn}/*", "\${aws_s3_bucket.a.arn}"] }] }
        EOT
      }`);
    const statement = graph.policyDocuments(found(graph, 'aws_s3_bucket_policy.a'))[0]?.statements[0];

    expect(statement?.resources?.map((value) => graph.text(value))).toEqual([
      'arn:aws:s3:::files/*',
      'arn:aws:s3:::files',
    ]);
    expect(statement?.principals).toMatchObject([
      { type: 'AWS', values: [{ unknown: true, reason: 'the variable principal has no value' }] },
    ]);
  });

  describe('that is broken', () => {
    it.each([
      [
        'an open block',
        { 'main.tf': 'resource "aws_vpc" "a" {\n' },
        /^main\.tf:1:\d+: not HCL: Unclosed configuration block/,
      ],
      [
        'an expression',
        { 'main.tf': '\n\nlocals {\n  a = = 1\n}' },
        /^main\.tf:4:7: not HCL: Invalid expression/,
      ],
      ['JSON', { 'main.tf.json': '{"resource": [}' }, /^main\.tf\.json:1:16: not JSON/],
      ['no files', { 'readme.md': '' }, /^\.: holds no \.tf or \.tf\.json file/],
      [
        'brackets without end',
        { 'main.tf': `locals {\n  a = ${'['.repeat(50_000)}\n}` },
        /^main\.tf: nested more than 100 deep/,
      ],
      [
        'templates without end',
        { 'main.tf': `locals {\n  a = "${'${"'.repeat(20_000)}\n}` },
        /^main\.tf: nested more than 100 deep|^main\.tf:\d+:\d+: not HCL/,
      ],
      ['variables', { 'main.tf': '', 'terraform.tfvars': 'a = {' }, /^terraform\.tfvars:1:\d+: not HCL/],
    ])('names file and position: %s', async (_, files, message) => {
      const error = await inDirectory(files as Record<string, string>, (path) =>
        inputError(() => loadGraph(path)),
      );

      expect(error.message).toMatch(message);
      expect(error.message).not.toContain('\n');
    });

    it('keeps the rest when only a module is broken', async () => {
      const graph = await graphOf({
        'main.tf': 'module "m" {\n  source = "./m"\n}\nresource "aws_vpc" "a" {}',
        'm/main.tf': 'resource {',
      });

      expect(graph.resources.map(({ address }) => address)).toEqual(['aws_vpc.a']);
      expect(graph.gaps[0]?.reason).toMatch(/^the module cannot be read: m\/main\.tf:1:/);
    });
  });
});
