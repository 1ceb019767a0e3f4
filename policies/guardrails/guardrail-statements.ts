import type { GuardrailScope } from './guardrail-scope';

type Values = string | readonly string[];

/** A statement of IAM's language. Guardrails deny; they grant nothing. */
export interface DenyStatement {
  readonly Sid: string;
  readonly Effect: 'Deny';
  readonly Action: Values;
  readonly Resource: Values;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

const PLACING = ['lambda:CreateFunction', 'lambda:UpdateFunctionConfiguration'];

/**
 * What nobody may do, and what nobody but a deployer may do.
 *
 * Each of Lambda's three keys is compared twice. `ForAnyValue:StringNotEquals` denies when one of the values is not
 * approved; for a request without a VPC there is no value, and it denies nothing. Therefore `Null`, in a statement of its
 * own: the conditions of one statement must all hold. `ForAllValues` would do neither in a denial: it denies only when
 * none of the values is approved, and holds when there are none.
 */
export function guardrailStatements(scope: GuardrailScope): readonly DenyStatement[] {
  return [...placement(scope), ...openings(), ...boundary(scope), ...network(scope), ...records(scope)];
}

function placement({ vpcId, subnetIds, securityGroupIds }: GuardrailScope): readonly DenyStatement[] {
  const approved = (Sid: string, key: string, values: Values): DenyStatement =>
    deny(Sid, PLACING, '*', { 'ForAnyValue:StringNotEquals': { [key]: values } });
  const present = (Sid: string, key: string): DenyStatement =>
    deny(Sid, PLACING, '*', { Null: { [key]: 'true' } });
  return [
    present('InVpc', 'lambda:VpcIds'),
    approved('InThisVpc', 'lambda:VpcIds', vpcId),
    present('InSubnets', 'lambda:SubnetIds'),
    approved('InTheseSubnets', 'lambda:SubnetIds', subnetIds),
    present('WithGroups', 'lambda:SecurityGroupIds'),
    approved('WithTheseGroups', 'lambda:SecurityGroupIds', securityGroupIds),
  ];
}

function openings(): readonly DenyStatement[] {
  return [
    deny(
      'NoOpenUrl',
      ['lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig', 'lambda:AddPermission'],
      '*',
      { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    ),
    deny('NoInvocationByEveryone', 'lambda:AddPermission', '*', {
      StringEquals: { 'lambda:Principal': '*' },
    }),
  ];
}

/** The ARN of a session of a role is judged as that of the role (`aws:PrincipalArn`). */
function unlessDeployer({ deployerArns }: GuardrailScope) {
  return { ArnNotLike: { 'aws:PrincipalArn': deployerArns } };
}

function boundary(scope: GuardrailScope): readonly DenyStatement[] {
  const { boundaryArn } = scope;
  const roles = rolePatterns(scope.boundedRoleArns);
  const another = { StringNotEquals: { 'iam:PermissionsBoundary': boundaryArn } };
  return [
    deny('KeepBoundary', 'iam:DeleteRolePermissionsBoundary', roles),
    deny('NoOtherBoundary', 'iam:PutRolePermissionsBoundary', roles, another),
    // The deployer also makes the roles of services, which are named alike and have none.
    deny('RolesWithBoundary', 'iam:CreateRole', roles, { ...another, ...unlessDeployer(scope) }),
    deny(
      'KeepBoundaryPolicy',
      [
        'iam:CreatePolicyVersion',
        'iam:DeletePolicy',
        'iam:DeletePolicyVersion',
        'iam:SetDefaultPolicyVersion',
      ],
      boundaryArn,
      unlessDeployer(scope),
    ),
  ];
}

/**
 * What the names of the roles have in common, as one pattern: twenty ARNs would not fit into a service control policy,
 * and a function that is added later needs no new one. Roles that are named at will are listed.
 */
function rolePatterns(arns: readonly string[]): Values {
  const [first = '', ...others] = arns;
  const shared = others.reduce((prefix, arn) => {
    let length = 0;
    while (length < prefix.length && prefix[length] === arn[length]) length += 1;
    return prefix.slice(0, length);
  }, first);
  const prefix = /^.*:role\/(?:.*\/)?[\w+=,.@]{2}[\w+=,.@-]*[-_]/.exec(shared)?.[0];
  return others.length > 0 && prefix !== undefined ? `${prefix}*` : arns;
}

function network(scope: GuardrailScope): readonly DenyStatement[] {
  const { partition, region, accountId, vpcId, defaultSecurityGroupId } = scope;
  const ec2 = (what: string): string => `arn:${partition}:ec2:${region}:${accountId}:${what}`;
  // A shared VPC belongs to another account: the ARN of the VPC names it, so only the id is compared.
  const inVpc = { ArnLike: { 'ec2:Vpc': `arn:${partition}:ec2:${region}:*:vpc/${vpcId}` } };
  return [
    ...(defaultSecurityGroupId === undefined
      ? []
      : [
          deny(
            'DefaultGroupStaysClosed',
            [
              'ec2:AuthorizeSecurityGroupEgress',
              'ec2:AuthorizeSecurityGroupIngress',
              'ec2:ModifySecurityGroupRules',
            ],
            ec2(`security-group/${defaultSecurityGroupId}`),
          ),
        ]),
    deny(
      'GroupsAndRoutesByDeployer',
      [
        'ec2:AuthorizeSecurityGroup*',
        'ec2:RevokeSecurityGroup*',
        'ec2:ModifySecurityGroupRules',
        'ec2:DeleteSecurityGroup',
        'ec2:CreateRoute',
        'ec2:ReplaceRoute',
        'ec2:ModifySubnetAttribute',
      ],
      [ec2('security-group/*'), ec2('route-table/*'), ec2('subnet/*')],
      { ...inVpc, ...unlessDeployer(scope) },
    ),
  ];
}

function records(scope: GuardrailScope): readonly DenyStatement[] {
  const { logGroupArns = [] } = scope;
  return [
    deny(
      'RecordsAndFirewallsByDeployer',
      [
        'ec2:DeleteFlowLogs',
        'network-firewall:Delete*',
        'network-firewall:Disassociate*',
        'network-firewall:Update*',
        'route53resolver:DeleteFirewall*',
        'route53resolver:DisassociateFirewall*',
        'route53resolver:ImportFirewallDomains',
        'route53resolver:UpdateFirewall*',
      ],
      '*',
      unlessDeployer(scope),
    ),
    ...(logGroupArns.length === 0
      ? []
      : [
          deny(
            'LogsByDeployer',
            ['logs:DeleteLogGroup', 'logs:DeleteLogStream', 'logs:PutRetentionPolicy'],
            logGroupArns.flatMap((arn) => [arn, `${arn}:*`]),
            unlessDeployer(scope),
          ),
        ]),
  ];
}

function deny(
  Sid: string,
  Action: Values,
  Resource: Values,
  Condition?: DenyStatement['Condition'],
): DenyStatement {
  return { Sid, Effect: 'Deny', Action, Resource, ...(Condition ? { Condition } : {}) };
}
