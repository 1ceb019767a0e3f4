// Random requests and policies over an alphabet so small that they often meet. The same seed gives the same cases.
const own = '111111111111';
const other = '222222222222';

/** A small seeded generator (Mulberry32): what fails can be run again. */
function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)],
    some(items, most) {
      const count = 1 + Math.floor(next() * most);
      return Array.from({ length: count }, () => items[Math.floor(next() * items.length)]);
    },
  };
}

const principals = [
  { arn: `arn:aws:iam::${own}:user/alice`, username: 'alice' },
  { arn: `arn:aws:sts::${own}:assumed-role/app/s1`, role: `arn:aws:iam::${own}:role/app` },
  { arn: `arn:aws:sts::${own}:assumed-role/app/s2`, role: `arn:aws:iam::${own}:role/app` },
  { arn: `arn:aws:iam::${other}:user/bob`, username: 'bob' },
  { arn: `arn:aws:sts::${other}:assumed-role/app/s1`, role: `arn:aws:iam::${other}:role/app` },
  { arn: `arn:aws:sts::${own}:federated-user/fred` },
  { arn: 'events.amazonaws.com', service: true },
];

const targets = [
  ['s3:GetObject', 'arn:aws:s3:::reports/alice/a.txt'],
  ['s3:GetObject', 'arn:aws:s3:::reports/red/bc'],
  ['s3:ListBucket', 'arn:aws:s3:::reports'],
  ['sqs:SendMessage', `arn:aws:sqs:eu-west-1:${own}:jobs`],
  ['sqs:ReceiveMessage', `arn:aws:sqs:eu-west-1:${own}:jobs-red`],
  ['dynamodb:GetItem', `arn:aws:dynamodb:eu-west-1:${own}:table/ledger`],
  ['lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:${own}:function:app:live`],
  ['kms:Decrypt', `arn:aws:kms:eu-west-1:${own}:key/11111111-2222-3333-4444-555555555555`],
  ['sts:AssumeRole', `arn:aws:iam::${own}:role/deploy`],
];

const actionPatterns = [
  '*',
  's3:*',
  's3:Get*',
  'S3:GETOBJECT',
  's3:?etObject',
  's3:*Object',
  's3:ListBucket',
  'sqs:*',
  'sqs:SendMessage',
  'sqs:*Message',
  'dynamodb:GetItem',
  'dynamodb:*',
  'lambda:Invoke*',
  'kms:Decrypt',
  'kms:*',
  'sts:AssumeRole',
  'ec2:RunInstances',
];

const resourcePatterns = [
  '*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::reports',
  'arn:aws:s3:::reports/*',
  'arn:aws:s3:::reports/${aws:username}/*',
  'arn:aws:s3:::reports/${aws:PrincipalTag/team}/*',
  "arn:aws:s3:::reports/${aws:PrincipalTag/team, 'red'}/b*c",
  'arn:aws:s3:::reports/red/b${*}c',
  'arn:aws:s3:::reports/?ed/*',
  `arn:aws:sqs:*:${own}:jobs*`,
  'arn:aws:sqs:eu-west-1:*:jobs',
  'arn:aws:sqs:*:*:jobs-${aws:PrincipalTag/team}',
  `arn:aws:dynamodb:eu-west-?:${own}:table/*`,
  `arn:aws:lambda:eu-west-1:${own}:function:*`,
  `arn:aws:lambda:eu-west-1:${own}:function:app`,
  `arn:aws:kms:eu-west-1:${own}:key/*`,
  `arn:aws:iam::${own}:role/*`,
  `arn:aws:iam::${own}:*`,
];

const keys = {
  'aws:SourceIp': { values: ['10.0.0.7', '203.0.113.9', '2001:db8::1'], type: 'ip' },
  'aws:PrincipalTag/team': { values: ['red', 'blue', '*'], type: 'string' },
  'aws:SourceVpce': { values: ['vpce-1', 'vpce-2'], type: 'string' },
  'aws:SecureTransport': { values: ['true', 'false'], type: 'bool' },
  'aws:CurrentTime': { values: ['2026-01-01T00:00:00Z', '2026-06-01T12:00:00Z'], type: 'date' },
  'aws:MultiFactorAuthAge': { values: ['10', '300', '3600'], type: 'number' },
  'aws:SourceArn': {
    values: [`arn:aws:sns:eu-west-1:${own}:news`, `arn:aws:events:eu-west-1:${other}:rule/x/y`],
    type: 'arn',
  },
  'aws:TagKeys': { values: ['team', 'cost', 'owner'], type: 'string', many: true },
  'aws:CalledVia': { values: ['athena.amazonaws.com', 'glue.amazonaws.com'], type: 'string', many: true },
};

const operators = {
  string: [
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringLike',
    'StringNotLike',
  ],
  ip: ['IpAddress', 'NotIpAddress'],
  bool: ['Bool'],
  date: [
    'DateEquals',
    'DateNotEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals',
  ],
  number: [
    'NumericEquals',
    'NumericNotEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
  ],
  arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringLike'],
};

const expected = {
  string: [
    'red',
    'RED',
    'r*',
    '?lue',
    '*',
    '${*}',
    'team',
    'own*',
    'vpce-1',
    'athena.amazonaws.com',
    '${aws:username}',
  ],
  ip: ['10.0.0.0/8', '10.0.0.7', '203.0.113.0/24', '2001:DB8::/32', '0.0.0.0/0', '::/0', '128.0.0.0/1'],
  bool: ['true', 'false', 'TRUE'],
  date: ['2026-01-01T00:00:00Z', '2026-03-01T00:00:00+02:00', '2026-06-01', '1780315200'],
  number: ['10', '300.0', '1000'],
  arn: [
    `arn:aws:sns:*:${own}:*`,
    `arn:aws:sns:eu-west-1:${own}:news`,
    `arn:aws:events:*:${other}:rule/*`,
    'arn:*:*:*:*:*',
  ],
};

function condition(draw) {
  const key = draw.pick(Object.keys(keys));
  const { type, many } = keys[key];
  if (draw.chance(0.12)) {
    return { Null: { [key]: draw.pick(['true', 'false']) } };
  }
  const set = many ? draw.pick(['ForAllValues:', 'ForAnyValue:']) : '';
  const name = `${set}${draw.pick(operators[type])}${draw.chance(0.25) ? 'IfExists' : ''}`;
  const values = draw.some(expected[type], 2);
  const spelled = draw.chance(0.3) ? key.toLowerCase() : key;
  return { [name]: { [spelled]: values.length === 1 && draw.chance(0.5) ? values[0] : values } };
}

function statement(draw, denies, principalOf, around) {
  const result = { Effect: draw.chance(denies) ? 'Deny' : 'Allow' };
  if (principalOf) {
    Object.assign(result, principalOf(draw, result.Effect));
  }
  const actions = around.actions.length > 0 ? around.actions : actionPatterns;
  const notAction = draw.chance(0.12) && around.actions.length === 0;
  result[notAction ? 'NotAction' : 'Action'] =
    !notAction && draw.chance(0.75) ? [draw.pick(actions.filter(around.near))] : draw.some(actions, 3);
  const notResource = draw.chance(0.15);
  const resources = draw.chance(0.7) ? resourcePatterns.filter(around.nearResource) : resourcePatterns;
  result[notResource ? 'NotResource' : 'Resource'] =
    !notResource && draw.chance(0.4) ? '*' : draw.some(notResource ? resources.slice(1) : resources, 4);
  if (draw.chance(0.4)) {
    result.Condition = draw.chance(0.2) ? { ...condition(draw), ...condition(draw) } : condition(draw);
  }
  return result;
}

function policy(draw, count, denies, principalOf, around) {
  const statements = Array.from({ length: count }, () => statement(draw, denies, principalOf, around));
  return {
    Version: denies === 1 || draw.chance(0.93) ? '2012-10-17' : '2008-10-17',
    Statement: statements.length === 1 && draw.chance(0.3) ? statements[0] : statements,
  };
}

function resourcePrincipal(draw, effect) {
  const named = [
    own,
    `arn:aws:iam::${own}:root`,
    `arn:aws:iam::${other}:root`,
    ...principals.filter((item) => !item.service).map((item) => item.arn),
    ...principals.flatMap((item) => (item.role ? [item.role] : [])),
  ];
  if (effect === 'Deny' && draw.chance(0.2)) {
    return { NotPrincipal: { AWS: draw.some(named, 4) } };
  }
  if (draw.chance(0.15)) {
    return { Principal: draw.pick(['*', { AWS: '*' }]) };
  }
  return {
    Principal: {
      AWS: draw.some(named, 2),
      ...(draw.chance(0.3) ? { Service: 'events.amazonaws.com' } : {}),
    },
  };
}

/** Patterns of the request's service: only to make hits frequent, not a second evaluator. */
function aroundAction(action) {
  const service = action.split(':')[0];
  const near = (pattern) => pattern === '*' || pattern.toLowerCase().startsWith(`${service}:`);
  const resourceService = service === 'sts' ? 'iam' : service;
  return {
    actions: [],
    near,
    nearResource: (pattern) => pattern === '*' || pattern.startsWith(`arn:aws:${resourceService}:`),
  };
}

/** A resource control policy is refused with `*`, and with a service that does not take part. */
function controlled(around) {
  const services = ['s3:', 'sqs:', 'kms:', 'sts:'];
  const actions = actionPatterns.filter((pattern) => services.some((service) => pattern.startsWith(service)));
  return { ...around, actions, near: actions.some(around.near) ? around.near : () => true };
}

function contextOf(draw, principal) {
  const context = {};
  for (const [key, { values, many }] of Object.entries(keys)) {
    if (draw.chance(0.6)) {
      context[key] = many ? [...new Set(draw.some(values, 2))] : draw.pick(values);
    }
  }
  if (principal.username) {
    context['aws:username'] = principal.username;
  }
  return context;
}

/** One case: policies as AWS takes them, and the request. */
function generate(seed) {
  const draw = random(seed);
  const principal = draw.pick(principals);
  const [action, resource] = draw.pick(targets);
  const around = aroundAction(action);
  const everyone = () => ({ Principal: '*' });
  const kind = action.startsWith('kms:') ? 'key' : action.startsWith('sts:') ? 'trust' : 'resource';
  const withResource = kind !== 'resource' || draw.chance(0.55);
  const identity = !principal.service;
  const session = principal.arn.includes(':sts:');
  const levels = (probability, make) => (draw.chance(probability) ? make() : undefined);
  return {
    seed,
    request: {
      principal: principal.arn,
      action,
      resource,
      resourceAccountId: own,
      context: contextOf(draw, principal),
    },
    identity: identity
      ? Array.from({ length: draw.pick([0, 1, 1, 2, 2]) }, () =>
          policy(draw, draw.pick([1, 2, 3]), 0.1, undefined, around),
        )
      : [],
    boundary: identity
      ? levels(0.25, () => policy(draw, draw.pick([1, 2]), 0.06, undefined, around))
      : undefined,
    session: session
      ? levels(principal.arn.includes(':federated-user/') ? 0.9 : 0.25, () =>
          policy(draw, 1, 0.1, undefined, around),
        )
      : undefined,
    resource: withResource
      ? { kind, policy: policy(draw, draw.pick([1, 2, 3]), 0.15, resourcePrincipal, around) }
      : undefined,
    endpoint: levels(0.15, () => policy(draw, draw.pick([1, 2]), 0.1, everyone, around)),
    serviceControl: identity
      ? levels(0.2, () => [
          [policy(draw, 2, 0.15, undefined, around)],
          [policy(draw, 1, 0, undefined, around)],
        ])
      : undefined,
    resourceControl: levels(0.12, () => [[policy(draw, 1, 1, everyone, controlled(around))]]),
  };
}

module.exports = { generate };
