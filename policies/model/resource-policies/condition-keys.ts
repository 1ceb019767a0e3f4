/** What the values of a condition key are, and with that how a value is judged. */
export type KeyKind =
  /** Accounts, organisations, networks: one value is one of them. */
  | 'identifier'
  | 'arn'
  | 'address'
  /** True or false says it. */
  | 'flag'
  /** Anybody can make the condition true. */
  | 'weak';

/** Keys that say who calls, from where, or on whose behalf. Source: IAM User Guide, "AWS global condition context keys". */
const KINDS: Readonly<Record<string, KeyKind>> = {
  'aws:principalaccount': 'identifier',
  'aws:principalarn': 'arn',
  'aws:principalorgid': 'identifier',
  'aws:principalorgpaths': 'identifier',
  'aws:principalservicename': 'identifier',
  'aws:principalservicenameslist': 'identifier',
  'aws:principalisawsservice': 'flag',
  'aws:userid': 'identifier',
  'aws:sourceaccount': 'identifier',
  'aws:sourcearn': 'arn',
  'aws:sourceorgid': 'identifier',
  'aws:sourceorgpaths': 'identifier',
  'aws:sourceowner': 'identifier',
  'aws:sourceip': 'address',
  'aws:sourcevpc': 'identifier',
  'aws:sourcevpcarn': 'arn',
  'aws:sourcevpce': 'identifier',
  'aws:vpceaccount': 'identifier',
  'aws:vpceorgid': 'identifier',
  'aws:vpceorgpaths': 'identifier',
  'aws:ec2instancesourcevpc': 'identifier',
  'ec2:sourceinstancearn': 'arn',
  'elasticfilesystem:accessedviamounttarget': 'flag',
  'elasticfilesystem:accesspointarn': 'arn',
  'kms:calleraccount': 'identifier',
  'lambda:eventsourcetoken': 'identifier',
  'lambda:sourcefunctionarn': 'arn',
  's3:dataaccesspointaccount': 'identifier',
  's3:dataaccesspointarn': 'arn',
  'sns:endpoint': 'identifier',
  'ssm:sourceinstancearn': 'arn',
  // Of whom the caller is in an identity provider: the provider's own users only.
  'saml:aud': 'identifier',
};

/** Keys of which a caller chooses the value, or that say nothing of the caller. */
const WEAK = new Set([
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:currenttime',
  'aws:epochtime',
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:principaltype',
  'aws:referer',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:resourceorgpaths',
  'aws:securetransport',
  'aws:tagkeys',
  'aws:tokenissuetime',
  'aws:useragent',
  'aws:username',
  'aws:viaawsservice',
  'aws:vpcsourceip',
  'kms:viaservice',
  'lambda:functionurlauthtype',
  'sns:protocol',
]);

const WEAK_FAMILIES = [
  'aws:principaltag/',
  'aws:requesttag/',
  'aws:resourcetag/',
  'kms:encryptioncontext',
  's3:',
];

/** In what way the key limits who calls; nothing for a key of a service that this table does not have. */
export function keyKind(key: string): KeyKind | undefined {
  const name = key.toLowerCase();
  if (Object.hasOwn(KINDS, name)) return KINDS[name];
  if (WEAK.has(name) || WEAK_FAMILIES.some((family) => name.startsWith(family))) return 'weak';
  return /:(aud|sub|amr)$/.test(name) ? 'identifier' : undefined;
}
