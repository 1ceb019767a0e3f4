import type { Criterion } from '../../rules/rule';

const RATIONALE_USED =
  'A role that may do more than its function does is what an intruder in the function, or a mistake in it, can use.';

export const GRANTED_NOT_USED: Criterion = {
  id: 'proof-granted-is-used',
  severity: 'medium',
  summary: 'A function may do nothing that neither its code nor its configuration needs.',
  rationale: RATIONALE_USED,
  remediation:
    'Remove the action or the resource from the statement, or the use from the contract that grants it.',
};

export const USED_NOT_GRANTED: Criterion = {
  id: 'proof-used-is-granted',
  severity: 'high',
  summary: 'A function may do all that its code and its configuration need.',
  rationale:
    'A call without a grant fails with AccessDenied when it is first made: in production, if no test makes it.',
  remediation: 'Add the statement that the finding spells out, or the use to the contract that grants it.',
};

export const CALLS_UNRESOLVED: Criterion = {
  id: 'proof-calls-are-known',
  severity: 'medium',
  summary: 'It can be told from the code which calls of AWS a function makes.',
  rationale:
    'What nobody can tell from the code, nobody can compare with the grants: the proof would be worth nothing.',
  remediation:
    'Make the command by the name of its class, where it is sent, and import the client by its own name.',
};

export const TRACE_OUTSIDE_CODE: Criterion = {
  id: 'proof-trace-is-in-code',
  severity: 'high',
  summary: 'Every call that was recorded is one that the code shows.',
  rationale:
    'A call that happened and was not found in the code means that the analysis of the code is incomplete.',
  remediation: 'Find the call by the recorded operation, and make it in a way that the analysis sees.',
};

export const CODE_OUTSIDE_BUNDLE: Criterion = {
  id: 'proof-code-is-in-bundle',
  severity: 'medium',
  summary: 'The bundle holds the operations that the code calls, and no others.',
  rationale:
    'The bundle is what runs: where it and the code differ, one of them was not what the proof looked at.',
  remediation: 'Bundle the functions again; remove what brings the other operation along.',
};

export const CRITERIA: readonly Criterion[] = [
  GRANTED_NOT_USED,
  USED_NOT_GRANTED,
  CALLS_UNRESOLVED,
  TRACE_OUTSIDE_CODE,
  CODE_OUTSIDE_BUNDLE,
];
