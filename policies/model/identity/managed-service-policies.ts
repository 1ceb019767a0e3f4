import { allow, any, approximately, type ManagedPolicy, on, passTo, policy } from './managed-policy';

const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** What a function in a VPC needs of EC2: the statement of AWSLambdaVPCAccessExecutionRole since 2023. */
const networkInterfaces = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** Those for Lambda, containers, instances and what integrates them. */
export const SERVICE_POLICIES: Readonly<Record<string, ManagedPolicy>> = {
  AWSLambda_FullAccess: approximately(
    'the reading of other services is cut',
    allow(
      'lambda:*',
      'cloudformation:Describe*',
      'cloudwatch:ListMetrics',
      'ec2:Describe*',
      'iam:Get*Policy*',
    ),
    allow('iam:GetRole', 'iam:List*Policies', 'iam:ListRoles', 'kms:ListAliases', 'logs:DescribeLogGroups'),
    passTo(any, ['lambda.amazonaws.com']),
  ),
  AWSLambda_ReadOnlyAccess: approximately(
    'the reading of other services is cut',
    allow('lambda:Get*', 'lambda:List*', 'lambda:ListTags', 'iam:ListRoles', 'logs:DescribeLogGroups'),
  ),
  AWSLambdaExecute: policy(
    on(['arn:aws:logs:*:*:*'], 'logs:*'),
    on(['arn:aws:s3:::*'], 's3:GetObject', 's3:PutObject'),
  ),
  AWSLambdaInvocation_DynamoDB: policy(
    allow('lambda:InvokeFunction'),
    allow(
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ),
  ),
  'service-role/AWSLambdaBasicExecutionRole': policy(allow(...logs)),
  'service-role/AWSLambdaVPCAccessExecutionRole': policy(allow(...logs, ...networkInterfaces)),
  'service-role/AWSLambdaENIManagementAccess': policy(
    allow(
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ),
  ),
  'service-role/AWSLambdaSQSQueueExecutionRole': policy(
    allow('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...logs),
  ),
  'service-role/AWSLambdaKinesisExecutionRole': policy(
    allow(
      'kinesis:DescribeStream',
      'kinesis:DescribeStreamSummary',
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:ListShards',
      'kinesis:ListStreams',
      'kinesis:SubscribeToShard',
      ...logs,
    ),
  ),
  'service-role/AWSLambdaDynamoDBExecutionRole': policy(
    allow(
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      ...logs,
    ),
  ),
  'service-role/AWSLambdaMSKExecutionRole': policy(
    allow(
      'kafka:DescribeCluster',
      'kafka:DescribeClusterV2',
      'kafka:GetBootstrapBrokers',
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeVpcs',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeSubnets',
      'ec2:DescribeSecurityGroups',
      ...logs,
    ),
  ),
  'service-role/AWSLambdaRole': policy(allow('lambda:InvokeFunction')),
  AWSXRayDaemonWriteAccess: policy(
    allow(
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ),
  ),
  AWSXrayWriteOnlyAccess: policy(
    allow(
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ),
  ),
  AWSXrayFullAccess: policy(allow('xray:*')),
  CloudWatchFullAccess: approximately(
    'the reading of other services is cut',
    allow('autoscaling:Describe*', 'cloudwatch:*', 'logs:*', 'sns:*', 'oam:ListSinks'),
  ),
  CloudWatchFullAccessV2: approximately(
    'the reading of other services is cut',
    allow('cloudwatch:*', 'logs:*', 'sns:CreateTopic', 'sns:ListTopics', 'sns:Subscribe', 'rum:*', 'xray:*'),
  ),
  CloudWatchReadOnlyAccess: approximately(
    'the reading of other services is cut',
    allow('cloudwatch:Describe*', 'cloudwatch:Get*', 'cloudwatch:List*', 'logs:Get*', 'logs:List*'),
    allow('logs:Describe*', 'logs:FilterLogEvents', 'logs:StartQuery', 'logs:StopQuery', 'sns:Get*'),
  ),
  CloudWatchLogsFullAccess: policy(allow('logs:*', 'cloudwatch:GenerateQuery')),
  CloudWatchAgentServerPolicy: policy(
    allow(
      'cloudwatch:PutMetricData',
      'ec2:DescribeVolumes',
      'ec2:DescribeTags',
      'logs:PutLogEvents',
      'logs:PutRetentionPolicy',
      'logs:DescribeLogStreams',
      'logs:DescribeLogGroups',
      'logs:CreateLogStream',
      'logs:CreateLogGroup',
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ),
    on(['arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*'], 'ssm:GetParameter'),
  ),
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': policy(
    allow(
      ...logs,
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:GetLogEvents',
      'logs:FilterLogEvents',
    ),
  ),
  'service-role/AmazonRDSEnhancedMonitoringRole': policy(
    on(['arn:aws:logs:*:*:log-group:RDS*'], 'logs:CreateLogGroup', 'logs:PutRetentionPolicy'),
    on(
      ['arn:aws:logs:*:*:log-group:RDS*:log-stream:*'],
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'logs:DescribeLogStreams',
      'logs:GetLogEvents',
    ),
  ),
  'service-role/AmazonECSTaskExecutionRolePolicy': policy(
    allow(
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:BatchGetImage',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ),
  ),
  AmazonEC2ContainerRegistryReadOnly: approximately(
    'the describing actions are grouped',
    allow(
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:BatchGetImage',
    ),
    allow('ecr:Get*', 'ecr:Describe*', 'ecr:List*'),
  ),
  AmazonEC2ContainerRegistryPowerUser: approximately(
    'the describing actions are grouped',
    allow('ecr:Get*', 'ecr:Describe*', 'ecr:List*', 'ecr:Batch*', 'ecr:InitiateLayerUpload'),
    allow('ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage'),
  ),
  AmazonSSMManagedInstanceCore: policy(
    allow(
      'ssm:DescribeAssociation',
      'ssm:GetDeployablePatchSnapshotForInstance',
      'ssm:GetDocument',
      'ssm:DescribeDocument',
      'ssm:GetManifest',
      'ssm:GetParameter',
      'ssm:GetParameters',
      'ssm:ListAssociations',
      'ssm:ListInstanceAssociations',
      'ssm:PutInventory',
      'ssm:PutComplianceItems',
      'ssm:PutConfigurePackageResult',
      'ssm:UpdateAssociationStatus',
      'ssm:UpdateInstanceAssociationStatus',
      'ssm:UpdateInstanceInformation',
    ),
    allow(
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ),
    allow(
      'ec2messages:AcknowledgeMessage',
      'ec2messages:DeleteMessage',
      'ec2messages:FailMessage',
      'ec2messages:GetEndpoint',
      'ec2messages:GetMessages',
      'ec2messages:SendReply',
    ),
  ),
  AmazonSSMReadOnlyAccess: policy(allow('ssm:Describe*', 'ssm:Get*', 'ssm:List*')),
  AmazonSSMFullAccess: approximately(
    'the creation of service-linked roles is left out',
    allow('cloudwatch:PutMetricData', 'ds:CreateComputer', 'ds:DescribeDirectories'),
    allow('ec2:DescribeInstanceStatus', 'logs:*', 'ssm:*', 'ec2messages:*', 'ssmmessages:*'),
  ),
  AWSStepFunctionsFullAccess: policy(
    allow('states:*'),
    allow('iam:ListRoles'),
    on(['arn:aws:iam::*:role/service-role/StatesExecutionRole*'], 'iam:PassRole'),
    allow('lambda:ListFunctions'),
  ),
  AWSStepFunctionsReadOnlyAccess: policy(
    allow('states:ListStateMachines', 'states:ListActivities', 'states:Describe*', 'states:List*'),
  ),
  AmazonEventBridgeFullAccess: approximately(
    'the creation of service-linked roles is left out',
    allow('events:*', 'schemas:*', 'scheduler:*', 'pipes:*'),
    passTo(any, ['pipes.amazonaws.com', 'scheduler.amazonaws.com', 'events.amazonaws.com']),
  ),
  AmazonKinesisFullAccess: policy(allow('kinesis:*')),
  AmazonKinesisReadOnlyAccess: policy(allow('kinesis:Get*', 'kinesis:List*', 'kinesis:Describe*')),
  AmazonRekognitionFullAccess: policy(allow('rekognition:*')),
  AmazonRekognitionReadOnlyAccess: approximately(
    'the describing actions are grouped',
    allow('rekognition:Detect*', 'rekognition:List*', 'rekognition:Describe*', 'rekognition:Search*'),
    allow('rekognition:CompareFaces', 'rekognition:Get*', 'rekognition:RecognizeCelebrities'),
  ),
  AmazonAPIGatewayInvokeFullAccess: policy(
    on(['arn:aws:execute-api:*:*:*'], 'execute-api:Invoke', 'execute-api:ManageConnections'),
  ),
  AmazonAPIGatewayAdministrator: policy(on(['arn:aws:apigateway:*::/*'], 'apigateway:*')),
  AmazonBedrockFullAccess: approximately('the reading of other services is cut', allow('bedrock:*')),
  AmazonEKSClusterPolicy: approximately(
    'the describing actions are grouped',
    allow('autoscaling:DescribeAutoScalingGroups', 'autoscaling:UpdateAutoScalingGroup', 'ec2:Describe*'),
    allow(
      'ec2:AttachVolume',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:CreateRoute',
      'ec2:CreateSecurityGroup',
    ),
    allow('ec2:CreateTags', 'ec2:CreateVolume', 'ec2:DeleteRoute', 'ec2:DeleteSecurityGroup'),
    allow('ec2:DeleteVolume', 'ec2:DetachVolume', 'ec2:ModifyInstanceAttribute', 'ec2:ModifyVolume'),
    allow('ec2:RevokeSecurityGroupIngress', 'elasticloadbalancing:*', 'kms:DescribeKey'),
  ),
  AmazonEKSWorkerNodePolicy: approximately(
    'the describing actions are grouped',
    allow('ec2:DescribeInstances', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs', 'eks:DescribeCluster'),
  ),
  AmazonEKS_CNI_Policy: approximately(
    'the describing actions are grouped',
    allow(
      'ec2:AssignPrivateIpAddresses',
      'ec2:AttachNetworkInterface',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeInstances',
      'ec2:DescribeTags',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeInstanceTypes',
      'ec2:DescribeSubnets',
      'ec2:DetachNetworkInterface',
      'ec2:ModifyNetworkInterfaceAttribute',
      'ec2:UnassignPrivateIpAddresses',
    ),
    on(['arn:aws:ec2:*:*:network-interface/*'], 'ec2:CreateTags'),
  ),
};
