import type { AccessChanges } from '../../../../policies/model/view/compare-access';
import { fingerprint } from '../../../../policies/report/fingerprint';
import type { PageMaterial, SourceFile } from '../../../../policies/report/html/page-material';
import { compareFindings } from '../../../../policies/report/order';
import type { Review, ReviewFinding } from '../../../../policies/report/review';
import type { Criterion, Severity } from '../../../../policies/rules/rule';
import { type SampleOptions, sampleView } from './sample-view';

const CRITERIA: readonly Criterion[] = [
  criterion('network-no-open-ingress', 'critical', 'Nobody from the internet gets in.', [
    'CKV_AWS_24',
    'AVD-AWS-0107',
  ]),
  criterion('iam-no-wildcard', 'high', 'A statement names its actions.', ['CKV_AWS_355']),
  criterion('lambda-concurrency', 'low', 'A function has a concurrency of its own.', ['CKV_AWS_115']),
  criterion('input-complete', 'medium', 'Everything that the input calls can be looked into.'),
  criterion('reachable-is-declared', 'high', 'What is reached is declared, and what is declared is reached.'),
];

/** A review with everything that a page can show. */
export function sampleReview(options: SampleOptions = {}): Review {
  const { hostile = '' } = options;
  const view = sampleView(options);
  const byId = new Map(CRITERIA.map((one) => [one.id, one]));
  const findings = sampleFindings(view.functions.length, hostile, byId).sort(compareFindings);
  const count = (status: string) => findings.filter((one) => one.status === status).length;
  return {
    source: { kind: 'synthesized', path: `cdktf.out${hostile}`, environment: `dev${hostile}` },
    findings,
    criteria: byId,
    proofs: [
      {
        id: 'granted-is-used',
        summary: `What is granted is used${hostile}.`,
        status: 'holds',
        scope: '412 actions of 12 functions',
        findings: 0,
      },
      {
        id: 'reachable-is-declared',
        summary: 'What is reached is declared.',
        status: 'fails',
        scope: '156 paths',
        findings: 1,
      },
    ],
    summary: {
      resources: 582,
      checked: 428,
      fail: count('fail'),
      unknown: count('unknown'),
      waived: count('waived'),
    },
    system: { schemaVersion: 1, resources: {}, stateful: {} },
    comparison: {
      baseline: `approved${hostile}.json`,
      findings: {
        new: findings.filter(({ baselineState }) => baselineState === 'new').length,
        updated: 0,
        unchanged: findings.filter(({ baselineState }) => baselineState === 'unchanged').length,
        absent: [
          {
            rule: 's3-versioning',
            severity: 'medium',
            status: 'fail',
            address: `aws_s3_bucket.old${hostile}`,
            file: 'x.tf',
            line: 3,
            message: 'm',
            remediation: 'r',
            references: [],
            fingerprint: 'a'.repeat(24),
          },
        ],
      },
      resources: {
        added: [{ key: `deposits:aws_sqs_queue.new${hostile}`, type: 'aws_sqs_queue', stateful: true }],
        removed: [{ key: 'deposits:aws_sns_topic.gone', type: 'aws_sns_topic', stateful: false }],
        moved: [{ from: 'deposits:aws_iam_role.a', to: 'deposits:aws_iam_role.b', type: 'aws_iam_role' }],
        replaced: [
          {
            key: 'data:aws_rds_cluster.ledger',
            type: 'aws_rds_cluster',
            because: `engine was "a"${hostile} and is "b"`,
          },
        ],
      },
      access: sampleAccess(hostile),
    },
    view,
    page: samplePage(options),
  };
}

export function samplePage({ functions = 12, hostile = '' }: SampleOptions = {}): PageMaterial {
  return {
    sources: sampleSources(functions, hostile),
    digest: `sha256:${'0'.repeat(64)}`,
    bill: {
      summary: `412.30 USD a month${hostile}`,
      tables: [
        {
          title: `By service${hostile}`,
          heads: ['service', `total${hostile}`, ''],
          rows: [[`NAT gateway${hostile}`, '32.85 USD', `one for all zones${hostile}`]],
          right: [1],
        },
      ],
      notes: ['Prices of 2026-06-01.'],
    },
  };
}

