import type { Resource } from '../../graph/resource';
import type { EffectivePermission } from '../../iam/effective-permissions';
import { isUnknown } from '../../iam/truth';
import { configurationNeeds } from '../../proofs/granted-is-used/configuration-needs';
import { meets, type Need } from '../../proofs/granted-is-used/need';
import type { RuleContext } from '../../rules/context';

/**
 * Who makes the calls that a permission is for. `function`: its code. `lambda`: Lambda itself, from its own network.
 * `service`: another service, by the conditions of the permission. `lent`: another service that the function may call and
 * that works with the permission of whoever calls it. `signed`: the code, or somebody to whom it gave an address that it
 * signed; the configuration does not tell which.
 */
export type Caller = 'function' | 'lambda' | 'service' | 'lent' | 'signed';

/** Keys that only a service's call has. Source: IAM User Guide, "Global condition context keys"; KMS, "kms:ViaService". */
const THROUGH_SERVICE =
  /^(kms:viaservice|kms:encryptioncontext:|aws:calledvia|aws:calledviafirst|aws:calledvialast)/;

/** Done by what AWS runs beside the function, whatever the resource: network interfaces, logs, traces, mounts. */
const BESIDE =
  /^(ec2:(assignprivateipaddresses|createnetworkinterface|deletenetworkinterface|describe(networkinterfaces|subnets|securitygroups|vpcs)|unassignprivateipaddresses)|ec2:getsecuritygroupsforvpc|logs:(createloggroup|createlogstream|putlogevents)|xray:.*|elasticfilesystem:client.*|iam:passrole)$/;

/** Cryptography that services ask KMS for, with the permission of who uses them. */
const CRYPTOGRAPHY = /^kms:(decrypt|describekey|encrypt|generatedatakey.*|reencrypt.*|\*)$/;

/** What an address can be signed for. */
const OBJECTS = /^s3:((get|put)object.*|\*)$/;

/**
 * Services that do something with the permission of their caller. Sources: Amazon Aurora User Guide, "Using the Data API"
 * (the secret); the guides of Rekognition, Textract, Transcribe and Comprehend (objects that they are pointed to).
 */
const LENDERS: readonly { readonly to: RegExp; readonly what: RegExp }[] = [
  { to: /^rds-data:/, what: /^secretsmanager:(getsecretvalue|describesecret)$/ },
  {
    to: /^(rekognition|textract|transcribe|comprehend|polly):/,
    what: /^s3:(getobject.*|listbucket|getbucketlocation)$/,
  },
];

/** Tells for the permissions of one function who makes the calls. */
export class Callers {
  private needs: readonly Need[] | undefined;

  constructor(
    private readonly context: RuleContext,
    private readonly lambda: Resource,
    private readonly permissions: readonly EffectivePermission[],
  ) {}

  of(permission: EffectivePermission): Caller {
    const action = permission.action.toLowerCase();
    if (BESIDE.test(action)) return 'lambda';
    if (permission.conditions.some(({ key, negated }) => !negated && THROUGH_SERVICE.test(key.toLowerCase())))
      return 'service';
    if (isViaService(permission)) return 'service';
    if (this.isConfigured(action, permission.resource)) return 'lambda';
    if (CRYPTOGRAPHY.test(action) || this.isLent(action)) return 'lent';
    return OBJECTS.test(action) ? 'signed' : 'function';
  }

  private isLent(action: string): boolean {
    return LENDERS.some(
      ({ to, what }) =>
        what.test(action) && this.permissions.some((one) => to.test(one.action.toLowerCase())),
    );
  }

  private isConfigured(action: string, resource: string): boolean {
    this.needs ??= configurationNeeds(this.context, this.lambda);
    return this.needs.some(({ action: wanted, target }) => {
      if (!meets(wanted.toLowerCase(), action)) return false;
      return target.kind === 'arn' ? meets(target.arn, resource) : true;
    });
  }
}

function isViaService({ conditions }: EffectivePermission): boolean {
  return conditions.some(
    ({ key, comparison, negated, values }) =>
      key.toLowerCase() === 'aws:viaawsservice' &&
      comparison === 'Bool' &&
      !negated &&
      !isUnknown(values) &&
      values.includes('true'),
  );
}
