import { loadGraph } from '../../../../policies/graph/load';
import { inDirectory, inputError } from '../../graph/support';
import { type Module, testPairs } from './support';

const ssh = (cidr: string): string => `resource "aws_security_group" "g" {
  description = "g"
  ingress {
    description = "shell"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ${cidr}
  }
}
`;

const WORLD = '["0.0.0.0/0"]';
const INSIDE = '["10.0.0.0/8"]';

const of = (files: (cidr: string) => Module) => ({
  rule: 'network-no-open-ssh',
  insecure: files(WORLD),
  secure: files(INSIDE),
});

const variable = 'variable "from" {\n  type    = list(string)\n  default = ["172.16.0.0/12"]\n}\n';

testPairs('files', {
  'terraform.tfvars over the default': of((cidr) => ({
    'main.tf': variable + ssh('var.from'),
    'terraform.tfvars': `from = ${cidr}\n`,
  })),
  'x.auto.tfvars over terraform.tfvars, the last name wins': of((cidr) => ({
    'main.tf': variable + ssh('var.from'),
    'terraform.tfvars': 'from = ["192.168.0.0/16"]\n',
    'a.auto.tfvars': 'from = ["192.168.1.0/24"]\n',
    'b.auto.tfvars': `from = ${cidr}\n`,
  })),
  'terraform.tfvars.json': of((cidr) => ({
    'main.tf': variable + ssh('var.from'),
    'terraform.tfvars.json': `{"from": ${cidr}}`,
  })),
  'a file of values that nobody names is not read': {
    rule: 'network-no-open-ssh',
    insecure: {
      'main.tf': `variable "from" {\n  default = ${WORLD}\n}\n${ssh('var.from')}`,
      'prod.tfvars': `from = ${INSIDE}\n`,
    },
    secure: {
      'main.tf': `variable "from" {\n  default = ${INSIDE}\n}\n${ssh('var.from')}`,
      'prod.tfvars': `from = ${WORLD}\n`,
    },
  },
  'variables that others refer to, in a file of their own': of((cidr) => ({
    'main.tf': ssh('local.from'),
    'variables.tf': `variable "offices" {\n  default = { main = ${cidr} }\n}\n`,
    'locals.tf':
      'locals {\n  from = flatten([for name, ranges in var.offices : ranges if name != "closed"])\n}\n',
  })),
  'an override file replaces all blocks of a name': of((cidr) => ({
    'main.tf': ssh('["192.168.0.0/16"]'),
    'main_override.tf': `resource "aws_security_group" "g" {\n  ingress {\n    from_port = 22\n    to_port = 22\n    protocol = "tcp"\n    cidr_blocks = ${cidr}\n  }\n}\n`,
  })),
  'override.tf against a dynamic block': of((cidr) => ({
    'main.tf': `resource "aws_security_group" "g" {
      description = "g"
      dynamic "ingress" {
        for_each = [${cidr === WORLD ? INSIDE : WORLD}]
        content {
          from_port   = 22
          to_port     = 22
          protocol    = "tcp"
          cidr_blocks = ingress.value
        }
      }
    }`,
    'override.tf': `resource "aws_security_group" "g" {\n  ingress {\n    from_port = 22\n    to_port = 22\n    protocol = "tcp"\n    cidr_blocks = ${cidr}\n  }\n}\n`,
  })),
  'an override of a local and of a variable': of((cidr) => ({
    'main.tf': `locals {\n  from = var.from\n}\n${variable}${ssh('local.from')}`,
    'z_override.tf.json': JSON.stringify({ variable: { from: { default: JSON.parse(cidr) } } }),
  })),
  '.tf.json': of((cidr) => ({
    'main.tf.json': JSON.stringify({
      '//': 'a comment',
      locals: [{ from: JSON.parse(cidr) }],
      resource: {
        aws_security_group: {
          g: {
            description: 'g',
            ingress: { from_port: 22, to_port: 22, protocol: 'tcp', cidr_blocks: '${local.from}' },
          },
        },
      },
    }),
  })),
  '.tf.json beside .tf, blocks as lists': of((cidr) => ({
    'a.tf': `locals {\n  from = ${cidr}\n}\n`,
    'b.tf.json': JSON.stringify({
      resource: [
        { aws_security_group: [{ g: [{ description: 'g' }] }] },
        {
          aws_security_group_rule: {
            r: {
              type: 'ingress',
              security_group_id: '${aws_security_group.g.id}',
              from_port: '22',
              to_port: '22',
              protocol: '6',
              cidr_blocks: '${local.from}',
            },
          },
        },
      ],
    }),
  })),
  'a byte-order mark and the ends of lines of Windows': of(
    (cidr) => `\uFEFF${ssh(cidr).replaceAll('\n', '\r\n')}`,
  ),
  'a heredoc with the ends of lines of Windows': {
    rule: 'iam-no-admin',
    insecure: heredoc('*'),
    secure: heredoc('s3:ListAllMyBuckets'),
  },
  'every kind of comment, one-line blocks, odd spaces': of(
    (cidr) => `# one
// two
/* three
   resource "aws_security_group" "ghost" {}
*/
resource aws_security_group "g" { description = "g" }
resource   "aws_security_group_rule"   r   {
\tsecurity_group_id=aws_security_group.g.id // here
  type="ingress" # and here
  from_port=/* inside */22
  to_port=(22)
  protocol="tcp"
  cidr_blocks=[
    ${cidr.slice(1, -1)}, # the last has a comma
  ]
}`,
  ),
  'names and texts beyond ASCII': of((cidr) =>
    ssh(cidr).replace('"shell"', '"für die Büros — 東京 🔒"').replaceAll('"g"', '"größe"'),
  ),
  'moved, removed, import and check blocks, default tags': of(
    (cidr) => `terraform {
      required_version = ">= 1.5"
      required_providers {
        aws = {
          source  = "hashicorp/aws"
          version = "~> 5.0"
        }
      }
      cloud {
        organization = "x"
        workspaces {
          tags = ["a"]
        }
      }
    }
    provider "aws" {
      region = "eu-west-1"
      default_tags {
        tags = { owner = "me" }
      }
    }
    provider "aws" {
      alias  = "us"
      region = "us-east-1"
    }
    moved {
      from = aws_security_group.old
      to   = aws_security_group.g
    }
    removed {
      from = aws_security_group.ancient
      lifecycle {
        destroy = false
      }
    }
    import {
      to = aws_security_group.g
      id = "sg-12345678"
    }
    check "health" {
      data "http" "x" {
        url = "https://example.com"
      }
      assert {
        condition     = data.http.x.status_code == 200
        error_message = "down"
      }
    }
    ${ssh(cidr)}`,
  ),
  'a resource that is declared twice': of((cidr) => `${ssh(cidr)}\n${ssh('["172.16.0.0/12"]')}`),
  'a resource that is declared twice, the other way round': of(
    (cidr) => `${ssh('["172.16.0.0/12"]')}\n${ssh(cidr)}`,
  ),
  'words of Python': {
    rule: 'rds-encryption',
    insecure: 'resource "aws_db_instance" "d" {\n  engine = "mysql"\n  storage_encrypted = False\n}',
    secure: 'resource "aws_db_instance" "d" {\n  engine = "mysql"\n  storage_encrypted = True\n}',
  },
  'a local module in a folder above': of((cidr) => ({
    'main.tf': `module "m" {\n  source = "./live/eu/../../modules//net"\n  from   = ${cidr}\n}\n`,
    'modules/net/main.tf': `variable "from" {}\n${ssh('var.from')}`,
  })),
  'a module whose variable may not be null': of((cidr) => ({
    'main.tf': 'module "m" {\n  source = "./m"\n  from   = null\n}\n',
    'm/main.tf': `variable "from" {\n  type     = list(string)\n  nullable = false\n  default  = ${cidr}\n}\n${ssh('var.from')}`,
  })),
  'count of a module': of((cidr) => ({
    'main.tf': `module "m" {\n  source = "./m"\n  count  = 2\n  from   = count.index == 1 ? ${cidr} : ["172.16.0.0/12"]\n}\n`,
    'm/main.tf': `variable "from" {}\n${ssh('var.from')}`,
  })),
  'what is switched off is not judged': {
    rule: 'network-no-open-ssh',
    insecure: {
      'main.tf': `variable "on" {\n  default = true\n}\n${ssh(WORLD).replace('description = "g"', 'count = var.on ? 1 : 0\n  description = "g"')}`,
    },
    secure: {
      'main.tf': `variable "on" {\n  default = false\n}\n${ssh(WORLD).replace('description = "g"', 'count = var.on ? 1 : 0\n  description = "g"')}\n${ssh(INSIDE).replace('"g"', '"h"')}`,
    },
  },
});

