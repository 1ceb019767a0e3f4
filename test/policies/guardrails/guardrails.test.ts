import { GuardrailScopeError } from '../../../policies/guardrails/guardrail-scope';
import {
  guardrails,
  MAX_MANAGED_POLICY_CHARACTERS,
  MAX_SCP_CHARACTERS,
} from '../../../policies/guardrails/guardrails';
import type { ContextValue } from '../../../policies/iam/context';
import { evaluate } from '../../../policies/iam/evaluate';
import { Policy } from '../../../policies/iam/policy';
import { ACCOUNT, BOUNDARY, DEFAULT_GROUP, GROUPS, REGION, SCOPE, SUBNETS, VPC } from './scope';

const DEPLOYER = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/pipeline-17`;
const DEVELOPER = `arn:aws:sts::${ACCOUNT}:assumed-role/developer/jo`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deposits-prod-post-ledger`;
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:post-ledger`;
const ec2 = (what: string) => `arn:aws:ec2:${REGION}:${ACCOUNT}:${what}`;
const LOG = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/vpc/flow`;

interface Request {
  readonly who?: string;
  readonly action: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

const placed = (vpc: ContextValue, subnets: ContextValue, groups: ContextValue) => ({
  'lambda:VpcIds': vpc,
  'lambda:SubnetIds': subnets,
  'lambda:SecurityGroupIds': groups,
});
const here = placed(VPC, SUBNETS, [GROUPS[0] ?? '']);
const create = (context: Request['context'], who = DEVELOPER): Request => ({
  who,
  action: 'lambda:CreateFunction',
  resource: FUNCTION,
  ...(context ? { context } : {}),
});
const update = (context: Request['context'], who = DEVELOPER): Request => ({
  ...create(context, who),
  action: 'lambda:UpdateFunctionConfiguration',
});
const inVpc = { 'ec2:Vpc': ec2(`vpc/${VPC}`) };
const elsewhere = { 'ec2:Vpc': ec2('vpc/vpc-0123456789abcdef9') };

const PASS: Readonly<Record<string, Request>> = {
  'create a function in the approved subnets and group': create(here),
  'create it in one of the subnets': create(placed(VPC, [SUBNETS[1] ?? ''], GROUPS)),
  'create it as the deployer': create(here, DEPLOYER),
  'move it between approved subnets': update(placed(VPC, [SUBNETS[0] ?? ''], GROUPS)),
  'replace its code': { action: 'lambda:UpdateFunctionCode', resource: FUNCTION },
  'invoke it': { action: 'lambda:InvokeFunction', resource: FUNCTION },
  'delete it': { action: 'lambda:DeleteFunction', resource: FUNCTION },
  'give it a URL that asks for credentials': {
    action: 'lambda:CreateFunctionUrlConfig',
    resource: FUNCTION,
    context: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' },
  },
  'let a service invoke it': {
    action: 'lambda:AddPermission',
    resource: FUNCTION,
    context: { 'lambda:Principal': 'events.amazonaws.com' },
  },
  'make a function’s role with the boundary': {
    action: 'iam:CreateRole',
    resource: ROLE,
    context: { 'iam:PermissionsBoundary': BOUNDARY },
  },
  'put the boundary on it again': {
    action: 'iam:PutRolePermissionsBoundary',
    resource: ROLE,
    context: { 'iam:PermissionsBoundary': BOUNDARY },
  },
  'make the role of a service as the deployer, which is named alike': {
    who: DEPLOYER,
    action: 'iam:CreateRole',
    resource: `arn:aws:iam::${ACCOUNT}:role/deposits-prod-clear-deposit`,
  },
  'make another role without it': {
    action: 'iam:CreateRole',
    resource: `arn:aws:iam::${ACCOUNT}:role/reporting`,
  },
  'change the boundary’s content as the deployer': {
    who: DEPLOYER,
    action: 'iam:CreatePolicyVersion',
    resource: BOUNDARY,
  },
  'change another policy': {
    action: 'iam:CreatePolicyVersion',
    resource: `arn:aws:iam::${ACCOUNT}:policy/reporting`,
  },
  'close the default group': {
    who: DEPLOYER,
    action: 'ec2:RevokeSecurityGroupIngress',
    resource: ec2(`security-group/${DEFAULT_GROUP}`),
    context: inVpc,
  },
  'open a group as the deployer': {
    who: DEPLOYER,
    action: 'ec2:AuthorizeSecurityGroupEgress',
    resource: ec2(`security-group/${GROUPS[0]}`),
    context: inVpc,
  },
  'open a group of another VPC': {
    action: 'ec2:AuthorizeSecurityGroupIngress',
    resource: ec2('security-group/sg-0ffffffffffffffff'),
    context: elsewhere,
  },
  'route in another VPC': {
    action: 'ec2:CreateRoute',
    resource: ec2('route-table/rtb-0123456789abcdef0'),
    context: elsewhere,
  },
  'delete the flow log as the deployer': {
    who: DEPLOYER,
    action: 'ec2:DeleteFlowLogs',
    resource: ec2('vpc-flow-log/fl-0123456789abcdef0'),
  },
  'look at the flow log': { action: 'ec2:DescribeFlowLogs', resource: '*' },
  'read the log of the traffic': { action: 'logs:GetLogEvents', resource: `${LOG}:log-stream:a` },
  'delete another log': {
    action: 'logs:DeleteLogGroup',
    resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/other`,
  },
};

const FAIL: Readonly<Record<string, Request>> = {
  'create a function without a VPC': create(undefined),
  'create it without a VPC as the deployer': create(undefined, DEPLOYER),
  'create it with empty lists': create(placed([], [], [])),
  'create it in another VPC': create(placed('vpc-0123456789abcdef9', SUBNETS, GROUPS)),
  'create it in another subnet': create(placed(VPC, ['subnet-0ffffffffffffffff'], GROUPS)),
  'create it in another subnet beside an approved one': create(
    placed(VPC, [...SUBNETS, 'subnet-0ffffffffffffffff'], GROUPS),
  ),
  'create it with another group': create(placed(VPC, SUBNETS, ['sg-0ffffffffffffffff'])),
  'create it with another group beside an approved one': create(
    placed(VPC, SUBNETS, [...GROUPS, 'sg-0ffffffffffffffff']),
  ),
  'create it with the default group': create(placed(VPC, SUBNETS, [DEFAULT_GROUP])),
  'create it with another group as the deployer': create(
    placed(VPC, SUBNETS, ['sg-0ffffffffffffffff']),
    DEPLOYER,
  ),
  'take it out of the VPC': update(placed([], [], [])),
  'take it out as the deployer': update(undefined, DEPLOYER),
  'move it to another subnet': update(placed(VPC, ['subnet-0ffffffffffffffff'], GROUPS)),
  'give it another group': update(placed(VPC, SUBNETS, ['sg-0ffffffffffffffff'])),
  'name the VPC and no subnet': create({ 'lambda:VpcIds': VPC, 'lambda:SecurityGroupIds': GROUPS }),
  'name the VPC and no group': create({ 'lambda:VpcIds': VPC, 'lambda:SubnetIds': SUBNETS }),
  'name approved subnets of a VPC that Lambda does not tell': create({
    'lambda:SubnetIds': SUBNETS,
    'lambda:SecurityGroupIds': GROUPS,
  }),
  'give it an open URL': {
    action: 'lambda:CreateFunctionUrlConfig',
    resource: FUNCTION,
    context: { 'lambda:FunctionUrlAuthType': 'NONE' },
  },
  'open its URL': {
    who: DEPLOYER,
    action: 'lambda:UpdateFunctionUrlConfig',
    resource: FUNCTION,
    context: { 'lambda:FunctionUrlAuthType': 'NONE' },
  },
  'let everyone call its URL': {
    action: 'lambda:AddPermission',
    resource: FUNCTION,
    context: { 'lambda:FunctionUrlAuthType': 'NONE', 'lambda:Principal': '*' },
  },
  'let everyone invoke it': {
    action: 'lambda:AddPermission',
    resource: FUNCTION,
    context: { 'lambda:Principal': '*' },
  },
  'take the boundary off a role': { action: 'iam:DeleteRolePermissionsBoundary', resource: ROLE },
  'take it off as the deployer': {
    who: DEPLOYER,
    action: 'iam:DeleteRolePermissionsBoundary',
    resource: ROLE,
  },
  'make the role without a boundary': { action: 'iam:CreateRole', resource: ROLE },
  'make it with another boundary': {
    action: 'iam:CreateRole',
    resource: ROLE,
    context: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' },
  },
  'put another boundary on it as the deployer': {
    who: DEPLOYER,
    action: 'iam:PutRolePermissionsBoundary',
    resource: ROLE,
    context: { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/wide` },
  },
  'make the role of a function that is added later without it': {
    action: 'iam:CreateRole',
    resource: `arn:aws:iam::${ACCOUNT}:role/deposits-prod-later`,
  },
  'put another boundary on it': {
    action: 'iam:PutRolePermissionsBoundary',
    resource: ROLE,
    context: { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/wide` },
  },
  'write the boundary anew': { action: 'iam:CreatePolicyVersion', resource: BOUNDARY },
  'choose an older version of it': { action: 'iam:SetDefaultPolicyVersion', resource: BOUNDARY },
  'delete it': { action: 'iam:DeletePolicy', resource: BOUNDARY },
  'open the default group': {
    action: 'ec2:AuthorizeSecurityGroupIngress',
    resource: ec2(`security-group/${DEFAULT_GROUP}`),
    context: inVpc,
  },
  'open the default group as the deployer': {
    who: DEPLOYER,
    action: 'ec2:AuthorizeSecurityGroupEgress',
    resource: ec2(`security-group/${DEFAULT_GROUP}`),
    context: inVpc,
  },
  'rewrite its rules as the deployer': {
    who: DEPLOYER,
    action: 'ec2:ModifySecurityGroupRules',
    resource: ec2(`security-group/${DEFAULT_GROUP}`),
    context: inVpc,
  },
  'open a group': {
    action: 'ec2:AuthorizeSecurityGroupEgress',
    resource: ec2(`security-group/${GROUPS[0]}`),
    context: inVpc,
  },
  'close a group': {
    action: 'ec2:RevokeSecurityGroupEgress',
    resource: ec2(`security-group/${GROUPS[0]}`),
    context: inVpc,
  },
  'open a group of a shared VPC': {
    action: 'ec2:AuthorizeSecurityGroupEgress',
    resource: ec2(`security-group/${GROUPS[0]}`),
    context: { 'ec2:Vpc': `arn:aws:ec2:${REGION}:999988887777:vpc/${VPC}` },
  },
  'route to the internet': {
    action: 'ec2:CreateRoute',
    resource: ec2('route-table/rtb-0123456789abcdef0'),
    context: inVpc,
  },
  'give public addresses in a subnet': {
    action: 'ec2:ModifySubnetAttribute',
    resource: ec2(`subnet/${SUBNETS[0]}`),
    context: inVpc,
  },
  'delete the flow log': {
    action: 'ec2:DeleteFlowLogs',
    resource: ec2('vpc-flow-log/fl-0123456789abcdef0'),
  },
  'delete its log group': { action: 'logs:DeleteLogGroup', resource: LOG },
  'keep the log for a day': { action: 'logs:PutRetentionPolicy', resource: `${LOG}:log-stream:` },
  'delete the network firewall': {
    action: 'network-firewall:DeleteFirewall',
    resource: `arn:aws:network-firewall:${REGION}:${ACCOUNT}:firewall/egress`,
  },
  'let everything through it': {
    action: 'network-firewall:UpdateFirewallPolicy',
    resource: `arn:aws:network-firewall:${REGION}:${ACCOUNT}:firewall-policy/egress`,
  },
  'take the DNS firewall off the VPC': {
    action: 'route53resolver:DisassociateFirewallRuleGroup',
    resource: `arn:aws:route53resolver:${REGION}:${ACCOUNT}:firewall-rule-group-association/a`,
  },
  'let the DNS firewall fail open': {
    action: 'route53resolver:UpdateFirewallConfig',
    resource: `arn:aws:route53resolver:${REGION}:${ACCOUNT}:firewall-config/a`,
  },
  'be a deployer by a name that begins alike': {
    who: `arn:aws:sts::${ACCOUNT}:assumed-role/deployer-2/x`,
    action: 'ec2:DeleteFlowLogs',
    resource: ec2('vpc-flow-log/fl-0123456789abcdef0'),
  },
};

const everything = Policy.of('AdministratorAccess', 'identity', {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});
const fullAccess = Policy.of('FullAWSAccess', 'scp', {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});
const made = guardrails(SCOPE);
const scp = Policy.of('guardrails', 'scp', JSON.parse(made.serviceControlPolicy));
const boundary = Policy.of('guardrails', 'boundary', JSON.parse(made.permissionsBoundary));

/** The verdict for somebody who may do everything else. */
function verdict({ who = DEVELOPER, action, resource = '*', context = {} }: Request, form: string): string {
  const request = { principal: who, action, resource, context, resourceAccountId: ACCOUNT };
  const limits = form === 'service control policy' ? { serviceControl: [[fullAccess, scp]] } : { boundary };
  return evaluate(request, { identity: [everything], ...limits }).verdict;
}

describe.each(['service control policy', 'permissions boundary'])('%s', (form) => {
  test.each(Object.entries(PASS))('lets pass: %s', (_, request) => {
    expect(verdict(request, form)).toBe('allowed');
  });

  test.each(Object.entries(FAIL))('denies: %s', (_, request) => {
    expect(verdict(request, form)).toBe('explicitly denied');
  });
});

describe('guardrails', () => {
  test('are documents that AWS takes', () => {
    expect(scp.problems).toEqual([]);
    expect(boundary.problems).toEqual([]);
    expect(made.serviceControlPolicy.length).toBeLessThanOrEqual(MAX_SCP_CHARACTERS);
    expect(made.permissionsBoundary.length).toBeLessThanOrEqual(MAX_MANAGED_POLICY_CHARACTERS);
  });

  test('every statement is needed: without it one of the requests that must fail passes', () => {
    const document = JSON.parse(made.serviceControlPolicy) as { Statement: { Sid: string }[] };
    const unneeded = document.Statement.filter((_, index) => {
      const rest = document.Statement.filter((__, other) => other !== index);
      const policy = Policy.of('rest', 'scp', { ...document, Statement: rest });
      return Object.values(FAIL).every(
        ({ who = DEVELOPER, action, resource = '*', context = {} }) =>
          evaluate(
            { principal: who, action, resource, context, resourceAccountId: ACCOUNT },
            { identity: [everything], serviceControl: [[fullAccess, policy]] },
          ).verdict === 'explicitly denied',
      );
    });
    expect(unneeded.map(({ Sid }) => Sid)).toEqual([]);
  });

  test('roles without a common name are listed one by one', () => {
    const boundedRoleArns = ['alpha', 'beta'].map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`);
    const { serviceControlPolicy } = guardrails({ ...SCOPE, boundedRoleArns });
    expect(serviceControlPolicy).toContain(JSON.stringify(boundedRoleArns));
    expect(serviceControlPolicy).not.toContain(':role/*');
  });

  test('nothing is said of a default group that is not known', () => {
    const { defaultSecurityGroupId: _, ...scope } = SCOPE;
    expect(guardrails(scope).serviceControlPolicy).not.toContain('DefaultGroupStaysClosed');
  });

  test.each([
    ['no deployer', { deployerArns: [] }, 'deployerArns: at least one is needed'],
    ['everybody as deployer', { deployerArns: ['*'] }, 'deployerArns: "*" is not one'],
    ['any role as deployer', { deployerArns: [`arn:aws:iam::${ACCOUNT}:role/*`] }, 'deployerArns'],
    ['no subnet', { subnetIds: [] }, 'subnetIds: at least one is needed'],
    ['a token', { vpcId: '${aws_vpc.main.id}' }, 'vpcId'],
    [
      'too many groups',
      { securityGroupIds: Array.from({ length: 200 }, (_, i) => `sg-${String(i).padStart(17, '0')}`) },
      'characters and may have 5120',
    ],
  ])('are refused with %s', (_, part, message) => {
    expect(() => guardrails({ ...SCOPE, ...part })).toThrow(GuardrailScopeError);
    expect(() => guardrails({ ...SCOPE, ...part })).toThrow(message);
  });
});
