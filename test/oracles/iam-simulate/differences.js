// Where the oracle and AWS's documentation disagree. Each is a rewriting that makes our evaluator see what the oracle
// sees: a difference counts as explained only if, rewritten, our verdict is the oracle's.

const map = (value, change) => {
  if (Array.isArray(value)) {
    return value.map((item) => map(item, change));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => change(key, map(item, change))));
  }
  return value;
};

const policyMembers = [
  'identity',
  'boundary',
  'session',
  'resource',
  'endpoint',
  'serviceControl',
  'resourceControl',
];

/** Rewrites members of all the policies of a case, and nothing of its request. */
function rewritten(given, change) {
  const policies = policyMembers.filter((name) => given[name] !== undefined);
  return { ...given, ...Object.fromEntries(policies.map((name) => [name, map(given[name], change)])) };
}

const list = (value) => (Array.isArray(value) ? value : [value]);

/** Whether the text holds a variable (other than an escape) without a default and without one value in the request. */
function unresolved(text, { request }) {
  const values = new Map(Object.entries(request.context).map(([key, value]) => [key.toLowerCase(), value]));
  return [...text.matchAll(/\$\{([^{}*?$,]+)\}/g)].some(
    ([, key]) => typeof values.get(key.toLowerCase()) !== 'string',
  );
}

function withoutStatements(given, drop) {
  return rewritten(given, (key, value) =>
    key === 'Statement' ? [[key, list(value).filter((statement) => !drop(statement))]] : [[key, value]],
  );
}

