import { ref, TerraformElement, Token } from 'cdktf';
import type { Construct } from 'constructs';

export interface RandomPasswordProps {
  /** Letters and digits, 32 to 4,096. @default 64: 381 bits */
  readonly lengthCharacters?: number;
}

/**
 * A password of letters and digits that Secrets Manager makes while Terraform runs and that Terraform forgets when it
 * ends: an `ephemeral` block (Terraform 1.10 and later). It is in no plan and in no state, and Terraform accepts its
 * value only where nothing is stored, such as `secret_string_wo`.
 *
 * Every run makes another one. Whoever takes the value decides by a version number when to take it.
 *
 * cdktf 0.21 has no class for ephemeral blocks; this one only says how the block is written.
 */
export class RandomPassword extends TerraformElement {
  private static readonly type = 'aws_secretsmanager_random_password';
  private readonly lengthCharacters: number;

  constructor(scope: Construct, id: string, { lengthCharacters = 64 }: RandomPasswordProps = {}) {
    super(scope, id, `ephemeral.${RandomPassword.type}`);
    this.lengthCharacters = lengthCharacters;
  }

  /** A reference to the password. */
  get value(): string {
    return Token.asString(
      ref(`ephemeral.${RandomPassword.type}.${this.friendlyUniqueId}.random_password`, this.cdktfStack),
    );
  }

  override toTerraform(): Record<string, unknown> {
    return {
      ephemeral: {
        [RandomPassword.type]: {
          [this.friendlyUniqueId]: {
            exclude_punctuation: true,
            password_length: this.lengthCharacters,
            '//': this.constructNodeMetadata,
          },
        },
      },
    };
  }
}
