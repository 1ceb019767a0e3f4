import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { Statement } from '../core/capability';
import { InvalidInputError, Problems } from '../core/errors';
import {
  ENI_ACTIONS,
  ENVIRONMENT_DECRYPTION_ACTIONS,
  LOG_WRITING_ACTIONS,
  TRACE_WRITING_ACTIONS,
} from './actions';
import { canonicalIn } from './canonical-form';
import { type PolicyStatement, policyDocument, toBlock } from './policy-document';
import { MAX_INLINE_POLICY_CHARACTERS, policyCharacters } from './policy-size';
import { checkStatements, mergeStatements } from './statements';

export interface FunctionRoleProps {
  /** The role's name, at most 64 characters. */
  readonly name: string;
  /** The function that the role is for, without a version or alias. */
  readonly functionArn: string;
  /** Twelve digits. Only this account's Lambda may take the role. */
  readonly accountId: string;
  /** The function's own log group, without the final `:*`. */
  readonly logGroupArn: string;
  /** The key of the environment variables. @default none is granted: Lambda's own grant on the key is relied on */
  readonly environmentKeyArn?: string;
  /** Whether the function writes X-Ray traces. @default true */
  readonly tracing?: boolean;
  /** @default no boundary */
  readonly permissionsBoundaryArn?: string;
  /**
   * What Lambda must prove to take the role. `account`: that it acts for this account. `function`: also that it acts
   * for this function (`aws:SourceArn`); see the class for why that is not the default.
   *
   * @default 'account'
   */
  readonly trust?: 'account' | 'function';
  /** What the function is for. @default 'Execution role of <name>' */
  readonly description?: string;
}

/**
 * The execution role of one function, and of no other.
 *
 * **Trust.** Only `lambda.amazonaws.com`, only with `aws:SourceAccount` of this account. That closes the confused
 * deputy: a role cannot be passed across accounts, and within the account `iam:PassRole` decides who may attach it.
 * `aws:SourceArn` of the function would bind the role closer. Lambda's developer guide does not document that it sends
 * this key when it takes an execution role: it speaks of the key for policies whose *target* is a function, and of
 * `lambda:SourceFunctionArn` for what the function then does. Deployments in the field use it, so `trust: 'function'`
 * is offered for accounts that have tried it; a missing key would stop every function ("The role defined for the
 * function cannot be assumed by Lambda"), so it is not the default.
 *
 * **Policies.** Two inline ones, never a managed one: `platform` is what Lambda itself does with the role, `grants` is
 * what the code may do, made from the capabilities that the function accepted. Network interfaces are Lambda's business:
 * the function's own code is denied what the role has to allow for them.
 *
 * @throws InvalidInputError for a name, ARN or statement that IAM would refuse, and, when the app is validated, for more
 * than 10,240 characters of inline policies
 */
export class FunctionRole extends Construct {
  readonly arn: string;
  readonly name: string;
  /** Holds the ENI permissions: it has to last until Lambda has removed the function's network interfaces. */
  readonly platformPolicy: IamRolePolicy;
  private readonly role: IamRole;
  private readonly platform: readonly PolicyStatement[];
  private readonly attached: IamRolePolicy[] = [];
  private granted: readonly Statement[] = [];
  private grants?: DataAwsIamPolicyDocument;

  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    super(scope, id);
    checkProps(this.node.path, props);
    const { name, description = `Execution role of ${name}`, permissionsBoundaryArn } = props;
    this.role = new IamRole(this, 'role', {
      name,
      description,
      permissionsBoundary: permissionsBoundaryArn,
      assumeRolePolicy: policyDocument(this, 'trust', [trustStatement(props)]),
      tags: { Name: name },
    });
    this.arn = this.role.arn;
    this.name = name;
    this.platform = platformStatements(props);
    this.platformPolicy = this.attach('platform', policyDocument(this, 'platform', this.platform));
    this.node.addValidation({ validate: () => this.sizeProblems() });
  }

  /**
   * The inline policies, which a function depends on: it must not run before it may do what it does, and Terraform
   * destroys it before them.
   */
  get policies(): readonly IamRolePolicy[] {
    return this.attached;
  }

  /** What the function's code may do, in the order in which it is written. */
  get grantedStatements(): readonly Statement[] {
    return this.granted;
  }

  /**
   * Allows the function's code what the statements say. May be called at any time before synthesis: the policy document
   * is written anew, merged and sorted, so the order of the calls does not show in it.
   *
   * @param title names the origin in an error
   * @throws InvalidInputError for a wildcard in an action, an empty list, or an id that IAM refuses
   */
  allow(statements: readonly Statement[], title = 'statements'): void {
    const problems = new Problems();
    checkStatements(problems, title, statements);
    problems.throwIfAny(this.node.path);
    if (statements.length === 0) return;
    this.granted = mergeStatements([...this.granted, ...statements], canonicalIn(this));
    const blocks = this.granted.map(toBlock);
    if (this.grants) {
      this.grants.putStatement(blocks);
    } else {
      this.grants = new DataAwsIamPolicyDocument(this, 'grants', { statement: blocks });
      this.attach('grants', this.grants.json);
    }
  }

  private attach(purpose: string, policy: string): IamRolePolicy {
    const props = { name: `${this.name}-${purpose}`, role: this.role.name, policy };
    const attached = new IamRolePolicy(this, `${purpose}-policy`, props);
    this.attached.push(attached);
    return attached;
  }

  private sizeProblems(): string[] {
    const canonical = canonicalIn(this);
    const characters = policyCharacters(this.platform, canonical) + policyCharacters(this.granted, canonical);
    if (characters <= MAX_INLINE_POLICY_CHARACTERS) return [];
    const problem = {
      code: 'role-policy-size',
      property: 'policies',
      received: characters,
      allowed: `at most ${MAX_INLINE_POLICY_CHARACTERS} characters in all inline policies of a role (estimated)`,
      fix: 'Split the function: it uses too many resources for one role.',
    };
    return [new InvalidInputError(this.node.path, [problem]).message];
  }
}

