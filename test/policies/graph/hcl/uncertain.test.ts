import type { Graph } from '../../../../policies/graph/graph';
import { isList, isUnknown, type Value } from '../../../../policies/graph/value';
import { RULES } from '../../../../policies/rules/registry';
import { runRules } from '../../../../policies/rules/run-rules';
import { found, graphOf } from '../support';

/** The value of an expression, with a variable that nobody knows, a key and a name of which a piece is not known. */
async function resultOf(expression: string): Promise<Value | undefined> {
  const graph = await graphOf(`
    variable "open" {}
    resource "aws_kms_key" "k" {}
    resource "aws_sqs_queue" "named" {
      name = "jobs-\${var.open}"
    }
    resource "aws_sqs_queue" "q" {
      tags = { value = ${expression} }
    }`);
  return found(graph, 'aws_sqs_queue.q').get('tags.value');
}

/** The value with every unknown as `?`. */
function shown(value: Value | undefined): unknown {
  if (isUnknown(value)) return '?';
  if (isList(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]));
}

describe('what is known of what is not wholly known', () => {
  it.each<[string, unknown]>([
    // Lists that end with any number of items.
    ['concat(["a"], var.open)', ['a', '?']],
    ['concat(["a"], var.open)[0]', 'a'],
    ['concat(["a"], var.open)[1]', '?'],
    ['element(concat(["a"], var.open), 0)', '?'],
    ['length(concat(["a"], var.open))', '?'],
    ['length(concat(["a"], var.open)) > 0', '?'],
    ['concat([], var.open)', '?'],
    ['contains(concat(["a"], var.open), "a")', true],
    ['contains(concat(["a"], var.open), "b")', '?'],
    ['length(slice(var.open, 0, 3))', 3],
    ['slice(["a", "b"], var.open, 2)', '?'],
    ['[for x in ["a", var.open] : x if x != "a"]', '?'],
    ['[for x in ["a", "b", var.open] : x if x != "a"]', ['b', '?']],
    ['{ for x in ["a", "b"] : x => x if x == var.open || x == "b" }', { a: '?', b: 'b' }],
    // Objects that others may be added to.
    ['merge({ a = 1 }, var.open)', '?'],
    ['merge({ a = 1 }, var.open).a', '?'],
    ['merge(var.open, { a = 1 }).a', 1],
    ['merge(merge(var.open, { a = 1 }), { b = 2 }).a', 1],
    ['merge(merge(var.open, { a = 1 }), var.open).a', '?'],
    ['keys({ for x in ["a", "b"] : x => x if x == var.open || x == "b" })', ['?', 'b']],
    ['length({ for x in ["a", "b"] : x => x if x == var.open || x == "b" })', '?'],
    ['length([for x in concat(["a"], var.open) : "${x}!"])', '?'],
    ['length(concat([{ id = 1 }], var.open)[*].id)', '?'],
    ['concat([{ id = 1 }], var.open)[*].id', [1, '?']],
    ['try(merge({ a = 1 }, null).a, 2)', 1],
    // What is not known and surely not null.
    ['aws_kms_key.k.arn == null', false],
    ['aws_kms_key.k.arn != "" ? 1 : 2', 1],
    ['"jobs-${var.open}" != null', true],
    ['var.open == null', '?'],
    ['aws_kms_key.k.policy == null', '?'],
    ['coalesce(null, "x-${var.open}", "y") == null', false],
    ['coalesce(var.open, "y")', '?'],
    ['aws_sqs_queue.named.name == ""', false],
    // Texts of which pieces are not known.
    ['replace("a-${var.open}", "a", "b") == null', false],
    ['replace(var.open, "a", "b")', '?'],
    ['list("a", "b")[1]', 'b'],
    ['map("a", "b").a', 'b'],
  ])('%s', async (expression, expected) => {
    expect(shown(await resultOf(expression))).toEqual(expected);
  });
});

