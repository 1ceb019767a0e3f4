/** Names that say that the value is a secret. A name of a secret, its ARN or the place where it lies is none. */
const SECRET_NAME =
  /(^|_)(pass(word|wd|phrase)?|pwd|secret|secrets|token|api_?key|apikey|private_?key|access_?key|auth_?key|encryption_?key|signing_?key|credentials?|client_?secret|connection_?string|conn_?str)(_(value|plain|text|prod|dev|test))?\d*$/i;

/** Endings by which a name speaks of something else than the secret itself. */
const NOT_THE_SECRET =
  /(_|^)(arn|name|id|ids|url|uri|path|prefix|param(eter)?|key_?name|secret_?name|ref|version|stage|ttl|age|length|timeout|seconds|minutes|enabled|algorithm|type|policy|bucket|table|file|endpoint|host|header|issuer|audience|provider|region)$/i;

interface Shape {
  readonly what: string;
  readonly pattern: RegExp;
}

/** Texts that are a secret whatever their name is. Each names where the form is documented. */
const SHAPES: readonly Shape[] = [
  // IAM User Guide, "IAM identifiers": the prefixes of unique ids; these two are of access keys.
  { what: 'an access key of AWS', pattern: /(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}($|[^A-Z0-9])/ },
  { what: 'a private key', pattern: /-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----/ },
  {
    what: 'a token of GitHub',
    pattern: /(^|[^A-Za-z0-9])(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})/,
  },
  { what: 'a token of Slack', pattern: /xox[abpors]-[A-Za-z0-9-]{10,}/ },
  { what: 'a live key of Stripe', pattern: /(^|[^A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{16,}/ },
  { what: 'a key of Google', pattern: /(^|[^A-Za-z0-9])AIza[A-Za-z0-9_-]{35}($|[^A-Za-z0-9_-])/ },
  { what: 'a password in a URL', pattern: /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s:@${}]{3,}@[^/\s]+/i },
];

/** What the variable gives away, as a phrase; nothing if it is no secret. */
export function secretIn(name: string, value: string): string | undefined {
  const shape = SHAPES.find(({ pattern }) => pattern.test(value));
  if (shape) return shape.what;
  if (isSecretAccessKey(value)) return 'what looks like a secret access key of AWS';
  const spoken = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[-.]/g, '_');
  if (!SECRET_NAME.test(spoken) || NOT_THE_SECRET.test(spoken)) return undefined;
  return isPlace(value) ? undefined : 'a secret by its name';
}

/** Forty characters of base64 that look drawn at random: hashes in hexadecimal and paths do not. */
function isSecretAccessKey(value: string): boolean {
  const found = /(^|[^A-Za-z0-9/+=])([A-Za-z0-9/+]{40})($|[^A-Za-z0-9/+=])/.exec(value)?.[2];
  if (found === undefined || /^[0-9a-f]+$/i.test(found)) return false;
  return /[a-z]/.test(found) && /[A-Z]/.test(found) && /[0-9]/.test(found) && entropy(found) >= 4;
}

/** A value that tells where the secret lies, or is no secret at all. */
function isPlace(value: string): boolean {
  return (
    value.trim().length < 4 ||
    /^(arn:|\/|https?:\/\/|\{\{resolve:|ssm:|secretsmanager:|vault:)/.test(value) ||
    /^(true|false|null|none|undefined|\d+(ms|s|m|h|d)?)$/i.test(value.trim()) ||
    /^[a-z0-9]+([-_.][a-z0-9]+)*\/[\w./-]+$/i.test(value)
  );
}

/** Bits for each character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
