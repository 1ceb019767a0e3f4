import { SecurityGroup as AwsSecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { Connections, type IConnectable } from './connections';
import type { RuleTarget } from './peer';

/** A security group, ours or imported. It is a peer, so it can be given to another group's `allowTo`. */
export interface ISecurityGroup extends IConnectable {
  attributes(): SecurityGroupAttributes;
}

/** What a stack has to output so that another stack can import the group. */
export interface SecurityGroupAttributes {
  readonly securityGroupId: string;
  /** Readable and known at synth: a part of the construct ids of rules. */
  readonly name: string;
}

export interface SecurityGroupProps {
  /** Kebab-case, such as `deposits-dev-post-ledger`. AWS's name is this and a random suffix, so it can be replaced. */
  readonly name: string;
  /** What is behind the group. Changing it replaces the group. */
  readonly description: string;
  readonly vpcId: string;
  /** @default only the Name */
  readonly tags?: Readonly<Record<string, string>>;
}

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const DESCRIPTION = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

abstract class SecurityGroupBase extends Construct implements ISecurityGroup {
  abstract readonly securityGroupId: string;
  abstract readonly peerName: string;
  abstract readonly targets: readonly RuleTarget[];
  abstract readonly connections: Connections;

  attributes(): SecurityGroupAttributes {
    return { securityGroupId: this.securityGroupId, name: this.peerName };
  }
}

/**
 * A security group without inline rules: closed in both directions until `connections` opens something. Terraform
 * removes the rule by which AWS opens the egress of every new group.
 *
 * @example
 * const ledger = new SecurityGroup(this, 'ledger', { name: 'deposits-dev-ledger', description: 'Ledger', vpcId });
 * ledger.connections.allowTo(endpoints.peerFor('rds-data'), Port.tcp(443), 'Data API');
 */
export class SecurityGroup extends SecurityGroupBase {
  /** A group that another stack made, on which rules of this stack's clients may be written. */
  static fromAttributes(scope: Construct, id: string, attributes: SecurityGroupAttributes): ISecurityGroup {
    return new ImportedSecurityGroup(scope, id, attributes);
  }

  readonly securityGroupId: string;
  readonly peerName: string;
  readonly targets: readonly RuleTarget[];
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    checkProps(props, this.node.path);
    this.securityGroupId = this.createGroup(props).id;
    this.peerName = props.name;
    this.targets = [{ kind: 'security-group', securityGroupId: this.securityGroupId }];
    this.connections = new Connections(this);
  }

  /** A fixed name could not be replaced before its interfaces have moved to the new group. */
  private createGroup({ name, description, vpcId, tags }: SecurityGroupProps): AwsSecurityGroup {
    return new AwsSecurityGroup(this, 'group', {
      namePrefix: `${name}-`,
      description,
      vpcId,
      revokeRulesOnDelete: true,
      tags: { Name: name, ...tags },
      lifecycle: { createBeforeDestroy: true },
    });
  }
}

class ImportedSecurityGroup extends SecurityGroupBase {
  readonly securityGroupId: string;
  readonly peerName: string;
  readonly targets: readonly RuleTarget[];
  readonly connections: Connections;

  constructor(scope: Construct, id: string, { securityGroupId, name }: SecurityGroupAttributes) {
    super(scope, id);
    checkImport(securityGroupId, name, this.node.path);
    this.securityGroupId = securityGroupId;
    this.peerName = name;
    this.targets = [{ kind: 'security-group', securityGroupId }];
    this.connections = new Connections(this);
  }
}

function checkProps({ name, description }: SecurityGroupProps, path: string): void {
  const problems = new Problems();
  checkName(name, problems);
  problems.check(DESCRIPTION.test(description) && description.trim().length > 0, {
    code: 'security-group-description',
    property: 'description',
    received: description,
    allowed: '1 to 255 characters of a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*',
    fix: 'Say what is behind the group.',
  });
  problems.throwIfAny(path);
}

function checkImport(securityGroupId: string, name: string, path: string): void {
  const problems = new Problems();
  checkName(name, problems);
  problems.check(Token.isUnresolved(securityGroupId) || /^sg-[0-9a-f]+$/.test(securityGroupId), {
    code: 'security-group-id',
    property: 'securityGroupId',
    received: securityGroupId,
    allowed: 'sg- and hexadecimal digits, or a Terraform reference',
    fix: 'Give the id of the group, not its name.',
  });
  problems.throwIfAny(path);
}

/** The name is also the prefix of AWS's, which leaves 100 characters less its dash. */
function checkName(name: string, problems: Problems): void {
  problems.check(NAME.test(name) && name.length <= 99 && !name.startsWith('sg-'), {
    code: 'security-group-name',
    property: 'name',
    received: name,
    allowed: 'up to 99 lower-case letters, digits and single dashes, not starting with sg-',
    fix: 'Give a kebab-case name without Terraform references.',
  });
}
