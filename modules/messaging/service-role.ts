import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { Statement } from '../core/capability';
import { Problems } from '../core/errors';
import { policyDocument } from '../identity/policy-document';

export interface ServiceRoleProps {
  /** At most 64 characters. */
  readonly name: string;
  /** What the service does with it. */
  readonly description: string;
  /** Who takes it, such as `scheduler.amazonaws.com`. */
  readonly service: string;
  /** For which resource of the service, and for no other. */
  readonly sourceArn: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** All that it may do. */
  readonly statements: readonly Statement[];
  /** @default no boundary */
  readonly permissionsBoundaryArn?: string;
}

/**
 * A role that an AWS service takes on behalf of one resource: `aws:SourceArn` and `aws:SourceAccount` in the trust keep
 * the service from being talked into it by anybody else (the confused deputy).
 *
 * @throws InvalidInputError for a name that IAM would refuse
 */
export class ServiceRole extends Construct {
  readonly arn: string;
  /** Must be there before the service tries the role. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { name, description, service, sourceArn, accountId, statements } = props;
    const problems = new Problems();
    problems.check(/^[\w+=,.@-]{1,64}$/.test(name), {
      code: 'service-role-name',
      property: 'name',
      received: name,
      allowed: '1 to 64 letters, digits and + = , . @ - _',
      fix: 'Give a shorter roleName.',
    });
    problems.throwIfAny(this.node.path);
    const role = new IamRole(this, 'role', {
      name,
      description,
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicy: policyDocument(this, 'trust', [
        {
          sid: 'OneSourceOfThisAccount',
          actions: ['sts:AssumeRole'],
          principals: [{ type: 'Service', identifiers: [service] }],
          conditions: [
            { test: 'StringEquals', variable: 'aws:SourceAccount', values: [accountId] },
            { test: 'ArnEquals', variable: 'aws:SourceArn', values: [sourceArn] },
          ],
        },
      ]),
      tags: { Name: name },
    });
    this.arn = role.arn;
    this.policy = new IamRolePolicy(this, 'policy', {
      name,
      role: role.name,
      policy: policyDocument(this, 'document', statements),
    });
  }
}
