/** A resource of a plan, and how its attributes are written in the configuration. */
interface Part {
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Attributes that refer to others: the references, as Terraform lists them. @default none */
  readonly references?: Readonly<
    Record<string, readonly string[] | Readonly<Record<string, readonly string[]>>>
  >;
  /** What only apply will tell. @default `arn` and `id` */
  readonly unknown?: readonly string[];
}

const ACCOUNT = '123456789012';
const REGION = 'eu-central-1';

/**
 * A plan as `terraform show -json` prints it, of functions in a VPC: twelve resources a function (role, policy, log
 * group, group with two rules, function, alias, queue with dead letters, event source, alarm), and a network that they
 * share. Every twentieth function has a placement of its own.
 */
export function syntheticPlan(functions: number): object {
  const parts = [
    ...network(),
    ...Array.from({ length: functions }, (_, index) => functionParts(index)).flat(),
  ];
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: { resources: parts.map(planned) } },
    resource_changes: parts.map(changed),
    configuration: {
      provider_config: {
        aws: { name: 'aws', expressions: { region: { constant_value: REGION } } },
      },
      root_module: { resources: parts.map(configured) },
    },
  };
}

function network(): readonly Part[] {
  const zones = ['a', 'b', 'c'];
  const vpc = { vpc_id: ['aws_vpc.main.id', 'aws_vpc.main'] };
  return [
    {
      type: 'aws_vpc',
      name: 'main',
      values: { cidr_block: '10.0.0.0/16', enable_dns_support: true, enable_dns_hostnames: true },
    },
    ...zones.flatMap((zone, index): readonly Part[] => [
      {
        type: 'aws_subnet',
        name: zone,
        values: { cidr_block: `10.0.${index * 16}.0/20`, availability_zone: `${REGION}${zone}` },
        references: vpc,
      },
      { type: 'aws_route_table', name: zone, values: {}, references: vpc },
      {
        type: 'aws_route_table_association',
        name: zone,
        values: {},
        references: {
          subnet_id: [`aws_subnet.${zone}.id`, `aws_subnet.${zone}`],
          route_table_id: [`aws_route_table.${zone}.id`, `aws_route_table.${zone}`],
        },
      },
    ]),
    {
      type: 'aws_security_group',
      name: 'endpoints',
      values: { name: 'endpoints', description: 'Endpoints' },
      references: vpc,
    },
    {
      type: 'aws_vpc_security_group_ingress_rule',
      name: 'endpoints',
      values: {
        ip_protocol: 'tcp',
        from_port: 443,
        to_port: 443,
        cidr_ipv4: '10.0.0.0/16',
        description: 'In',
      },
      references: { security_group_id: ['aws_security_group.endpoints.id', 'aws_security_group.endpoints'] },
    },
    ...['sqs', 'logs'].map(
      (service): Part => ({
        type: 'aws_vpc_endpoint',
        name: service,
        values: {
          service_name: `com.amazonaws.${REGION}.${service}`,
          vpc_endpoint_type: 'Interface',
          private_dns_enabled: true,
        },
        references: {
          ...vpc,
          subnet_ids: zones.flatMap((zone) => [`aws_subnet.${zone}.id`, `aws_subnet.${zone}`]),
          security_group_ids: ['aws_security_group.endpoints.id', 'aws_security_group.endpoints'],
        },
      }),
    ),
  ];
}

