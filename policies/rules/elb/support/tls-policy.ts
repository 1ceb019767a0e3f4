/**
 * What AWS takes for a listener with TLS that names no policy, through API and Terraform. Policies and what they
 * allow: Elastic Load Balancing User Guide, "Security policies for your Application Load Balancer".
 */
export const DEFAULT_POLICY = 'ELBSecurityPolicy-2016-08';

/** They allow TLS 1.2 and later only. Any other, also one that nobody knows yet, counts as older. */
export function isTls12(policy: string): boolean {
  return /^ELBSecurityPolicy-(FS-1-2-|TLS-1-2-|TLS13-1-[23]-)/.test(policy);
}

/** Ciphers that are broken or weak, or protocols below TLS 1.2, beside them. */
const WEAK = new Set(
  [
    'Default',
    '2014-01',
    '2014-10',
    '2015-02',
    '2015-03',
    '2015-05',
    '2016-08',
    'TLS-1-0-2015-04',
    'TLS-1-1-2017-01',
    'TLS13-1-0-2021-06',
    'TLS13-1-1-2021-06',
  ].map((name) => `ELBSecurityPolicy-${name}`),
);

export function hasWeakCiphers(policy: string): boolean {
  return WEAK.has(policy);
}

/** Policies that AWS keeps for old callers: protocols below TLS 1.2, or ciphers without forward secrecy. */
export function isOutdated(policy: string): boolean {
  return (
    hasWeakCiphers(policy) ||
    /^ELBSecurityPolicy-(FS-2018-06|FS-1-1-2019-08|TLS13-1-2-Ext[12]-2021-06)$/.test(policy)
  );
}
