import { createHash, randomBytes } from 'node:crypto';
import type { SigningKey } from './signed-request';

/** moto's account, the one in which everything is deployed locally. */
export const EMULATOR_ACCOUNT_ID = '123456789012';

/** Who stands behind a local access key. */
export interface Principal {
  /** `arn:aws:iam::…:user/…` or `arn:aws:sts::…:assumed-role/ROLE/FUNCTION` */
  readonly arn: string;
  readonly accountId: string;
  /** What API Gateway shows as `caller` and `user`. */
  readonly userId: string;
  /** The function, when the key was given to its code. */
  readonly functionName?: string;
  /** The role whose permissions bind whoever has the key. @default none: what he does is not judged */
  readonly role?: RoleOfKey;
}

export interface RoleOfKey {
  readonly arn: string;
  /** Without qualifier. @default the role of something else */
  readonly functionArn?: string;
  /** Whether an AWS service acts with the role, and not the function's code. @default false */
  readonly isService?: boolean;
}

export interface LocalCredential extends SigningKey {
  readonly principal: Principal;
}

/**
 * The access keys that exist on this machine. Signatures are verified against it, and calls are traced back to functions
 * by it.
 */
export class CredentialRegistry {
  private readonly byAccessKey = new Map<string, LocalCredential>();

  /** @param operator the key of whoever runs the emulator */
  constructor(readonly operator: SigningKey) {
    this.add(operator, {
      arn: `arn:aws:iam::${EMULATOR_ACCOUNT_ID}:user/operator`,
      accountId: EMULATOR_ACCOUNT_ID,
      userId: stableId('AIDA', 'operator'),
    });
  }

  find(accessKeyId: string): LocalCredential | undefined {
    return this.byAccessKey.get(accessKeyId);
  }

  /**
   * The key of a function's code: the same access key id for the same function in every run, a secret of this run.
   *
   * @param functionArn without qualifier
   * @param roleArn the execution role
   */
  forFunction(functionArn: string, roleArn: string): LocalCredential {
    const functionName = functionArn.split(':')[6] ?? functionArn;
    return this.session(functionArn, roleArn, functionName, {
      functionName,
      role: { arn: roleArn, functionArn },
    });
  }

  /** The key with which Lambda itself does something for the function, such as sending to its destinations. */
  forServiceOfFunction(functionArn: string, roleArn: string): LocalCredential {
    const role = { arn: roleArn, functionArn, isService: true };
    return this.session(`lambda for ${functionArn}`, roleArn, functionArn.split(':')[6] ?? functionArn, {
      role,
    });
  }

  /** The key of somebody who has assumed a role that is not deployed: what he does to AWS is not judged. */
  forPerson(roleArn: string, session: string): LocalCredential {
    return this.session(`${roleArn} ${session}`, roleArn, session, {});
  }

  private session(
    owner: string,
    roleArn: string,
    sessionName: string,
    more: Pick<Principal, 'functionName' | 'role'>,
  ): LocalCredential {
    const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    const accountId = roleArn.split(':')[4] || EMULATOR_ACCOUNT_ID;
    const accessKeyId = stableId('ASIA', owner);
    const principal: Principal = {
      arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
      accountId,
      userId: `${stableId('AROA', roleArn)}:${sessionName}`,
      ...more,
    };
    const known = this.byAccessKey.get(accessKeyId);
    if (known && known.principal.arn === principal.arn && known.principal.role?.arn === more.role?.arn) {
      return known;
    }
    const secretAccessKey = randomBytes(30).toString('base64url');
    const sessionToken = randomBytes(96).toString('base64');
    return this.add({ accessKeyId, secretAccessKey, sessionToken }, principal);
  }

  private add(key: SigningKey, principal: Principal): LocalCredential {
    const credential = { ...key, principal };
    this.byAccessKey.set(key.accessKeyId, credential);
    return credential;
  }
}

/** An id in the form of IAM's: four letters for its kind and sixteen of base 32, derived from the name. */
function stableId(kind: string, name: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const digest = createHash('sha256').update(name).digest();
  const letters = [...digest.subarray(0, 16)].map((byte) => alphabet[byte % 32]);
  return kind + letters.join('');
}
