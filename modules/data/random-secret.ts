import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import { GeneratedSecret, type GeneratedSecretProps } from './generated-secret';

/**
 * A key for a function's own use, for example for pseudonyms: the base64 text of 32 random bytes, and nothing else in
 * the secret. The bytes are the SHA-256 of 64 random letters and digits (381 bits), so none of the 256 bits is lost.
 *
 * Such a key is rotated only by code that can follow: pseudonyms made with the old key do not match the new one.
 */
export class RandomSecret extends GeneratedSecret {
  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id, props, (random) => Fn.base64sha256(random));
  }
}
