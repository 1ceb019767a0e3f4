import { Policy } from '../../../policies/iam/policy';
import { Remembered } from '../gateway/remembered';
import { type ControlPlane, orNothing } from './control-plane';
import { itemsAt, textAt, type XmlElement } from './xml';

/** A VPC endpoint as it is deployed now. */
export interface DeployedEndpoint {
  readonly id: string;
  readonly vpcId: string;
  /** `com.amazonaws.eu-central-1.sqs` without the region: `sqs` */
  readonly service: string;
  readonly type: 'gateway' | 'interface';
  readonly policy?: Policy;
}

const VERSION = '2016-11-15';

/** Reads endpoints, and in which VPC a subnet is, from EC2. */
export class DeployedEndpoints {
  private readonly endpoints: Remembered<readonly DeployedEndpoint[]>;
  private readonly vpcs: Remembered<string | undefined>;

  /** @param believedForMs how long an answer is believed when no change is seen */
  constructor(
    private readonly plane: Pick<ControlPlane, 'query' | 'get'>,
    believedForMs: number,
  ) {
    this.endpoints = new Remembered(believedForMs);
    this.vpcs = new Remembered(believedForMs);
  }

  all(region: string): Promise<readonly DeployedEndpoint[]> {
    return this.endpoints.get(region, async () => {
      const found = await this.plane.query('ec2', region, VERSION, 'DescribeVpcEndpoints');
      return itemsAt(found, 'vpcEndpointSet').filter(isThere).map(describe);
    });
  }

  /** Nothing where there is no such subnet. */
  vpcOf(region: string, subnetId: string): Promise<string | undefined> {
    return this.vpcs.get(`${region} ${subnetId}`, async () => {
      const found = await this.plane.query('ec2', region, VERSION, 'DescribeSubnets', {
        'Filter.1.Name': 'subnet-id',
        'Filter.1.Value.1': subnetId,
      });
      return textAt(found, 'vpcId');
    });
  }

  /** Nothing for a function that is in no VPC. */
  vpcOfFunction(functionArn: string): Promise<string | undefined> {
    return this.vpcs.get(functionArn, async () => {
      const [, , , region = '', , , name = ''] = functionArn.split(':');
      const path = `/2015-03-31/functions/${encodeURIComponent(name)}/configuration`;
      const found = await orNothing(() => this.plane.get('lambda', region, path));
      const { VpcConfig } = JSON.parse(found ?? '{}') as { VpcConfig?: { SubnetIds?: readonly string[] } };
      const [subnet] = VpcConfig?.SubnetIds ?? [];
      return subnet === undefined ? undefined : this.vpcOf(region, subnet);
    });
  }

  forget(): void {
    this.endpoints.forget();
    this.vpcs.forget();
  }
}

/** EC2 goes on telling of deleted ones for a while. */
function isThere(item: XmlElement): boolean {
  return !/delet|fail|reject|expired/i.test(textAt(item, 'state') ?? '');
}

function describe(item: XmlElement): DeployedEndpoint {
  const id = textAt(item, 'vpcEndpointId') ?? '';
  const document = textAt(item, 'policyDocument');
  return {
    id,
    vpcId: textAt(item, 'vpcId') ?? '',
    service: (textAt(item, 'serviceName') ?? '').replace(/^(?:cn\.)?com\.amazonaws\.[^.]+\./, ''),
    type: textAt(item, 'vpcEndpointType')?.toLowerCase() === 'interface' ? 'interface' : 'gateway',
    ...(document ? { policy: Policy.of(`the policy of ${id}`, 'endpoint', JSON.parse(document)) } : {}),
  };
}