describe('what may not be there', () => {
  const outcome = (graph: Graph, id: string) =>
    runRules(
      graph,
      RULES.filter((rule) => rule.id === id),
    ).violations.map(({ outcome: { status } }) => status);

  it('does not stand for a resource that is there for certain', async () => {
    const graph = await graphOf(`
      variable "on" {}
      resource "aws_s3_bucket" "b" {
        for_each = toset(["a"])
        bucket   = each.key
      }
      resource "aws_s3_bucket_versioning" "v" {
        for_each = { for name, bucket in aws_s3_bucket.b : name => bucket.id if var.on }
        bucket   = each.value
        versioning_configuration {
          status = "Enabled"
        }
      }`);

    expect(
      graph.byType('aws_s3_bucket_versioning').map(({ multiplicity }) => multiplicity !== undefined),
    ).toEqual([true]);
    expect(outcome(graph, 's3-versioning')).toEqual(['unknown']);
  });

  it('does not stand for a block that is there for certain', async () => {
    const graph = await graphOf(`
      variable "more" {}
      resource "aws_s3_bucket" "b" {
        dynamic "versioning" {
          for_each = [for x in ["a"] : x if var.more]
          content {
            enabled = true
          }
        }
      }
      resource "aws_security_group" "g" {
        dynamic "ingress" {
          for_each = concat([443], var.more)
          content {
            from_port   = ingress.value
            to_port     = ingress.value
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
      }`);

    expect(outcome(graph, 's3-versioning')).toEqual(['unknown']);
    expect(found(graph, 'aws_security_group.g').get('ingress[0].from_port')).toBe(443);
    expect(isUnknown(found(graph, 'aws_security_group.g').get('ingress[1]'))).toBe(true);
  });

  it('is no reason to accuse: an entry may be replaced or added', async () => {
    const graph = await graphOf(`
      variable "more" {}
      resource "aws_sns_topic" "t" {
        kms_master_key_id = merge({ name = "t" }, var.more).key
      }
      resource "aws_db_instance" "d" {
        engine            = "mysql"
        storage_encrypted = merge({ encrypted = false }, var.more).encrypted
      }`);

    expect(outcome(graph, 'sns-encryption')).toEqual(['unknown']);
    expect(outcome(graph, 'rds-encryption')).toEqual(['unknown']);
  });
});

describe('what follows without AWS', () => {
  it.each<[string, string, unknown]>([
    [
      'a template with its variables',
      'data "template_file" "t" {\n template = "$${a}-%%{ if b }x%%{ endif }"\n vars = {\n a = "1"\n b = "true"\n }\n}\n=data.template_file.t.rendered',
      '1-x',
    ],
    [
      'a template that reads a name it was not given',
      'data "template_file" "t" {\n template = "$${a}"\n vars = {}\n}\n=data.template_file.t.rendered',
      '?',
    ],
    [
      'a template that reads a file',
      'data "template_file" "t" {\n template = "$${file(\\"main.tf\\")}"\n vars = {}\n}\n=data.template_file.t.rendered',
      '?',
    ],
    ['a file', 'data "local_file" "t" {\n filename = "note.txt"\n}\n=data.local_file.t.content', 'hello'],
    ['no file', 'data "local_file" "t" {\n filename = "no.txt"\n}\n=data.local_file.t.content', '?'],
    [
      'what goes through',
      'resource "terraform_data" "t" {\n input = { a = 1 }\n}\n=terraform_data.t.output.a',
      1,
    ],
    [
      'the principal of a service',
      'data "aws_service_principal" "t" {\n service_name = "rds"\n}\n=data.aws_service_principal.t.name',
      'rds.amazonaws.com',
    ],
    [
      'the region',
      'provider "aws" {\n region = "eu-west-1"\n}\ndata "aws_region" "t" {}\n=data.aws_region.t.region',
      'eu-west-1',
    ],
  ])('%s', async (_, text, expected) => {
    const [blocks = '', expression = ''] = text.split('\n=');
    const graph = await graphOf({
      'main.tf': `${blocks}\nresource "aws_sqs_queue" "q" {\n  tags = { value = ${expression} }\n}\n`,
      'note.txt': 'hello',
    });

    expect(shown(found(graph, 'aws_sqs_queue.q').get('tags.value'))).toEqual(expected);
  });
});