function heredoc(action: string): Module {
  return `resource "aws_iam_policy" "p" {
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "${action}", "Resource": "*" }]
}
EOF
}
`.replaceAll('\n', '\r\n');
}

describe('a broken file is refused in one line with its file and position', () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'a brace that is not closed',
      { 'main.tf': 'resource "aws_vpc" "v" {\n' },
      /^main\.tf:\d+:\d+: not HCL: /,
    ],
    [
      'a key without a value',
      { 'ok.tf': 'locals {}\n', 'net.tf': 'locals {\n  a =\n}\n' },
      /^net\.tf:2:\d+: not HCL: /,
    ],
    [
      'text in the middle',
      { 'main.tf': 'locals {\n  a = 1\n}\nhello world\n' },
      /^main\.tf:4:\d+: not HCL: /,
    ],
    [
      'a heredoc that does not end',
      { 'main.tf': 'locals {\n  a = <<EOF\ntext\n' },
      /^main\.tf:\d+:\d+: not HCL: /,
    ],
    [
      'a conflict of a merge',
      { 'main.tf': 'locals {\n<<<<<<< HEAD\n  a = 1\n=======\n  a = 2\n>>>>>>> x\n}\n' },
      /^main\.tf:2:\d+: not HCL: /,
    ],
    ['JSON that ends too early', { 'main.tf.json': '{"resource": {' }, /^main\.tf\.json:1:\d+: not JSON: /],
    [
      'values that are broken',
      { 'main.tf': 'locals {}\n', 'terraform.tfvars': 'a = [1,\n' },
      /^terraform\.tfvars:\d+:\d+: not HCL: /,
    ],
    ['a binary file', { 'main.tf': '\u0000\u0001\u0002PNG' }, /^main\.tf:1:\d+: not HCL: /],
    [
      'a block where none can be',
      { 'main.tf.json': '{"resource": {"aws_vpc": "x"}}' },
      /^main\.tf\.json(:1)?: resource\.aws_vpc is not a block$/,
    ],
  ])('%s', async (_, files, line) => {
    const error = await inputError(() => inDirectory(files, (path) => loadGraph(path)));

    expect(error.message).toMatch(line);
    expect(error.message).not.toContain('\n');
  });
});
