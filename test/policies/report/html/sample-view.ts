import type {
  DestinationView,
  FunctionView,
  PathView,
  PermissionView,
  StepView,
  SystemView,
} from '../../../../policies/model/view/system-view';

const SERVICES = [
  'dynamodb',
  'sqs',
  'kms',
  'secretsmanager',
  'rds-data',
  's3',
  'events',
  'states',
  'rekognition',
  'logs',
];

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['GetItem', 'PutItem', 'UpdateItem', 'Query'],
  sqs: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
  kms: ['Decrypt', 'GenerateDataKey'],
  secretsmanager: ['GetSecretValue'],
  'rds-data': ['BeginTransaction', 'ExecuteStatement', 'CommitTransaction', 'RollbackTransaction'],
  s3: ['GetObject', 'PutObject'],
  events: ['PutEvents'],
  states: ['SendTaskSuccess', 'SendTaskFailure'],
  rekognition: ['DetectText'],
  logs: ['CreateLogStream', 'PutLogEvents'],
};

const NAMES = [
  'submit-deposit',
  'get-deposit',
  'start-clearing',
  'read-cheque',
  'screen-deposit',
  'verify-account',
  'decide-deposit',
  'post-ledger',
  'verify-ledger',
  'notify-partner',
  'split-batch',
  'merge-batch',
];

export interface SampleOptions {
  readonly functions?: number;
  /** Security groups, and with them boxes of the picture. @default every third function has another */
  readonly profiles?: number;
  /** Put around names and sentences. @default nothing */
  readonly hostile?: string;
}

/** A system like ours, of any size: the same for the same options. */
export function sampleView({ functions = 12, profiles, hostile = '' }: SampleOptions = {}): SystemView {
  const destinations: readonly DestinationView[] = [
    ...SERVICES.map((name) => ({ id: `service ${name}`, kind: 'service' as const, name })),
    { id: 'database deposits-dev-ledger', kind: 'database', name: `deposits-dev-ledger${hostile}` },
    { id: 'host partner.example', kind: 'host', name: `partner.example${hostile}` },
    { id: 'host elsewhere.example', kind: 'host', name: 'elsewhere.example' },
  ];
  const count = profiles ?? Math.max(1, Math.ceil(functions / 3));
  return {
    functions: Array.from({ length: functions }, (_, index) => sampleFunction(index, index % count, hostile)),
    destinations,
  };
}

function sampleFunction(index: number, profile: number, hostile: string): FunctionView {
  const base = NAMES[index % NAMES.length] ?? '';
  const short = index < NAMES.length ? base : `${base}-${Math.floor(index / NAMES.length)}`;
  const services = SERVICES.filter((_, at) => at === 9 || (index * 7 + at * 3) % 5 < 3);
  const name = `deposits-dev-${short}${hostile}`;
  return {
    key: `deposits:aws_lambda_function.${short.replaceAll('-', '_')}`,
    name,
    role: `${name}-role`,
    subnets: ['deposits-dev-private-a', 'deposits-dev-private-b'],
    securityGroups: [`deposits-dev-profile-${profile + 1}${hostile}`],
    permissions: services.flatMap((service) => permissions(service, short, index, hostile)),
    paths: [
      ...SERVICES.map((service) => servicePath(service, services.includes(service), index, profile, short)),
      ...otherPaths(index, profile, hostile),
    ],
  };
}

function permissions(
  service: string,
  short: string,
  index: number,
  hostile: string,
): readonly PermissionView[] {
  const table = short.replaceAll('-', '_');
  const resource =
    service === 'rekognition'
      ? '*'
      : service === 'logs'
        ? `arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/deposits-dev-${short}:*`
        : `arn:aws:${service}:eu-central-1:123456789012:deposits-dev-${(index % 4) + 1}${hostile}`;
  return (ACTIONS[service] ?? []).map((action, at) => ({
    action: `${service}:${action}`,
    resource,
    conditions:
      service === 'kms' ? [`kms:ViaService StringEquals sqs.eu-central-1.amazonaws.com${hostile}`] : [],
    exceptions: service === 's3' ? ['where aws:SecureTransport is false'] : [],
    statement: {
      key: `deposits:data.aws_iam_policy_document.${table}_grants`,
      path: `statement[${SERVICES.indexOf(service) % 2}]`,
      file: 'modules/identity/function-role.ts',
      line: 121,
      sid: `Use${service}`,
    },
    ...(service === 'logs' ? {} : { neededBy: at === 3 ? [] : [`functions/${short}/handler.ts:${20 + at}`] }),
    certainty: service === 'states' ? 'unknown' : 'certain',
  }));
}

function servicePath(
  service: string,
  isGranted: boolean,
  index: number,
  profile: number,
  short: string,
): PathView {
  const isBlocked = service === 'rekognition' && index % 4 === 3;
  const isUnknown = service === 'states';
  return {
    destination: `service ${service}`,
    network: isBlocked ? 'blocked' : isUnknown ? 'unknown' : 'open',
    permission: isGranted ? 'granted' : 'none',
    steps: [
      egress(profile),
      ...(isBlocked
        ? []
        : [
            {
              kind: 'endpoint' as const,
              says: `the interface endpoint of ${service}`,
              at: { key: `access:aws_vpc_endpoint.${service.replaceAll('-', '_')}` },
            },
            { kind: 'endpoint policy' as const, says: 'admits the account’s principals' },
          ]),
      ...(isGranted ? [{ kind: 'identity policy' as const, says: `the role of ${short} grants it` }] : []),
    ],
    ...(isBlocked
      ? {
          blocked: {
            by: { kind: 'route', says: `no endpoint for ${service}, and no route to the internet` },
            smallestChange: `add an interface endpoint for ${service}`,
          },
        }
      : {}),
  };
}

function otherPaths(index: number, profile: number, hostile: string): readonly PathView[] {
  const nat: readonly StepView[] = [
    egress(profile),
    { kind: 'route', says: `0.0.0.0/0 to the NAT gateway${hostile}` },
    { kind: 'nat', says: 'the NAT gateway of zone a', at: { key: 'network:aws_nat_gateway.nat_a' } },
    { kind: 'dns', says: 'the firewall’s list admits the name' },
  ];
  return [
    ...(index % 3 === 1
      ? [
          {
            destination: 'database deposits-dev-ledger',
            network: 'open' as const,
            permission: 'not needed' as const,
            steps: [
              egress(profile),
              { kind: 'security group' as const, says: 'ingress 5432 from the functions' },
            ],
          },
        ]
      : []),
    {
      destination: 'host elsewhere.example',
      network: 'blocked',
      permission: 'not needed',
      steps: [egress(profile)],
    },
    ...(index % 12 === 9
      ? [
          {
            destination: 'host partner.example',
            network: 'open' as const,
            permission: 'not needed' as const,
            steps: nat,
          },
        ]
      : []),
  ];
}

function egress(profile: number): StepView {
  return {
    kind: 'security group',
    says: 'egress 443 to the endpoints’ group',
    at: { key: `deposits:aws_vpc_security_group_egress_rule.profile_${profile + 1}` },
  };
}