function sampleAccess(hostile: string): AccessChanges {
  const permission = {
    action: 's3:GetObject',
    resource: `arn:aws:s3:::cheques${hostile}`,
    conditions: [`aws:SourceVpc StringEquals vpc-1${hostile}`],
    exceptions: [],
    at: ['deposits:aws_iam_role_policy.x', ''] as const,
  };
  const name = `deposits:aws_lambda_function.post_ledger${hostile}`;
  return {
    permissions: [
      { kind: 'wider', function: name, permission: { ...permission, conditions: [] }, was: permission },
      { kind: 'removed', function: name, permission },
    ],
    paths: [{ kind: 'new', function: name, destination: `host partner.example${hostile}` }],
    ranges: [
      {
        kind: 'wider',
        range: `group egress tcp port 443${hostile}`,
        cidrs: ['0.0.0.0/0'],
        was: ['10.0.0.0/8'],
      },
    ],
    renamed: [{ from: `old${hostile}`, to: name }],
  };
}

/** HCL as `synth` writes it: a policy document and a group's rule for each function. */
function sampleSources(functions: number, hostile: string): readonly SourceFile[] {
  const names = sampleView({ functions }).functions.map(({ key }) => key.replace(/^.*\./, ''));
  const iam = names.map(
    (name) => `# deposits/${name}/role/grants
data "aws_iam_policy_document" "${name}_grants" {
  statement {
    actions   = ["kms:Decrypt"]
    resources = ["*"]
  }

  statement {
    actions   = ["sqs:ReceiveMessage"] # ${hostile.replaceAll('\n', ' ')}
    resources = ["*"]
  }
}
`,
  );
  const lambda = names.map(
    (name) => `resource "aws_lambda_function" "${name}" {\n  function_name = "${name}"\n}\n`,
  );
  const groups = names.map(
    (_, index) =>
      `resource "aws_vpc_security_group_egress_rule" "profile_${index + 1}" {\n  from_port = 443\n}\n`,
  );
  return [
    { path: 'hcl/deposits/security-groups.tf', text: groups.join('\n'), stack: 'deposits' },
    { path: `hcl/deposits/iam${hostile}.tf`, text: iam.join('\n'), stack: 'deposits' },
    { path: 'hcl/deposits/functions.tf', text: lambda.join('\n'), stack: 'deposits' },
  ];
}

function sampleFindings(
  functions: number,
  hostile: string,
  criteria: ReadonlyMap<string, Criterion>,
): ReviewFinding[] {
  const names = sampleView({ functions }).functions.map(({ key }) => key.replace(/^.*\./, ''));
  const finding = (rule: string, address: string, message: string): ReviewFinding => ({
    rule,
    severity: criteria.get(rule)?.severity ?? 'low',
    status: 'fail',
    address,
    stack: 'deposits',
    file: 'modules/compute/function.ts',
    line: 88,
    usedAt: { file: 'stacks/deployment/functions.ts', line: 62 },
    constructPath: `deposits/${address}${hostile}`,
    message: `${message}${hostile}`,
    remediation: criteria.get(rule)?.remediation ?? '',
    references: criteria.get(rule)?.references ?? [],
    fingerprint: fingerprint({ rule, key: `deposits:${address}` }),
    baselineState: 'unchanged',
  });
  return [
    {
      ...finding(
        'network-no-open-ingress',
        `aws_security_group.open${hostile}`,
        'port 22 is open to 0.0.0.0/0',
      ),
      baselineState: 'new',
    },
    {
      ...finding(
        'iam-no-wildcard',
        'data.aws_iam_policy_document.post_ledger_grants',
        'the statement permits s3:*',
      ),
      status: 'waived',
      waived: {
        owner: `team-payments${hostile}`,
        reason: `until the migration is done${hostile}`,
        expiry: '2027-03-31',
        otherwise: 'unknown',
      },
    },
    {
      ...finding('input-complete', 'module.far', 'the module somebody/module/aws is not local'),
      status: 'unknown',
    },
    {
      ...finding(
        'reachable-is-declared',
        `aws_lambda_function.${names[0] ?? ''}`,
        'reaches a host that no contract names',
      ),
      counterExample: [
        `submit-deposit opens partner.example:443${hostile}`,
        'the route 0.0.0.0/0 leads to the NAT gateway',
      ],
    },
    ...names.map((name) =>
      finding(
        'lambda-concurrency',
        `aws_lambda_function.${name}`,
        'reserved_concurrent_executions is not set',
      ),
    ),
  ];
}

function criterion(
  id: string,
  severity: Severity,
  summary: string,
  references: readonly string[] = [],
): Criterion {
  return {
    id,
    severity,
    summary,
    rationale: `Why ${id} is there: what happens when it does not hold.`,
    remediation: `Set \`${id} = true\`.`,
    references,
  };
}
