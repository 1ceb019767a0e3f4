import type { RuleContext } from '../../rules/context';

/** How long something takes, as somebody says it. */
export interface Duration {
  readonly what: string;
  /** How many resources of the system it concerns. */
  readonly count: number;
  readonly minutesAtLeast?: number;
  readonly minutesAtMost: number;
  readonly source: string;
  readonly confidence: 'documentation' | 'measured' | 'hearsay';
}

export interface Times {
  readonly create: readonly Duration[];
  readonly destroy: readonly Duration[];
  /** Minutes from the first resource to the last, as far as there are figures; the waiting runs in parallel. */
  readonly destroyMinutes?: { readonly least: number; readonly most: number };
}

const LAMBDA_VPC = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html';
const PROVIDER = 'https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/';
const GROUP = `${PROVIDER}security_group`;

/**
 * What is published on how long it takes. AWS says "several minutes" for the first interface, and gives no number; the
 * limits after which the provider gives up stand in for the rest, which is no expectation but a bound.
 */
export function times({ graph }: RuleContext): Times {
  const inVpc = graph
    .byType('aws_lambda_function')
    .filter((one) => one.blocks('vpc_config').length > 0).length;
  const create: Duration[] = [];
  const destroy: Duration[] = [];
  const bound = (list: Duration[], type: string, what: string, minutes: number): void => {
    const count = graph.byType(type).length;
    if (count > 0)
      list.push({
        what: `${what}: the provider waits at most`,
        count,
        minutesAtMost: minutes,
        source: `${PROVIDER}${type.slice('aws_'.length)}#timeouts`,
        confidence: 'documentation',
      });
  };
  bound(create, 'aws_vpc_endpoint', 'an endpoint', 10);
  bound(create, 'aws_rds_cluster_instance', 'a database instance', 90);
  bound(destroy, 'aws_vpc_endpoint', 'an endpoint', 10);
  bound(destroy, 'aws_rds_cluster_instance', 'a database instance', 90);
  if (inVpc === 0) return { create, destroy };
  create.unshift({
    what: 'a function is Pending until its network interface is there: AWS says several minutes; the provider waits at most',
    count: inVpc,
    minutesAtMost: 10,
    source: LAMBDA_VPC,
    confidence: 'documentation',
  });
  destroy.unshift(
    {
      what: 'Lambda takes its network interfaces away: AWS says up to',
      count: inVpc,
      minutesAtMost: 20,
      source: LAMBDA_VPC,
      confidence: 'documentation',
    },
    {
      what: 'security groups and subnets of functions can go: the provider says up to',
      count: inVpc,
      minutesAtMost: 45,
      source: GROUP,
      confidence: 'documentation',
    },
    {
      what: 'a security group after its function: one measurement (1,105 s), and reports of',
      count: inVpc,
      minutesAtLeast: 18,
      minutesAtMost: 60,
      source:
        'https://github.com/pulumi/pulumi-aws/issues/2642 and https://github.com/hashicorp/terraform-provider-aws/issues/32130',
      confidence: 'hearsay',
    },
  );
  return { create, destroy, destroyMinutes: { least: 20, most: 45 } };
}