function functionParts(index: number): readonly Part[] {
  const name = `f${index}`;
  const own = Math.floor(index / 20);
  const queue = `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
  const role = [`aws_iam_role.${name}.arn`, `aws_iam_role.${name}`];
  const fn = [`aws_lambda_function.${name}.function_name`, `aws_lambda_function.${name}`];
  const group = [`aws_security_group.${name}.id`, `aws_security_group.${name}`];
  return [
    {
      type: 'aws_iam_role',
      name,
      values: {
        name,
        assume_role_policy: document([
          {
            Action: 'sts:AssumeRole',
            Principal: { Service: 'lambda.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
          },
        ]),
      },
    },
    {
      type: 'aws_iam_role_policy',
      name,
      values: {
        name,
        policy: document([
          {
            Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
            Resource: queue,
          },
          {
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/lambda/${name}:*`,
          },
        ]),
      },
      references: { role: [`aws_iam_role.${name}.id`, `aws_iam_role.${name}`] },
    },
    {
      type: 'aws_cloudwatch_log_group',
      name,
      values: { name: `/aws/lambda/${name}`, retention_in_days: 365 },
    },
    {
      type: 'aws_security_group',
      name,
      values: { name: `g${own}`, description: `Placement ${own}` },
      references: { vpc_id: ['aws_vpc.main.id', 'aws_vpc.main'] },
    },
    ...[443, 5432].map(
      (port): Part => ({
        type: 'aws_vpc_security_group_egress_rule',
        name: `${name}_${port}`,
        values: {
          ip_protocol: 'tcp',
          from_port: port,
          to_port: port,
          cidr_ipv4: '10.0.0.0/16',
          description: 'Out',
        },
        references: { security_group_id: group },
      }),
    ),
    {
      type: 'aws_lambda_function',
      name,
      values: {
        function_name: name,
        runtime: 'nodejs22.x',
        handler: 'index.handler',
        memory_size: 512,
        timeout: 30,
        tracing_config: [{ mode: 'Active' }],
        vpc_config: [{}],
      },
      references: {
        role,
        vpc_config: {
          security_group_ids: group,
          subnet_ids: ['aws_subnet.a.id', 'aws_subnet.a', 'aws_subnet.b.id', 'aws_subnet.b'],
        },
      },
      unknown: ['arn', 'id', 'qualified_arn', 'version', 'role'],
    },
    {
      type: 'aws_lambda_alias',
      name,
      values: { name: 'live' },
      references: { function_name: fn, function_version: [`aws_lambda_function.${name}.version`] },
    },
    {
      type: 'aws_sqs_queue',
      name,
      values: { name, visibility_timeout_seconds: 180, sqs_managed_sse_enabled: true },
    },
    {
      type: 'aws_sqs_queue',
      name: `${name}_dead`,
      values: { name: `${name}-dead`, sqs_managed_sse_enabled: true },
    },
    {
      type: 'aws_lambda_event_source_mapping',
      name,
      values: { batch_size: 10, function_response_types: ['ReportBatchItemFailures'] },
      references: {
        function_name: fn,
        event_source_arn: [`aws_sqs_queue.${name}.arn`, `aws_sqs_queue.${name}`],
      },
    },
    {
      type: 'aws_cloudwatch_metric_alarm',
      name,
      values: {
        alarm_name: name,
        namespace: 'AWS/Lambda',
        metric_name: 'Errors',
        alarm_actions: [`arn:aws:sns:${REGION}:${ACCOUNT}:alarms`],
      },
    },
  ];
}

function document(statements: readonly object[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });
}

function address({ type, name }: Part): string {
  return `${type}.${name}`;
}

function identity(part: Part): object {
  const { type, name } = part;
  return { address: address(part), mode: 'managed', type, name };
}

const PROVIDER = 'registry.terraform.io/hashicorp/aws';

function planned(part: Part): object {
  return { ...identity(part), provider_name: PROVIDER, schema_version: 0, values: part.values };
}

function changed(part: Part): object {
  const { values, references = {}, unknown = ['arn', 'id'] } = part;
  const open = Object.fromEntries(
    Object.entries(references).map(([path, inner]) => [
      path,
      Array.isArray(inner) ? true : [Object.fromEntries(Object.keys(inner).map((key) => [key, true]))],
    ]),
  );
  return {
    ...identity(part),
    provider_name: PROVIDER,
    change: {
      actions: ['create'],
      before: null,
      after: values,
      after_unknown: { ...Object.fromEntries(unknown.map((attribute) => [attribute, true])), ...open },
    },
  };
}

function configured(part: Part): object {
  const { values, references = {} } = part;
  const expressions = Object.fromEntries([
    ...Object.entries(values)
      .filter(([key]) => !(key in references))
      .map(([key, value]) => [key, { constant_value: value }]),
    ...Object.entries(references).map(([key, inner]) => [
      key,
      Array.isArray(inner)
        ? { references: inner }
        : [Object.fromEntries(Object.entries(inner).map(([path, list]) => [path, { references: list }]))],
    ]),
  ]);
  return { ...identity(part), provider_config_key: 'aws', expressions, schema_version: 0 };
}
