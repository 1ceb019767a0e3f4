import { type JudgeOptions, judge } from '../../../policies/report/judge';
import type { Review } from '../../../policies/report/review';
import { mustBeTrue } from '../../../policies/rules/attribute';
import { fail } from '../../../policies/rules/outcome';
import type { Rule } from '../../../policies/rules/rule';
import { graphOf } from '../graph/support';

export const NOW = new Date('2026-06-15T12:00:00Z');

/** Asks for an attribute, of everything called `thing`. */
export const flagRule: Rule = {
  id: 'thing-flag',
  severity: 'medium',
  summary: 'A thing has its flag set.',
  rationale: 'Without the flag nobody sees the thing.',
  remediation: 'Set `flag = true`.',
  references: ['CKV_AWS_1', 'AVD-AWS-0001'],
  types: ['aws_thing'],
  check: (resource) => mustBeTrue(resource, 'flag'),
};

/** One outcome for each open port. */
export const portRule: Rule = {
  id: 'thing-port',
  severity: 'critical',
  summary: 'A thing opens no port to the world.',
  rationale: 'Whoever finds the port can use the thing.',
  remediation: 'Remove the `port` block.',
  types: ['aws_thing'],
  check: (resource) =>
    resource
      .blocks('port')
      .map((block, index) =>
        fail(`port ${'number' in block ? String(block['number']) : '?'} is open`, `port[${index}].number`),
      ),
};

export const SAMPLE = `variable "flag" {}
module "far" {
  source = "somebody/module/aws"
}
resource "aws_thing" "set" {
  flag = true
}
resource "aws_thing" "unset" {
  name = "unset"
  port {
    number = 22
  }
  port {
    number = 443
  }
}
resource "aws_thing" "open" {
  flag = var.flag
}
resource "aws_s3_bucket" "data" {
  bucket = "data"
}
`;

export async function reviewOf(
  files: string | Readonly<Record<string, string>>,
  options: Partial<JudgeOptions> = {},
): Promise<Review> {
  const graph = await graphOf(files);
  return judge(graph, { rules: [flagRule, portRule], now: NOW, path: 'infra', ...options });
}

/** What a finding is about, in a line. */
export function lines({ findings }: Review): readonly string[] {
  return findings.map(
    ({ status, rule, address, file, line, message }) =>
      `${status} ${rule} ${address} ${file}:${line ?? '-'} ${message}`,
  );
}
