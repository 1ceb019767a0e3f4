import type { Criterion } from '../../rules/rule';

export const NOT_REFUSED: Criterion = {
  id: 'proof-hardening-refuses',
  severity: 'medium',
  summary: 'What this system refuses to everybody, whatever identities are allowed, its policies refuse.',
  rationale:
    'Grants say what is needed; these denials hold against a grant that is too wide, a role of another team, and an ' +
    'administrator’s mistake. Nothing stops working when one of them is lost, so nobody would notice.',
  remediation: 'Put the Deny back that the counter-example asks for.',
};
