import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { InvalidInputError, Problems } from '../core/errors';
import { pascalCase } from '../core/naming';
import { canonicalIn } from '../identity/canonical-form';
import { type PolicyStatement, toBlock } from '../identity/policy-document';
import type { CanonicalForm } from '../identity/statements';

/** An AWS service that sends on behalf of one of its resources. */
export interface ServiceSender {
  /** A service principal, such as `events.amazonaws.com`. */
  readonly service: string;
  /** The rule, topic or bus in whose name it sends; a family of names may end in `-*`. */
  readonly sourceArn: string;
}

/** What the policy is for. */
export interface SenderPolicyProps {
  /** `queue` or `topic`: the beginning of the error codes. */
  readonly kind: string;
  /** The denial of connections without TLS. */
  readonly tlsOnly: PolicyStatement;
  /** What an admitted service may do. */
  readonly actions: readonly string[];
  readonly resourceArn: string;
  readonly senders: readonly ServiceSender[];
}

/**
 * The policy of a queue or a topic: closed to connections without TLS, open to AWS services for named sources of theirs
 * (`aws:SourceArn`), which keeps a service from being talked into sending for somebody else. Identities of the account
 * need no statement in it; they need a grant.
 *
 * Grows until synthesis, so that whoever delivers to the queue or topic can have itself admitted.
 */
export class SenderPolicy {
  private readonly document: DataAwsIamPolicyDocument;
  private readonly admitted: ServiceSender[] = [];

  constructor(
    private readonly scope: Construct,
    id: string,
    private readonly props: SenderPolicyProps,
  ) {
    this.document = new DataAwsIamPolicyDocument(scope, id, { statement: [] });
    this.add(props.senders);
  }

  /** The reference to the policy's JSON. */
  get json(): string {
    return this.document.json;
  }

  /** In the order in which they were admitted. */
  get senders(): readonly ServiceSender[] {
    return this.admitted;
  }

  /** Admits the sender, unless it is already. @throws InvalidInputError for a service or source that is none */
  admit(sender: ServiceSender): void {
    const problems = new Problems();
    checkSenders(problems, this.props.kind, [sender]);
    problems.throwIfAny(this.scope.node.path);
    this.add([sender]);
  }

  private add(senders: readonly ServiceSender[]): void {
    const canonical = canonicalIn(this.scope);
    for (const sender of senders) {
      const known = this.admitted.some(
        ({ service, sourceArn }) =>
          service === sender.service && canonical(sourceArn) === canonical(sender.sourceArn),
      );
      if (!known) this.admitted.push(sender);
    }
    const statements = [this.props.tlsOnly, ...admissions(this.admitted, this.props, canonical)];
    this.document.putStatement(statements.map(toBlock));
  }
}

/** Records each sender that is no AWS service with one source. */
export function checkSenders(problems: Problems, kind: string, senders: readonly ServiceSender[]): void {
  senders.forEach(({ service, sourceArn }, index) => {
    problems.check(/^[a-z0-9.-]+\.amazonaws\.com$/.test(service), {
      code: `${kind}-sender`,
      property: `senders[${index}].service`,
      received: service,
      allowed: 'a service principal, such as events.amazonaws.com',
      fix: 'Give identities a grant; senders are AWS services.',
    });
    problems.check(sourceArn.length > 0 && (Token.isUnresolved(sourceArn) || isNarrow(sourceArn)), {
      code: `${kind}-sender-source`,
      property: `senders[${index}].sourceArn`,
      received: sourceArn,
      allowed: 'the ARN of one resource, or of those of this account whose name begins with a word and `-`',
      fix: 'Name the rule, topic or bus: without it, the service would send for any of its customers.',
    });
  });
}

/** Of one resource, or of a family of one account (`alarm:deposits-dev-*`): a hundred alarms fill a policy. */
function isNarrow(arn: string): boolean {
  return !/[*?]/.test(arn.replace(/(:\d{12}:[A-Za-z0-9_/:-]{3,}-)\*$/, '$1'));
}

/**
 * For what another stack made: its policy cannot be changed here, only looked at.
 *
 * @throws InvalidInputError unless the sender is among those that the policy admits
 */
export function requireAdmitted(
  path: string,
  kind: string,
  admitted: readonly ServiceSender[],
  sender: ServiceSender,
): void {
  const known = admitted.some(
    ({ service, sourceArn }) => service === sender.service && sourceArn === sender.sourceArn,
  );
  if (known) return;
  throw new InvalidInputError(path, [
    {
      code: `${kind}-not-admitted`,
      property: 'senders',
      received: sender,
      allowed: 'a sender that the stack of origin admits, its ARN given as a plain string there and here',
      fix: `Name it among the senders of the ${kind} where that is made; the ARN follows from names (EventRule.arnOf, Topic.arnOf).`,
    },
  ]);
}

/** One statement a service, over all of its sources. */
function admissions(
  senders: readonly ServiceSender[],
  { actions, resourceArn }: SenderPolicyProps,
  canonical: CanonicalForm,
): readonly PolicyStatement[] {
  const services = [...new Set(senders.map((sender) => sender.service))].sort();
  return services.map((service) => ({
    sid: `Admit${pascalCase(service.replace(/\.amazonaws\.com$/, ''))}`,
    actions,
    resources: [resourceArn],
    principals: [{ type: 'Service', identifiers: [service] }],
    conditions: [
      {
        test: 'ArnEquals',
        variable: 'aws:SourceArn',
        values: senders
          .filter((sender) => sender.service === service)
          .map(({ sourceArn }) => ({ sourceArn, form: canonical(sourceArn) }))
          .sort((a, b) => (a.form < b.form ? -1 : 1))
          .map(({ sourceArn }) => sourceArn),
      },
    ],
  }));
}