const differences = [
  {
    id: 'session-policy-limits-direct-grant',
    why:
      'The oracle lets a session policy limit what a resource policy grants to the session itself or to everyone. ' +
      'IAM User Guide, "Policy evaluation logic": permissions granted directly to a session are not limited by an ' +
      'implicit deny in an identity-based policy, a permissions boundary or a session policy.',
    rewrite(given) {
      // As the oracle sees it, the session policy is one more layer that must allow: an endpoint policy is such a layer.
      if (given.session === undefined) {
        return given;
      }
      const limit = map(given.session, (key, value) =>
        key === 'Statement'
          ? [[key, list(value).map((item) => ({ ...item, Principal: '*' }))]]
          : [[key, value]],
      );
      return given.endpoint === undefined ? { ...given, endpoint: limit } : { ...given, outerSession: limit };
    },
  },
  {
    id: 'federated-user-without-session-policy',
    why:
      'The oracle gives a federated user without a session policy all the permissions of the user. IAM User Guide, ' +
      '"Policy evaluation logic": without a session policy, a principal that is no role session is implicitly denied.',
    rewrite(given) {
      return given.session === undefined && given.request.principal.includes(':federated-user/')
        ? {
            ...given,
            session: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
          }
        : given;
    },
  },
  {
    id: 'for-any-value-if-exists',
    why:
      'ForAnyValue with IfExists and an absent key: the User Guide says false under ForAnyValue and true under ' +
      'IfExists. We say unknown, the oracle false.',
    rewrite: (given) =>
      rewritten(given, (key, value) => [
        [/^ForAnyValue:/i.test(key) ? key.replace(/IfExists$/i, '') : key, value],
      ]),
  },
  {
    id: 'epoch-seconds',
    why:
      'The oracle reads a date given as epoch time as milliseconds. IAM User Guide, "Date condition operators": ' +
      'epoch (UNIX) time, which counts seconds.',
    rewrite: (given) =>
      rewritten(given, (key, value) =>
        key.toLowerCase() === 'aws:currenttime'
          ? [
              [
                key,
                list(value).map((item) =>
                  /^\d{5,}$/.test(item) ? new Date(Number(item)).toISOString() : item,
                ),
              ],
            ]
          : [[key, value]],
      ),
  },
  {
    id: 'variable-without-slash',
    why:
      'The oracle replaces no variable in the resource part of an ARN that has no slash. IAM User Guide, "Variables ' +
      'and tags", has arn:aws:sqs:us-east-2:*:${aws:username}-queue as its example.',
    rewrite: (given) =>
      rewritten(given, (key, value) =>
        key === 'Resource' || key === 'NotResource'
          ? [
              [
                key,
                list(value).map((item) =>
                  /^(?:[^:]*:){5}[^/]*\$\{/.test(item) ? 'arn:aws:none:::none' : item,
                ),
              ],
            ]
          : [[key, value]],
      ),
  },
  {
    id: 'not-principal-account',
    why:
      'For the oracle, NotPrincipal that lists an account spares all its principals, and one that lists a user or a ' +
      'role spares it without the account. IAM User Guide, "NotPrincipal": all principals but the user named are ' +
      'denied, in an example that lists the account too; without the account "the policy might deny access".',
    rewrite(given) {
      if (given.resource === undefined) {
        return given;
      }
      const { principal } = given.request;
      const account = /::(\d{12}):/.exec(principal)?.[1];
      const session = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(principal);
      const names = [
        principal,
        ...(account ? [account, `arn:aws:iam::${account}:root`] : []),
        ...(session ? [`arn:aws:iam::${session[1]}:role/${session[2]}`] : []),
      ];
      const statements = list(given.resource.policy.Statement).flatMap((statement) => {
        const { NotPrincipal, ...rest } = statement;
        if (NotPrincipal === undefined) {
          return [statement];
        }
        const spared =
          given.boundary === undefined && list(NotPrincipal.AWS).some((item) => names.includes(item));
        return spared ? [] : [{ ...rest, Principal: '*' }];
      });
      return {
        ...given,
        resource: { ...given.resource, policy: { ...given.resource.policy, Statement: statements } },
      };
    },
  },
  {
    id: 'ipv4-everything',
    why:
      'For the oracle no IPv4 address is within 0.0.0.0/0. IAM User Guide, "IP address condition operators": ' +
      'standard CIDR format, in which /0 holds every address.',
    rewrite: (given) =>
      rewritten(given, (key, value) =>
        key.toLowerCase() === 'aws:sourceip'
          ? [[key, list(value).map((item) => (item === '0.0.0.0/0' ? '255.255.255.255/32' : item))]]
          : [[key, value]],
      ),
  },
  {
    id: 'variables-in-2008',
    why:
      'The oracle replaces variables in policies of version 2008-10-17 too. IAM User Guide, "Variables and tags": ' +
      'without version 2012-10-17 they are literal strings.',
    rewrite: (given) => rewritten(given, (key, value) => [[key, key === 'Version' ? '2012-10-17' : value]]),
  },
  {
    id: 'not-resource-without-value',
    why:
      'A variable without a value in NotResource: for the oracle the statement does not apply. The User Guide says ' +
      'both that such a resource "will not match any resource" and that the statement may be invalid: we say unknown.',
    rewrite: (given) =>
      withoutStatements(given, (statement) =>
        list(statement.NotResource ?? []).some((item) => unresolved(item, given)),
      ),
  },
  {
    id: 'negation-without-value',
    why:
      'A variable without a value under a negated operator: for the oracle false. IAM User Guide, "Policy variables ' +
      'with no value": inverted operators do match against a null value.',
    rewrite: (given) =>
      withoutStatements(given, ({ Condition }) =>
        Object.entries(Condition ?? {}).some(
          ([operator, keys]) =>
            operator.includes('Not') &&
            Object.values(keys).some((values) => list(values).some((item) => unresolved(item, given))),
        ),
      ),
  },
  {
    id: 'escape-under-string-equals',
    why:
      'For the oracle ${*} under StringEquals is the text ${*}. IAM User Guide, "Variables and tags", special ' +
      'characters: it stands for an asterisk in any string that takes variables.',
    rewrite: (given) =>
      rewritten(given, (key, value) => [
        [
          key,
          /^String(Not)?Equals|:String(Not)?Equals/i.test(key)
            ? map(value, (name, items) => [
                [name, list(items).map((item) => (item === '${*}' ? '$ *' : item))],
              ])
            : value,
        ],
      ]),
  },
  {
    id: 'ipv6-against-one-ipv4-address',
    why:
      'For the oracle an IPv6 source is not outside an IPv4 address that is written without a prefix. IAM User Guide, ' +
      '"IP address condition operators": without a prefix it is /32, so one IPv4 address.',
    rewrite: (given) =>
      given.request.context['aws:SourceIp']?.includes(':') === true
        ? rewritten(given, (key, value) => [
            [
              key,
              key.startsWith('NotIpAddress')
                ? map(value, (name, items) => [
                    [name, list(items).map((item) => (/^[\d.]+$/.test(item) ? '::/0' : item))],
                  ])
                : value,
            ],
          ])
        : given,
  },
];

/** The fewest rewritings, at most three together, under which ours is the oracle's verdict; nothing if there are none. */
function explanation(given, verdict, ours) {
  for (let size = 1; size <= 3; size++) {
    for (const chosen of choices(differences, size)) {
      const seen = chosen.reduce((current, difference) => difference.rewrite(current), given);
      if (seen !== given && ours(seen).verdict === verdict) {
        return chosen.map((difference) => difference.id);
      }
    }
  }
  return undefined;
}

function* choices(items, size, from = 0, chosen = []) {
  if (chosen.length === size) {
    yield chosen;
    return;
  }
  for (let index = from; index < items.length; index++) {
    yield* choices(items, size, index + 1, [...chosen, items[index]]);
  }
}

module.exports = { differences, explanation };
