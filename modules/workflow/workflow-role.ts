import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { Statement } from '../core/capability';
import { type AwsLocation, regionalArn } from '../identity/aws-location';
import { canonicalIn } from '../identity/canonical-form';
import { policyDocument } from '../identity/policy-document';
import { mergeStatements } from '../identity/statements';
import {
  EXECUTION_KEY_ACTIONS,
  LOG_DELIVERY_ACTIONS,
  LOG_KEY_ACTIONS,
  WORKFLOW_TRACE_ACTIONS,
} from './actions';

export interface WorkflowRoleProps {
  /** Of the role and of the state machine. */
  readonly name: string;
  readonly location: AwsLocation;
  readonly stateMachineArn: string;
  /** What the states take. */
  readonly tasks: readonly Statement[];
  /** Whether logs are delivered. */
  readonly logging: boolean;
  /** Whether X-Ray traces are written. */
  readonly tracing: boolean;
  /** The key of the execution data. @default an AWS-owned key, of which the role needs nothing */
  readonly executionKeyArn?: string;
  /** @default no boundary */
  readonly permissionsBoundaryArn?: string;
}

/**
 * The role of one state machine, and of no other: Step Functions must act for this account and for this state machine,
 * its versions and the children of its maps. Two inline policies: `platform` is what Step Functions does with the role
 * for itself, `tasks` is what the states take.
 */
export class WorkflowRole extends Construct {
  readonly arn: string;
  /** Step Functions tries them when the state machine is made: it comes after them. */
  readonly policies: readonly IamRolePolicy[];

  constructor(scope: Construct, id: string, props: WorkflowRoleProps) {
    super(scope, id);
    const { name, location, stateMachineArn } = props;
    const role = new IamRole(this, 'role', {
      name,
      description: `Runs the workflow ${name}`,
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicy: policyDocument(this, 'trust', [
        {
          sid: 'ThisWorkflowOfThisAccount',
          actions: ['sts:AssumeRole'],
          principals: [{ type: 'Service', identifiers: ['states.amazonaws.com'] }],
          conditions: [
            { test: 'StringEquals', variable: 'aws:SourceAccount', values: [location.accountId] },
            {
              test: 'ArnLike',
              variable: 'aws:SourceArn',
              values: [stateMachineArn, `${stateMachineArn}:*`, `${stateMachineArn}/*`],
            },
          ],
        },
      ]),
      tags: { Name: name },
    });
    this.arn = role.arn;
    const tasks = mergeStatements(props.tasks, canonicalIn(this));
    this.policies = [['platform', platformStatements(props)] as const, ['tasks', tasks] as const].flatMap(
      ([purpose, statements]) =>
        statements.length === 0
          ? []
          : [
              new IamRolePolicy(this, `${purpose}-policy`, {
                name: `${name}-${purpose}`,
                role: role.name,
                policy: policyDocument(this, purpose, statements),
              }),
            ],
    );
  }
}

function platformStatements(props: WorkflowRoleProps): readonly Statement[] {
  const { location, stateMachineArn, logging, tracing, executionKeyArn } = props;
  const statements: Statement[] = [];
  if (logging) {
    statements.push({
      sid: 'DeliverLogsDeliveriesHaveNoResources',
      actions: LOG_DELIVERY_ACTIONS,
      resources: ['*'],
    });
  }
  if (tracing) {
    statements.push({
      sid: 'WriteTracesXRayHasNoResources',
      actions: WORKFLOW_TRACE_ACTIONS,
      resources: ['*'],
    });
  }
  if (executionKeyArn === undefined) return statements;
  statements.push({
    sid: 'EncryptOwnExecutions',
    actions: EXECUTION_KEY_ACTIONS,
    resources: [executionKeyArn],
    conditions: [
      {
        test: 'StringEquals',
        variable: 'kms:EncryptionContext:aws:states:stateMachineArn',
        values: [stateMachineArn],
      },
    ],
  });
  if (logging) {
    statements.push({
      sid: 'EncryptDeliveredLogs',
      actions: LOG_KEY_ACTIONS,
      resources: [executionKeyArn],
      conditions: [
        {
          test: 'StringEquals',
          variable: 'kms:EncryptionContext:SourceArn',
          values: [regionalArn(location, 'logs', '*')],
        },
      ],
    });
  }
  return statements;
}
