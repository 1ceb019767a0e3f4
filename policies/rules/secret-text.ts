import { isUnknown, PartialText, toText, type Value } from '../graph/value';

const SENSITIVE =
  /passw(or)?d|passphrase|secret|private_?key|access_?key|api_?key|auth_?key|token|credential|connection_?string/i;

/** What follows the word in a name that says where the secret is, or of which kind, not what it is. */
const ABOUT =
  /(_|-|\b)(arns?|names?|ids?|paths?|files?|urls?|uris?|types?|versions?|params?|parameters?|prefix|regions?|stages?|ttl|length|expir\w*|enabled|rotation)$/i;

/** Whether a variable of that name holds a secret, as `DB_PASSWORD` does and `DB_SECRET_ARN` does not. */
export function isSensitiveName(name: string): boolean {
  if (/^aws_access_key_id$/i.test(name)) return true;
  const parts = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return SENSITIVE.test(parts) && !ABOUT.test(parts) && !/^(token_type|version)/i.test(name);
}

/** Texts that are secrets wherever they stand. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an access key of AWS'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{22,}\b/, 'a token of GitHub'],
  [/\bglpat-[A-Za-z0-9_-]{20,}\b/, 'a token of GitLab'],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}\b/, 'a token of Slack'],
  [/\bsk_live_[A-Za-z0-9]{16,}\b/, 'a key of Stripe'],
  [/\bAIza[A-Za-z0-9_-]{35}\b/, 'a key of Google'],
  [/^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/:@{}$]+@/i, 'an address with a password in it'],
];

/** What kind of secret the text is by its form alone; `undefined` if none. */
export function secretShape(text: string): string | undefined {
  return SHAPES.find(([pattern]) => pattern.test(text))?.[1];
}

/** Whether a text under a sensitive name is where the secret is, or nothing yet, and not the secret. */
export function isPointer(text: string): boolean {
  return (
    text.trim() === '' ||
    /^(true|false|null|none|\d{1,4})$/i.test(text) ||
    /^arn:[\w-]+:[\w-]+:/.test(text) ||
    /^(\/[\w.-]+){2,}$/.test(text) ||
    /^\{\{resolve:(secretsmanager|ssm(-secure)?):/.test(text)
  );
}

/** A word that stands where somebody puts the secret later: `CHANGE_ME`. */
export function isPlaceholder(text: string): boolean {
  return /^[<{[]?\s*(change|replace|fill|set|to[-_ ]?be|placeholder|dummy|todo|tbd|your|example|initial|default|xxx|\.\.\.|\*{3})/i.test(
    text,
  );
}

/** Attributes whose value is a secret. */
const SECRET_ATTRIBUTE =
  /^(result|secret_string|secret_binary|value|password|master_password|secret|token|private_key_pem)$/;

/**
 * How a value comes to be a secret in plain text, for a sentence: `the literal text`; `undefined` where it is none, or
 * only where it is; and whether that is certain.
 *
 * @param named whether the name under which it stands is sensitive: then every text is a secret
 */
export function plainSecret(value: Value | undefined, named: boolean): string | undefined {
  if (value instanceof PartialText) {
    const shape = secretShape(value.parts.map((part) => (typeof part === 'string' ? part : 'x')).join(''));
    if (shape) return shape;
    return value.parts
      .filter((part) => typeof part !== 'string')
      .map((part) => plainSecret(part, named))
      .find((one) => one !== undefined);
  }
  if (isUnknown(value)) {
    const name = value.reference?.path[0] ?? value.reference?.target.split('.').pop();
    if (value.reference?.kind === 'resource' && SECRET_ATTRIBUTE.test(String(name))) {
      const produces =
        /(^|\.)(random_password|aws_secretsmanager_secret_version|aws_ssm_parameter|aws_db_instance)\./;
      return named || produces.test(value.reference.target) ? `${value.reference.target}.${name}` : undefined;
    }
    if (named && value.reference?.kind === 'variable')
      return `the variable ${value.reference.target.replace(/^.*var\./, '')}`;
    return undefined;
  }
  const text = toText(value);
  if (typeof text !== 'string') return undefined;
  return secretShape(text) ?? (named && !isPointer(text) ? 'a text' : undefined);
}
