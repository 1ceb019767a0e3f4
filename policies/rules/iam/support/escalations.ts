/** A way in which an identity gets permissions that nobody gave it. */
export interface Escalation {
  /** What happens, as in "it can …". */
  readonly how: string;
  /** All of them are needed; of a list, one. */
  readonly needs: readonly (string | readonly string[])[];
  /** It works on the identity itself, or on a policy that it has: then a single ARN is enough. */
  readonly onItself?: boolean;
}

const STARTS_A_FUNCTION = [
  'lambda:InvokeFunction',
  'lambda:CreateEventSourceMapping',
  'lambda:AddPermission',
  'lambda:CreateFunctionUrlConfig',
];

function pass(service: string, ...needs: Escalation['needs']): Escalation {
  return { how: `run ${service} with any role`, needs: ['iam:PassRole', ...needs] };
}

/**
 * After the published research: Rhino Security Labs' list of 2018 and its continuation at pathfinding.cloud. Each entry
 * names only actions that are needed.
 */
export const ESCALATIONS: readonly Escalation[] = [
  { how: 'make keys for another user', needs: ['iam:CreateAccessKey'] },
  { how: 'give another user a password', needs: [['iam:CreateLoginProfile', 'iam:UpdateLoginProfile']] },
  { how: 'join any group', needs: ['iam:AddUserToGroup'] },
  { how: 'rewrite a policy that it has', needs: ['iam:CreatePolicyVersion'], onItself: true },
  { how: 'go back to an older version of a policy', needs: ['iam:SetDefaultPolicyVersion'], onItself: true },
  {
    how: 'attach any policy to itself',
    needs: [['iam:AttachUserPolicy', 'iam:AttachGroupPolicy', 'iam:AttachRolePolicy']],
    onItself: true,
  },
  {
    how: 'write any policy into itself',
    needs: [['iam:PutUserPolicy', 'iam:PutGroupPolicy', 'iam:PutRolePolicy']],
    onItself: true,
  },
  { how: 'let itself assume any role', needs: ['iam:UpdateAssumeRolePolicy'] },
  {
    how: 'remove the boundary that limits it',
    needs: [['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary']],
    onItself: true,
  },
  { how: 'assume any role that trusts the account', needs: ['sts:AssumeRole'] },
  pass('an instance', ['ec2:RunInstances', 'ec2:RequestSpotInstances', 'ec2:RequestSpotFleet']),
  { how: 'give an instance any role', needs: ['iam:PassRole', 'ec2:AssociateIamInstanceProfile'] },
  pass('a function', 'lambda:CreateFunction', STARTS_A_FUNCTION),
  pass('a stack of CloudFormation', ['cloudformation:CreateStack', 'cloudformation:UpdateStack']),
  pass('a stack set of CloudFormation', [
    'cloudformation:UpdateStackSet',
    'cloudformation:CreateStackInstances',
  ]),
  pass('a development endpoint of Glue', 'glue:CreateDevEndpoint'),
  pass('a job of Glue', ['glue:CreateJob', 'glue:UpdateJob'], ['glue:StartJobRun', 'glue:CreateTrigger']),
  pass('a data pipeline', 'datapipeline:CreatePipeline'),
  pass('a build of CodeBuild', 'codebuild:CreateProject', [
    'codebuild:StartBuild',
    'codebuild:StartBuildBatch',
  ]),
  pass('a notebook or a job of SageMaker', [
    'sagemaker:CreateNotebookInstance',
    'sagemaker:CreateTrainingJob',
    'sagemaker:CreateProcessingJob',
  ]),
  pass('a task of ECS', 'ecs:RegisterTaskDefinition', ['ecs:RunTask', 'ecs:StartTask', 'ecs:CreateService']),
  pass('a state machine', 'states:CreateStateMachine', 'states:StartExecution'),
  pass('a service of App Runner', 'apprunner:CreateService'),
  pass('a schedule', 'scheduler:CreateSchedule'),
  pass('an automation of Systems Manager', 'ssm:StartAutomationExecution'),
  pass('a code interpreter of Bedrock', 'bedrock-agentcore:CreateCodeInterpreter'),
  { how: 'replace the code of any function', needs: ['lambda:UpdateFunctionCode'] },
  { how: 'put a layer of its own into any function', needs: ['lambda:UpdateFunctionConfiguration'] },
  { how: 'take over a development endpoint of Glue', needs: ['glue:UpdateDevEndpoint'] },
  {
    how: 'change a stack with the role that it has',
    needs: ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'],
  },
  {
    how: 'change what an instance runs when it starts',
    needs: ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'],
  },
  {
    how: 'change what a launch template starts',
    needs: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
  },
  { how: 'log in to any instance', needs: ['ec2-instance-connect:SendSSHPublicKey'] },
  { how: 'run commands on any instance', needs: [['ssm:SendCommand', 'ssm:StartSession']] },
  { how: 'run commands in any task of ECS', needs: ['ecs:ExecuteCommand', 'ecs:DescribeTasks'] },
  { how: 'open any notebook of SageMaker', needs: ['sagemaker:CreatePresignedNotebookInstanceUrl'] },
  { how: 'change what a pipeline builds', needs: ['codebuild:UpdateProject', 'codebuild:StartBuild'] },
];
