import { arnOf } from '../../iam/arn-pattern';
import type { ContextValue } from '../../iam/context';
import type { ActionCatalogue } from '../../sdk/action-catalogue';
import { actionsOf } from '../../sdk/operation-actions';
import { OBJECT_INPUTS, resourceMembers } from '../../sdk/resource-members';
import { isKnownText, type SdkCall, type TracedText } from '../../sdk/sdk-call';
import { type Need, NO_RESOURCE, type Target } from './need';
import type { Targets } from './targets';

/** For each action of a transaction, the member that calls for it. */
const TRANSACTION_MEMBERS: Readonly<Record<string, string>> = {
  'dynamodb:ConditionCheckItem': 'TransactItems[].ConditionCheck.TableName',
  'dynamodb:DeleteItem': 'TransactItems[].Delete.TableName',
  'dynamodb:PutItem': 'TransactItems[].Put.TableName',
  'dynamodb:UpdateItem': 'TransactItems[].Update.TableName',
};

/** What calls of the code need besides their own action, when they give the member. Sources as in operation-actions. */
const FURTHER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  's3:PutObject': { ACL: 's3:PutObjectAcl', Tagging: 's3:PutObjectTagging' },
  's3:GetObject': { VersionId: 's3:GetObjectVersion' },
  's3:DeleteObject': { VersionId: 's3:DeleteObjectVersion' },
};

