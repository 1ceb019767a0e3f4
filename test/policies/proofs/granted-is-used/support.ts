import { proveGrantedIsUsed } from '../../../../policies/proofs/granted-is-used/prove-granted-is-used';
import type {
  CodeAtHand,
  GrantedIsUsed,
  RecordedCall,
} from '../../../../policies/proofs/granted-is-used/result';
import { RuleContext } from '../../../../policies/rules/context';
import type { SdkCall, TracedText } from '../../../../policies/sdk/sdk-call';
import { graphOf } from '../../graph/support';

/** A call as the analysis of code gives it. A text with `$` is a variable of the environment, `*` what nobody knows. */
export function call(
  npmPackage: string,
  operation: string,
  input: Readonly<Record<string, string>> = {},
): SdkCall {
  const traced = Object.entries(input).map(([member, text]) => [member, [traceOf(text)]]);
  return {
    package: `@aws-sdk/client-${npmPackage}`,
    operation,
    form: 'command',
    position: { file: 'handler.ts', line: 7, column: 3 },
    input: Object.fromEntries(traced),
  };
}

function traceOf(text: string): TracedText {
  return (text.match(/\$\w+|\*|[^$*]+/g) ?? []).map((part) =>
    part === '*'
      ? { unknown: 'it is made up' }
      : part.startsWith('$')
        ? { env: part.slice(1) }
        : { text: part },
  );
}

export function codeOf(...calls: readonly SdkCall[]): CodeAtHand {
  return { calls: { calls, unresolved: [], variables: [] } };
}

const PROVIDER = `
  provider "aws" {
    region              = "eu-central-1"
    allowed_account_ids = ["123456789012"]
  }`;

export interface System {
  /** Statements of the role's only policy, in the syntax of a policy document's data source. */
  readonly statements?: string;
  /** Further arguments of the function. */
  readonly lambda?: string;
  /** Further arguments of the role. */
  readonly role?: string;
  /** Further resources. */
  readonly others?: string;
}

const LOGS = `
  statement {
    sid       = "Logs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/f:*"]
  }`;

/** One function with its role. It may write its log: every function does. */
export function system({ statements = '', lambda = '', role = '', others = '' }: System): string {
  return `${PROVIDER}
    data "aws_iam_policy_document" "grants" {
      ${LOGS}
      ${statements}
    }
    resource "aws_cloudwatch_log_group" "logs" { name = "/aws/lambda/f" }
    resource "aws_iam_role" "role" {
      name               = "f"
      assume_role_policy = "{}"
      ${role}
    }
    resource "aws_iam_role_policy" "grants" {
      role   = aws_iam_role.role.name
      policy = data.aws_iam_policy_document.grants.json
    }
    resource "aws_lambda_function" "f" {
      function_name = "f"
      role          = aws_iam_role.role.arn
      ${lambda}
    }
    ${others}`;
}

export async function prove(
  configuration: string,
  code: CodeAtHand = codeOf(),
  recorded: readonly RecordedCall[] = [],
): Promise<GrantedIsUsed> {
  return proveGrantedIsUsed(new RuleContext(await graphOf(configuration)), () => code, recorded);
}

/** `fail proof-granted-is-used data.aws_iam_policy_document.grants: …`. */
export function shown({ findings }: GrantedIsUsed): readonly string[] {
  return findings.map(
    ({ criterion, resource, outcome }) =>
      `${outcome.status} ${criterion.id} ${resource.address}: ${outcome.message}`,
  );
}

export function statement(sid: string, actions: readonly string[], resources: string, rest = ''): string {
  return `
    statement {
      sid       = "${sid}"
      actions   = ${JSON.stringify(actions)}
      resources = [${resources}]
      ${rest}
    }`;
}
