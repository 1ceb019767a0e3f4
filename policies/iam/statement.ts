import { resourceArnTest } from './arn-pattern';
import { type ConditionTest, conditionTest } from './condition';
import type { PatternList, PolicyDocument, Statement } from './document';
import type { Condition } from './document-condition';
import { globOf, globTest } from './glob';
import { matchPrincipal, type PrincipalMatch } from './principal-match';
import type { PreparedRequest } from './request';
import { both, every, isUnknown, not, some, type Truth, type Unknown } from './truth';

/** Points at a statement, for a trace and for a finding. */
export interface StatementReference {
  readonly policy: string;
  /** Zero-based position in the policy. */
  readonly statement: number;
  readonly sid?: string;
}

type RequestTest = (request: PreparedRequest) => Truth;

/** A statement whose patterns are compiled: made once, asked often. */
export class CompiledStatement {
  readonly reference: StatementReference;
  readonly matchesAction: RequestTest;
  readonly matchesResource: RequestTest;
  readonly conditions: readonly ConditionTest[];

  constructor(
    readonly source: Statement,
    version: PolicyDocument['version'],
    policy: string,
  ) {
    const { index, sid } = source;
    this.reference = { policy, statement: index, ...(sid === undefined ? {} : { sid }) };
    const variables = version !== '2008-10-17';
    const doubtful = isUnknown(version) ? version : undefined;
    this.matchesAction = listTest(source.action, undefined, actionTest);
    this.matchesResource =
      source.resource === undefined
        ? () => true
        : listTest(source.resource, doubtful, (text) =>
            resourceTest(text, variables, source.resource?.negated === true ? 'unknown' : false),
          );
    this.conditions = isUnknown(source.conditions)
      ? [() => 'unknown']
      : source.conditions.map((condition) => conditionTest(withoutDoubt(condition, doubtful), variables));
  }

  /** Whether action, resource and conditions match: all but the principal and the effect. */
  applies(request: PreparedRequest): Truth {
    const action = this.matchesAction(request);
    if (action === false) {
      return false;
    }
    const target = both(action, this.matchesResource(request));
    return target === false || this.conditions.length === 0
      ? target
      : both(target, this.matchesConditions(request));
  }

  matchesConditions(request: PreparedRequest): Truth {
    return every(this.conditions, (test) => test(request));
  }

  /** Nothing where the kind of policy has no principal. */
  principal(request: PreparedRequest, bounded: boolean): PrincipalMatch | undefined {
    const element = this.source.principal;
    return element === undefined
      ? undefined
      : matchPrincipal(element, request.principal, this.source.effect === 'Deny', bounded);
  }
}

/** @param doubtful why the language's version is not known: then `${…}` may be a variable or plain text */
function listTest(
  list: PatternList,
  doubtful: Unknown | undefined,
  compile: (text: string) => RequestTest,
): RequestTest {
  if (isUnknown(list.patterns)) {
    return () => 'unknown';
  }
  const tests = list.patterns.map((pattern) => {
    const read = unlessDoubtful(pattern, doubtful);
    return isUnknown(read) ? (): Truth => 'unknown' : compile(read);
  });
  const [only] = tests;
  const any: RequestTest =
    tests.length === 1 && only !== undefined ? only : (request) => some(tests, (test) => test(request));
  return list.negated ? (request) => not(any(request)) : any;
}

function unlessDoubtful(text: string | Unknown, doubtful: Unknown | undefined): string | Unknown {
  return doubtful !== undefined && !isUnknown(text) && text.includes('${') ? doubtful : text;
}

function withoutDoubt(condition: Condition, doubtful: Unknown | undefined): Condition {
  return doubtful === undefined || isUnknown(condition.values)
    ? condition
    : { ...condition, values: condition.values.map((value) => unlessDoubtful(value, doubtful)) };
}

function actionTest(pattern: string): RequestTest {
  const test = globTest(globOf(pattern.toLowerCase()));
  return (request) => test(request.action);
}

/**
 * @param absent the answer when a variable has no value. In `NotResource` AWS documents two: such a resource "will not
 * match any resource", and the variable "might cause the entire statement to be invalid"
 */
function resourceTest(pattern: string, variables: boolean, absent: Truth): RequestTest {
  if (/^\*+$/.test(pattern)) {
    return () => true;
  }
  // An API's resource policy may leave out what AWS fills in when it is saved.
  const full = pattern.startsWith('execute-api:/')
    ? pattern.replace('execute-api:/', 'arn:*:execute-api:*:*:*/')
    : pattern;
  const test = resourceArnTest(full, variables, absent);
  if (test === undefined) {
    return () => 'unknown';
  }
  return (request) => (request.arn === undefined ? 'unknown' : test(request.arn, request));
}
