import type { ProofViolation, Prover } from '../../report/proof';
import type { RuleContext } from '../../rules/context';
import { fail, unknown } from '../../rules/outcome';
import type { Ask, Delivery } from './ask';
import { AskJudge, type AskVerdict, type Lacking } from './ask-judge';
import { ADMISSION_NOT_USED, DELIVERY_NOT_PERMITTED } from './criteria';
import { type Deliveries, deliveries } from './deliveries';
import { type Answer, unusedAdmissions } from './unused-admissions';

interface Judged {
  readonly deliveries: Deliveries;
  readonly answers: readonly (Answer & { readonly delivery: Delivery })[];
}

/**
 * The proof that what is configured to be delivered may be, and that nobody is admitted for nothing. For our own system:
 * of other people's Terraform the part that is at hand may well be admitted by one that is not.
 */
export const deliveryProvers: readonly Prover[] = [
  {
    criterion: DELIVERY_NOT_PERMITTED,
    prove: (context) => {
      const { deliveries: found, answers } = context.derive(judged);
      return {
        scope: `${answers.length} permissions of ${found.all.length} deliveries`,
        violations: answers.flatMap(({ delivery, ask, verdict }) => violation(delivery, ask, verdict)),
      };
    },
  },
  {
    criterion: ADMISSION_NOT_USED,
    prove: (context) => {
      const { deliveries: found, answers } = context.derive(judged);
      return {
        scope: `the service principals of queues, topics, keys and functions, and ${found.roles.size} roles of services`,
        violations: unusedAdmissions(context, found, answers),
      };
    },
  },
];

function judged(context: RuleContext): Judged {
  const found = context.derive(deliveries);
  const judge = new AskJudge(context);
  const answers = found.all.flatMap((delivery) =>
    delivery.asks.map((ask) => ({ delivery, ask, verdict: judge.of(ask) })),
  );
  return { deliveries: found, answers };
}

const WHOSE: Readonly<Record<Lacking, string>> = {
  role: 'no statement of the role allows it',
  boundary: 'the permissions boundary of the role does not allow it',
  'resource policy': 'the policy of the resource does not allow it',
  'key policy': 'the policy of the key does not allow it',
  permission: 'no aws_lambda_permission of the function allows it',
  'endpoint policy': 'the policy of the VPC endpoint does not let it through',
  'a denial': 'a statement denies it',
};

function violation(
  { subject, path, what }: Delivery,
  ask: Ask,
  { allowed, lacking = 'resource policy' }: AskVerdict,
): readonly ProofViolation[] {
  if (allowed === true || ask.optional) return [];
  const request = `${whoText(ask)} has to be allowed ${ask.action} on ${resourceText(ask)}`;
  // What is missing is part of the place: of several that one delivery lacks, each is a finding of its own.
  const at = `${path}.${ask.action}`;
  const counterExample = [
    `${whoText(ask)} asks for ${ask.action} on ${resourceText(ask)}`,
    ...(ask.sources ?? []).slice(-1).map((source) => `for ${source}`),
    WHOSE[lacking],
    `the smallest change: ${mend(ask, lacking)}`,
  ];
  if (allowed === 'unknown') {
    const why = `whether it is depends on what is not known before the apply (${lacking})`;
    return [{ subject, outcome: unknown(`${what}, for which ${request}`, why, at), counterExample }];
  }
  const message = `${what}, for which ${request}, and ${WHOSE[lacking]}. The smallest change: ${mend(ask, lacking)}`;
  return [{ subject, outcome: fail(message, at), counterExample }];
}

/** The statement that is missing, as it would be written. */
function mend(ask: Ask, lacking: Lacking): string {
  const { by, action, sources = [] } = ask;
  const source = sources[sources.length - 1];
  if (lacking === 'a denial') return 'let the Deny leave out this request';
  if (lacking === 'permission' && by.kind === 'service') {
    const qualifier = ask.qualifier === undefined ? '' : `, qualifier = "${ask.qualifier}"`;
    return `an aws_lambda_permission with principal = "${by.service}"${qualifier}${source === undefined ? '' : `, source_arn = "${source}"`}`;
  }
  const isOfKey = lacking === 'key policy';
  const statement = {
    Effect: 'Allow',
    ...(lacking === 'role' || lacking === 'boundary' ? {} : { Principal: principalOf(by) }),
    Action: action,
    Resource: isOfKey ? '*' : resourceText(ask),
    ...(by.kind === 'service' && source !== undefined
      ? { Condition: { ArnEquals: { 'aws:SourceArn': source } } }
      : {}),
  };
  return JSON.stringify(statement);
}

function principalOf(by: Ask['by']): unknown {
  if (by.kind === 'service') return { Service: by.service };
  return { AWS: by.kind === 'role' ? by.role.arn : 'arn:aws:iam::<account>:root' };
}

function whoText({ by, context }: Ask): string {
  const via = context['kms:ViaService'];
  const through = typeof via === 'string' ? `, through ${via},` : '';
  if (by.kind === 'service') return by.service;
  return by.kind === 'role' ? `the role ${by.role.name}${through}` : `whoever applies${through}`;
}

function resourceText({ resource, target }: Ask): string {
  return resource.includes('tf~') && target ? `${target.address}.arn` : resource;
}