/** All actions that the operation may need, whatever its input. */
export function possibleActions({ package: npmPackage, operation }: SdkCall): readonly string[] {
  const actions = actionsOf(npmPackage, operation);
  const name = npmPackage.replace(/^@aws-sdk\//, '');
  return [
    ...actions,
    ...actions.flatMap((action) => Object.values(FURTHER[action] ?? {})),
    ...(OBJECT_INPUTS[name] ? ['s3:GetObject'] : []),
    ...(name === 'client-rds-data' ? ['secretsmanager:GetSecretValue'] : []),
  ];
}

/** What the call needs, by what its input shows. */
export class CodeNeeds {
  constructor(
    private readonly catalogue: ActionCatalogue,
    private readonly targets: Targets,
    private readonly functionArn: string,
  ) {}

  /** @returns nothing where nobody knows which action the operation needs */
  of(call: SdkCall): readonly Need[] | undefined {
    const actions = actionsOf(call.package, call.operation);
    if (actions.length === 0) return undefined;
    // An address that was signed is used by somebody else, from elsewhere.
    const isOwn = call.form !== 'signature';
    return [
      ...actions
        .flatMap((action) => this.needs(call, action))
        .map((need) => ({ ...need, origin: { kind: 'code', call, isOwn } as const })),
      ...actions.flatMap((action) => this.further(call, action)),
      ...this.objects(call),
      ...this.secret(call),
    ];
  }

  private needs(call: SdkCall, action: string): readonly Need[] {
    if (call.operation === 'TransactWriteItems') return this.transaction(call, action);
    if (action.startsWith('dynamodb:PartiQL')) return this.statement(call, action);
    if (/CopyObject|UploadPartCopy/.test(call.operation) && action === 's3:GetObject')
      return this.copied(call);
    return this.on(call, action, this.targetsOf(call, action));
  }

  private on(
    call: SdkCall,
    action: string,
    targets: readonly Target[],
    strength: Need['strength'] = 'needed',
  ): readonly Need[] {
    const context = this.context(call, action);
    return targets.map((target) => ({ action, target, context, strength, origin: { kind: 'code', call } }));
  }

  private targetsOf(call: SdkCall, action: string): readonly Target[] {
    const types = this.catalogue.facts(action)?.resourceTypes ?? [];
    if (types.length === 0) return [NO_RESOURCE];
    const found = this.named(call);
    if (found.length === 0) return [this.unnamed(call)];
    if (action.startsWith('s3:') && types.includes('object')) {
      return found.flatMap((bucket) => this.keys(call.input['Key']).map((key) => below(bucket, `/${key}`)));
    }
    const index = call.input['IndexName'];
    if (index && types.includes('index')) {
      return found.flatMap((table) =>
        index.map((name) => below(table, `/index/${this.targets.pattern(name)}`)),
      );
    }
    return found;
  }

  private named(call: SdkCall): readonly Target[] {
    return resourceMembers(call.package).flatMap(({ path, kind }) =>
      (call.input[path] ?? []).map((text) => this.targets.of(text, kind)),
    );
  }

  private unnamed({ operation }: SdkCall): Target {
    if (operation === 'PutEvents') return this.targets.of([{ text: 'default' }], 'event-bus');
    return { kind: 'open', reason: 'no member of the input that is followed names it' };
  }

  private keys(texts: readonly TracedText[] | undefined): readonly string[] {
    return texts && texts.length > 0 ? texts.map((text) => this.targets.pattern(text)) : ['*'];
  }

  /** Of the four actions, those for which the transaction has an item; all of them where nobody can tell. */
  private transaction(call: SdkCall, action: string): readonly Need[] {
    const member = TRANSACTION_MEMBERS[action] ?? '';
    const texts = call.input[member] ?? [];
    const all = Object.values(TRANSACTION_MEMBERS).map((one) => call.input[one] ?? []);
    const isHidden = all.every(
      (list) => list.length > 0 && list.every((text) => text.some((part) => 'unknown' in part)),
    );
    return this.on(
      call,
      action,
      texts.map((text) => this.targets.of(text, 'table')),
      isHidden ? 'possible' : 'needed',
    );
  }

  /** PartiQL: the first word of the statement decides, its table is not read out of it. */
  private statement(call: SdkCall, action: string): readonly Need[] {
    const texts = ['Statement', 'Statements[].Statement', 'TransactStatements[].Statement'].flatMap(
      (member) => call.input[member] ?? [],
    );
    const verb = action.slice('dynamodb:PartiQL'.length).toLowerCase();
    const target: Target = { kind: 'open', reason: 'the table stands in the text of a statement' };
    if (texts.length === 0) return this.on(call, action, [target], 'possible');
    return texts.flatMap((text) => {
      const [first] = text;
      if (!first || !('text' in first)) return this.on(call, action, [target], 'possible');
      return first.text.trim().toLowerCase().startsWith(verb) ? this.on(call, action, [target]) : [];
    });
  }

  /** `CopySource` is `bucket/key`. */
  private copied(call: SdkCall): readonly Need[] {
    const targets = (call.input['CopySource'] ?? [[{ unknown: 'no source is given' }]]).map(
      (text): Target => ({
        kind: 'arn',
        arn: `arn:aws:s3:::${this.targets.pattern(text).replace(/^\//, '')}`,
      }),
    );
    return this.on(call, 's3:GetObject', targets);
  }

  private further(call: SdkCall, action: string): readonly Need[] {
    return Object.entries(FURTHER[action] ?? {}).flatMap(([member, extra]) => {
      const texts = call.input[member] ?? [];
      if (texts.length === 0) return [];
      const isSure = texts.some(isKnownText);
      return this.on(call, extra, this.targetsOf(call, extra), isSure ? 'needed' : 'possible');
    });
  }

  /** Rekognition and Textract read an object of S3 with the caller's permission (their developer guides). */
  private objects(call: SdkCall): readonly Need[] {
    const inputs = OBJECT_INPUTS[call.package.replace(/^@aws-sdk\//, '')] ?? [];
    return inputs.flatMap((input) => {
      const buckets = call.input[`${input}.S3Object.Bucket`] ?? [];
      const keys = this.keys(call.input[`${input}.S3Object.Name`]);
      const targets = buckets.flatMap((text) => {
        const bucket = this.targets.of(text, 'bucket');
        return keys.map((key) => below(bucket, `/${key}`));
      });
      return this.on(call, 's3:GetObject', targets);
    });
  }

  /** The Data API reads the secret with the caller's permission (Aurora User Guide, "Using RDS Data API"). */
  private secret(call: SdkCall): readonly Need[] {
    if (call.package !== '@aws-sdk/client-rds-data') return [];
    const targets = (call.input['secretArn'] ?? []).map((text) => this.targets.of(text, 'arn'));
    return this.on(call, 'secretsmanager:GetSecretValue', targets);
  }

  /** Lambda names the function in every call of its code; the rest follows from the call. */
  private context(call: SdkCall, action: string): Need['context'] {
    const context: Record<string, ContextValue> = {
      'lambda:SourceFunctionArn': this.functionArn,
      'kms:ViaService': [],
    };
    if (action === 'events:PutEvents') {
      const source = oneText(call.input['Entries[].Source']);
      if (source !== undefined) context['events:source'] = source;
      const detail = oneText(call.input['Entries[].DetailType']);
      if (detail !== undefined) context['events:detail-type'] = detail;
    }
    return context;
  }
}

function oneText(texts: readonly TracedText[] | undefined): string | undefined {
  const [text, ...others] = texts ?? [];
  const [part, ...more] = text ?? [];
  return others.length === 0 && more.length === 0 && part && 'text' in part ? part.text : undefined;
}

/** A part of the target: an object of a bucket, an index of a table. */
function below(target: Target, rest: string): Target {
  if (target.kind !== 'arn') return target;
  const arn = arnOf(target.arn).resource === undefined ? target.arn : `${target.arn}${rest}`;
  return { ...target, arn };
}