function trustStatement({ accountId, functionArn, trust = 'account' }: FunctionRoleProps): PolicyStatement {
  const account = { test: 'StringEquals', variable: 'aws:SourceAccount', values: [accountId] };
  const source = { test: 'ArnLike', variable: 'aws:SourceArn', values: [functionArn] };
  return {
    sid: 'LambdaOfThisAccount',
    actions: ['sts:AssumeRole'],
    principals: [{ type: 'Service', identifiers: ['lambda.amazonaws.com'] }],
    conditions: trust === 'function' ? [account, source] : [account],
  };
}

function platformStatements(props: FunctionRoleProps): readonly PolicyStatement[] {
  const { functionArn, logGroupArn, environmentKeyArn, tracing = true } = props;
  const statements: PolicyStatement[] = [
    { sid: 'LambdaManagesEnisOfUnknownIds', actions: ENI_ACTIONS, resources: ['*'] },
    {
      sid: 'CodeMayNotManageEnis',
      effect: 'Deny',
      actions: ENI_ACTIONS,
      resources: ['*'],
      conditions: [{ test: 'ArnEquals', variable: 'lambda:SourceFunctionArn', values: [functionArn] }],
    },
    { sid: 'WriteOwnLogGroup', actions: LOG_WRITING_ACTIONS, resources: [`${logGroupArn}:*`] },
  ];
  if (tracing) {
    statements.push({
      sid: 'WriteTracesXRayHasNoResources',
      actions: TRACE_WRITING_ACTIONS,
      resources: ['*'],
    });
  }
  if (environmentKeyArn !== undefined) statements.push(environmentStatement(environmentKeyArn, functionArn));
  return statements;
}

/**
 * Lambda makes a grant on the key for the role when the function is created; a grant names the role's unique id, so a
 * role that was created anew under its old name would leave the function unable to start. This statement holds by name,
 * and for this function's variables only.
 */
function environmentStatement(keyArn: string, functionArn: string): PolicyStatement {
  return {
    sid: 'DecryptOwnEnvironment',
    actions: ENVIRONMENT_DECRYPTION_ACTIONS,
    resources: [keyArn],
    conditions: [
      {
        test: 'StringEquals',
        variable: 'kms:EncryptionContext:aws:lambda:FunctionArn',
        values: [functionArn],
      },
    ],
  };
}

function checkProps(path: string, { name, permissionsBoundaryArn }: FunctionRoleProps): void {
  const problems = new Problems();
  problems.check(/^[\w+=,.@-]{1,64}$/.test(name), {
    code: 'role-name',
    property: 'name',
    received: name,
    allowed: '1 to 64 letters, digits and + = , . @ - _',
    fix: 'Shorten the prefix of the environment or the name of the function.',
  });
  problems.check(permissionsBoundaryArn === undefined || permissionsBoundaryArn.length > 0, {
    code: 'role-permissions-boundary',
    property: 'permissionsBoundaryArn',
    received: permissionsBoundaryArn,
    allowed: 'the ARN of a managed policy, or nothing',
    fix: 'Leave the property out for no boundary.',
  });
  problems.throwIfAny(path);
}
