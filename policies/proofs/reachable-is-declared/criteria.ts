import type { Criterion } from '../../rules/rule';

export const GRANTED_NOT_REACHABLE: Criterion = {
  id: 'proof-granted-is-reachable',
  severity: 'medium',
  summary:
    'A function gets to every service that its role lets it use, and to every host that it is told of.',
  rationale:
    'A call that is permitted and cannot get there does not fail with an error: it waits until the function times out, in ' +
    'production, when it is first made.',
  remediation:
    'Make the smallest change that the finding names (a rule, a route, an endpoint, a statement), or take the grant away.',
};

export const REACHABLE_NOT_GRANTED: Criterion = {
  id: 'proof-reachable-is-granted',
  severity: 'medium',
  summary: 'The network leads a function only to where it has something to do.',
  rationale:
    'A way that nobody needs is the way that an intruder takes: data leaves by it to any host, or a database is asked by a ' +
    'function that has no business there.',
  remediation:
    'Remove the rule that opens the way, or narrow it to the groups and prefix lists of what the function uses; filter the ' +
    'hosts of the internet by name (Route 53 Resolver DNS Firewall, AWS Network Firewall).',
};

export const REACHABLE_NOT_DECLARED: Criterion = {
  id: 'proof-reachable-is-declared',
  severity: 'low',
  summary: 'What a function reaches on the internet is what its configuration names.',
  rationale:
    'A host that is let through and that no function names is either forgotten or not written down: in both cases nobody ' +
    'reviews it.',
  remediation:
    'Take the host from the list, or name it in the environment of the function that calls it; let hosts through by name ' +
    'instead of all addresses.',
};

export const CRITERIA: readonly Criterion[] = [
  GRANTED_NOT_REACHABLE,
  REACHABLE_NOT_GRANTED,
  REACHABLE_NOT_DECLARED,
];
