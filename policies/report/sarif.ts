import type { Location, Log, ReportingDescriptor, Result, Run } from 'sarif';
import type { Criterion, Severity } from '../rules/rule';
import type { BaselineFinding } from './baseline/baseline';
import type { Place } from './location';
import type { RenderOptions } from './renderers';
import type { Review, ReviewFinding } from './review';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Files are relative to what was judged. */
const ROOT = 'SRCROOT';

/** The name and version of how fingerprints are made: a consumer compares only those of one name. */
const FINGERPRINT = 'vpcLambdaIdentity/v1';

const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** The scale of GitHub's code scanning: critical above 9, high above 7, medium above 4. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};

/** The review as SARIF 2.1.0. */
export function renderSarif(review: Review, { rulesPage, version }: RenderOptions): string {
  const criteria = [...review.criteria.values()];
  const indexes = new Map(criteria.map(({ id }, index) => [id, index]));
  const absent = review.comparison?.findings.absent ?? [];
  const { environment, kind, path } = review.source;
  const run: Run = {
    tool: {
      driver: {
        name: 'vpc-lambda review',
        ...(version === undefined ? {} : { semanticVersion: version, version }),
        rules: criteria.map((one) => descriptor(one, rulesPage)),
      },
    },
    automationDetails: { id: `vpc-lambda-review/${environment ?? kind}/` },
    invocations: [{ executionSuccessful: true }],
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: {
      [ROOT]: {
        description: { text: 'What was judged; for generated Terraform the repository of the program.' },
      },
    },
    results: [
      ...review.findings.map((finding) => result(finding, indexes)),
      ...absent.map((finding) => absentResult(finding, indexes)),
    ],
    properties: { ...review.summary, source: path, proofs: review.proofs },
  };
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(criterion: Criterion, rulesPage: string | undefined): ReportingDescriptor {
  const { id, severity, summary, rationale, remediation, references = [] } = criterion;
  const also = references.length > 0 ? `See also ${references.join(', ')}.` : '';
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: rationale },
    help: {
      text: [rationale, remediation, also].filter((part) => part !== '').join('\n\n'),
      markdown: [`**${summary}**`, rationale, `Remedy: ${remediation}`, also]
        .filter((part) => part !== '')
        .join('\n\n'),
    },
    ...(rulesPage === undefined ? {} : { helpUri: `${rulesPage}#${id}` }),
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      tags: ['security', id.slice(0, id.indexOf('-')), ...references],
      precision: 'high',
      'security-severity': SECURITY_SEVERITY[severity],
      severity,
    },
  };
}

function result(finding: ReviewFinding, indexes: ReadonlyMap<string, number>): Result {
  const { waived, counterExample, baselineState, usedAt } = finding;
  const outcome = waived?.otherwise ?? finding.status;
  const text = [finding.message, ...(counterExample ?? [])].join('\n');
  return {
    ...common(finding, indexes, text, outcome === 'unknown' ? 'unknown' : 'fail'),
    ...(usedAt ? { relatedLocations: [{ ...physical(usedAt), message: { text: 'used here' } }] } : {}),
    // Empty where it is not suppressed: absent would mean that nobody knows.
    suppressions: waived
      ? [
          {
            kind: 'external',
            status: 'accepted',
            justification: `${waived.reason} (${waived.owner}, until ${waived.expiry})`,
            properties: { owner: waived.owner, expiry: waived.expiry },
          },
        ]
      : [],
    ...(baselineState ? { baselineState } : {}),
    properties: { status: finding.status, severity: finding.severity },
  };
}

/** What the baseline had, and nobody finds any more. */
function absentResult(finding: BaselineFinding, indexes: ReadonlyMap<string, number>): Result {
  return {
    ...common(finding, indexes, finding.message, finding.status === 'unknown' ? 'unknown' : 'fail'),
    suppressions: [],
    baselineState: 'absent',
    properties: { status: finding.status, severity: finding.severity },
  };
}

function common(
  finding: BaselineFinding | ReviewFinding,
  indexes: ReadonlyMap<string, number>,
  text: string,
  outcome: 'fail' | 'unknown',
): Result {
  const { rule, severity, address, stack, fingerprint } = finding;
  const ruleIndex = indexes.get(rule);
  const constructPath = 'constructPath' in finding ? finding.constructPath : undefined;
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    // Only what fails has a level; a `review` is for a person to decide.
    ...(outcome === 'fail' ? { kind: 'fail', level: LEVEL[severity] } : { kind: 'review', level: 'none' }),
    // `[text](target)` would be a link; nothing here means one.
    message: { text: text.replaceAll('](', '\\](') },
    locations: [
      {
        ...physical(finding),
        logicalLocations: [
          {
            name: address,
            fullyQualifiedName: stack === undefined ? address : `${stack}:${address}`,
            kind: 'resource',
          },
          ...(constructPath === undefined
            ? []
            : [
                {
                  name: constructPath.replace(/^.*\//, ''),
                  fullyQualifiedName: constructPath,
                  kind: 'object',
                },
              ]),
        ],
      },
    ],
    partialFingerprints: { [FINGERPRINT]: fingerprint },
  };
}

function physical({ file, line }: Place): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(file), uriBaseId: ROOT },
      ...(line === undefined ? {} : { region: { startLine: line } }),
    },
  };
}

/** A path as a relative URI. A lone half of a surrogate pair, which no URI can have, is replaced. */
function relativeUri(file: string): string {
  const uri = file
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split(/[/\\]/)
    .filter((part, index) => part !== '' || index === 0)
    .map(encodeURIComponent)
    .join('/');
  return uri.replace(/^\/+/, '') || '.';
}
