import { sendSigned } from '../../../tools/emulator/gateway/signed-request';
import type { Emulator } from '../../../tools/emulator/start-emulator';

/** Query-protocol calls whose answers name things by id, with the element that holds it. */
const LISTINGS = [
  { service: 'ec2', version: '2016-11-15', action: 'DescribeVpcs', element: 'vpcId' },
  { service: 'ec2', version: '2016-11-15', action: 'DescribeSubnets', element: 'subnetId' },
  { service: 'ec2', version: '2016-11-15', action: 'DescribeSecurityGroups', element: 'groupId' },
  {
    service: 'ec2',
    version: '2016-11-15',
    action: 'DescribeVpcEndpoints&Filter.1.Name=vpc-endpoint-state&Filter.1.Value.1=available',
    element: 'vpcEndpointId',
  },
  { service: 'ec2', version: '2016-11-15', action: 'DescribeAddresses', element: 'allocationId' },
  { service: 'iam', version: '2010-05-08', action: 'ListRoles', element: 'RoleName' },
  { service: 'iam', version: '2010-05-08', action: 'ListPolicies&Scope=Local', element: 'PolicyName' },
  { service: 'rds', version: '2014-10-31', action: 'DescribeDBClusters', element: 'DBClusterIdentifier' },
  { service: 'rds', version: '2014-10-31', action: 'DescribeDBInstances', element: 'DBInstanceIdentifier' },
] as const;

/**
 * What the emulator lists although it is gone. AWS lists a deleted NAT gateway for an hour and a deleted key for 7 to 30
 * days as well; it removes automated snapshots with their cluster, which moto does not. moto also keeps the network
 * interface of a deleted NAT gateway, which is why interfaces are not listed at all.
 */
const RESIDUE = [/:natgateway\//, /^arn:aws:kms:/, /:cluster-snapshot:rds:/];

/**
 * What exists in the emulator, asked from the services themselves and not from Terraform: every tagged resource, and by
 * name what the tagging service does not list. Take one before the first apply and one after the last destroy.
 */
export async function inventory(emulator: Emulator): Promise<readonly string[]> {
  const { AWS_REGION: region = '' } = emulator.environment();
  const call = { endpoint: emulator.endpoint, region, credentials: emulator.credentials.operator };
  const found: string[] = [];
  for (const { service, version, action, element } of LISTINGS) {
    const { status, body } = await sendSigned({
      ...call,
      service,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `Action=${action}&Version=${version}`,
    });
    if (status !== 200) throw new Error(`${service} ${action} answered ${status}: ${body.slice(0, 300)}`);
    const names = body.matchAll(new RegExp(`<${element}>([^<]+)</${element}>`, 'g'));
    found.push(...[...names].map(([, name]) => `${service} ${element} ${name}`));
  }
  const { status, body } = await sendSigned({
    ...call,
    service: 'tagging',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'ResourceGroupsTaggingAPI_20170126.GetResources',
    },
    body: JSON.stringify({ ResourcesPerPage: 100 }),
  });
  if (status !== 200) throw new Error(`GetResources answered ${status}: ${body.slice(0, 300)}`);
  const { ResourceTagMappingList: tagged } = JSON.parse(body) as {
    ResourceTagMappingList: { ResourceARN: string }[];
  };
  found.push(...tagged.map(({ ResourceARN }) => ResourceARN));
  return [...new Set(found)].filter((name) => !RESIDUE.some((pattern) => pattern.test(name))).sort();
}
