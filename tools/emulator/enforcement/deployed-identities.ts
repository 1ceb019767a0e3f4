import { Policy } from '../../../policies/iam/policy';
import { Remembered } from '../gateway/remembered';
import { type ControlPlane, orNothing } from './control-plane';
import { itemsAt, textAt, type XmlElement } from './xml';

/** A role with all its policies, compiled. */
export interface DeployedIdentity {
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
  /** Who may assume it. */
  readonly trust?: Policy;
}

const VERSION = '2010-05-08';
/** IAM is one for all regions; this is the one that it signs for. */
const REGION = 'us-east-1';

/** Reads roles from IAM as it is deployed now. */
export class DeployedIdentities {
  private readonly known: Remembered<DeployedIdentity | undefined>;

  /** @param believedForMs how long an answer is believed when no change is seen */
  constructor(
    private readonly plane: Pick<ControlPlane, 'query'>,
    believedForMs: number,
  ) {
    this.known = new Remembered(believedForMs);
  }

  /** Nothing where there is no such role: it then has no permissions. */
  of(roleArn: string): Promise<DeployedIdentity | undefined> {
    return this.known.get(roleArn, () => orNothing(() => this.read(roleArn)));
  }

  forget(): void {
    this.known.forget();
  }

  private async read(roleArn: string): Promise<DeployedIdentity> {
    const RoleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    const [role, inline, attached] = await Promise.all([
      this.ask('GetRole', { RoleName }),
      this.ask('ListRolePolicies', { RoleName, MaxItems: '1000' }),
      this.ask('ListAttachedRolePolicies', { RoleName, MaxItems: '1000' }),
    ]);
    const names = itemsAt(inline, 'PolicyNames').map(({ text }) => text.trim());
    const arns = itemsAt(attached, 'AttachedPolicies').flatMap((item) => textAt(item, 'PolicyArn') ?? []);
    const [own, managed] = await Promise.all([
      Promise.all(names.map((PolicyName) => this.inline(RoleName, PolicyName))),
      Promise.all(arns.map((arn) => this.managed(arn, 'identity'))),
    ]);
    const boundaryArn = textAt(role, 'PermissionsBoundaryArn');
    const trust = textAt(role, 'AssumeRolePolicyDocument');
    return {
      policies: [...own, ...managed],
      ...(boundaryArn ? { boundary: await this.managed(boundaryArn, 'boundary') } : {}),
      ...(trust ? { trust: Policy.of(`the trust of ${RoleName}`, 'trust', documentOf(trust)) } : {}),
    };
  }

  private async inline(RoleName: string, PolicyName: string): Promise<Policy> {
    const found = await this.ask('GetRolePolicy', { RoleName, PolicyName });
    return Policy.of(`${RoleName}/${PolicyName}`, 'identity', documentOf(textAt(found, 'PolicyDocument')));
  }

  private async managed(PolicyArn: string, kind: 'identity' | 'boundary'): Promise<Policy> {
    const policy = await this.ask('GetPolicy', { PolicyArn });
    const VersionId = textAt(policy, 'DefaultVersionId') ?? 'v1';
    const found = await this.ask('GetPolicyVersion', { PolicyArn, VersionId });
    return Policy.of(PolicyArn, kind, documentOf(textAt(found, 'Document')));
  }

  private ask(action: string, parameters: Readonly<Record<string, string>>): Promise<XmlElement> {
    return this.plane.query('iam', REGION, VERSION, action, parameters);
  }
}

/** IAM answers with documents that are encoded for URLs. */
function documentOf(text: string | undefined): unknown {
  const json = (text ?? '').startsWith('%') ? decodeURIComponent(text ?? '') : (text ?? '');
  return json === '' ? {} : JSON.parse(json);
}
