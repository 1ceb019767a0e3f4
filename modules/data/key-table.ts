import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Capability, IGrantee, IUsable, Statement } from '../core/capability';
import { checkText, checkWholeNumber } from '../core/checks';
import { Problems } from '../core/errors';
import { CustomerKey, type CustomerKeyAttributes, type ICustomerKey } from './customer-key';

/**
 * `claim`: take a key that nobody has taken, and complete or release it, without reading anybody else's. `read`: get an
 * item by its key. `replace`: get an item and put it anew as a whole. `read-write`: `replace`, and change parts of an
 * item. None of them scans, queries or deletes: items are forgotten at their time.
 */
export type TableAccess = 'claim' | 'read' | 'replace' | 'read-write';

/** A table of keys of this account. */
export interface IKeyTable extends IUsable<TableAccess> {
  readonly tableName: string;
  readonly tableArn: string;
  grantClaim(grantee: IGrantee): void;
  grantRead(grantee: IGrantee): void;
  grantReplace(grantee: IGrantee): void;
  grantReadWrite(grantee: IGrantee): void;
  attributes(): KeyTableAttributes;
}

export interface KeyTableAttributes {
  readonly tableName: string;
  readonly tableArn: string;
  readonly key: CustomerKeyAttributes;
}

export interface KeyTableProps {
  /** For example `deposits-dev-idempotency`. */
  readonly name: string;
  readonly key: ICustomerKey;
  /** Days to which the table can be taken back, 1 to 35. @default 35 */
  readonly recoveryPeriodDays?: number;
  /** Whether deleting the table is refused. @default true */
  readonly deletionProtection?: boolean;
  /** @default only `Name` */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A table whose items are found by one string, `pk`, and forgotten at the time in `expiresAt` (seconds since 1970):
 * for idempotency keys, task tokens, the state of something that is under way. Paid by request, recoverable to any
 * second, encrypted with the customer's key.
 *
 * @throws InvalidInputError for a name or a period that DynamoDB would refuse
 */
export class KeyTable extends Construct implements IKeyTable {
  /** The attribute that holds the key. */
  static readonly partitionKey = 'pk';
  /** The attribute that says when DynamoDB may delete the item. */
  static readonly timeToLive = 'expiresAt';

  /** A table that another stack made. Creates nothing. */
  static fromAttributes(attributes: KeyTableAttributes): IKeyTable {
    return new ImportedTable(attributes);
  }

  readonly tableName: string;
  readonly tableArn: string;
  private readonly key: ICustomerKey;
  private readonly name: string;

  constructor(scope: Construct, id: string, props: KeyTableProps) {
    super(scope, id);
    checkProps(this.node.path, props);
    const { name, key, recoveryPeriodDays = 35, deletionProtection = true } = props;
    this.key = key;
    this.name = name;
    const table = new DynamodbTable(this, 'Table', {
      name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: KeyTable.partitionKey,
      attribute: [{ name: KeyTable.partitionKey, type: 'S' }],
      ttl: { enabled: true, attributeName: KeyTable.timeToLive },
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: recoveryPeriodDays },
      serverSideEncryption: { enabled: true, kmsKeyArn: key.keyArn },
      deletionProtectionEnabled: deletionProtection,
      tags: { Name: name, ...props.tags },
    });
    this.tableName = table.name;
    this.tableArn = table.arn;
  }

  use(access: TableAccess): Capability {
    return tableCapability(this.name, this, this.key, access);
  }

  grantClaim(grantee: IGrantee): void {
    grantee.accept(this.use('claim'));
  }

  grantRead(grantee: IGrantee): void {
    grantee.accept(this.use('read'));
  }

  grantReplace(grantee: IGrantee): void {
    grantee.accept(this.use('replace'));
  }

  grantReadWrite(grantee: IGrantee): void {
    grantee.accept(this.use('read-write'));
  }

  attributes(): KeyTableAttributes {
    return { tableName: this.tableName, tableArn: this.tableArn, key: this.key.attributes() };
  }
}

class ImportedTable implements IKeyTable {
  readonly tableName: string;
  readonly tableArn: string;

  constructor(private readonly table: KeyTableAttributes) {
    this.tableName = table.tableName;
    this.tableArn = table.tableArn;
  }

  use(access: TableAccess): Capability {
    const name = Token.isUnresolved(this.tableName) ? 'table' : this.tableName;
    return tableCapability(name, this, CustomerKey.fromAttributes(this.table.key), access);
  }

  grantClaim(grantee: IGrantee): void {
    grantee.accept(this.use('claim'));
  }

  grantRead(grantee: IGrantee): void {
    grantee.accept(this.use('read'));
  }

  grantReplace(grantee: IGrantee): void {
    grantee.accept(this.use('replace'));
  }

  grantReadWrite(grantee: IGrantee): void {
    grantee.accept(this.use('read-write'));
  }

  attributes(): KeyTableAttributes {
    return this.table;
  }
}

/**
 * Of `claim`: a conditional `PutItem` takes the key, and its refusal brings back the item that holds it
 * (`ReturnValuesOnConditionCheckFailure`), so that no `GetItem` is needed; `UpdateItem` completes or releases it.
 */
const ACTIONS = {
  claim: { sid: 'ClaimKeys', actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'] },
  read: { sid: 'ReadItems', actions: ['dynamodb:GetItem'] },
  replace: { sid: 'ReplaceItems', actions: ['dynamodb:GetItem', 'dynamodb:PutItem'] },
  'read-write': {
    sid: 'ReadAndWriteItems',
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  },
} as const satisfies Readonly<Record<TableAccess, Pick<Statement, 'sid' | 'actions'>>>;

function tableCapability(
  name: string,
  { tableName, tableArn }: Pick<IKeyTable, 'tableName' | 'tableArn'>,
  key: ICustomerKey,
  access: TableAccess,
): Capability {
  return {
    title: `${name}: ${access}`,
    statements: [
      { ...ACTIONS[access], resources: [tableArn] },
      // DynamoDB checks the caller's own permission on the key whenever it opens the table's key for a request.
      key.useVia('dynamodb'),
    ],
    destinations: [{ kind: 'service', service: 'dynamodb' }],
    configuration: { tableName },
  };
}

function checkProps(path: string, props: KeyTableProps): void {
  const problems = new Problems();
  checkText(problems, {
    code: 'table-name',
    property: 'name',
    value: props.name,
    pattern: /^[A-Za-z0-9_.-]{3,255}$/,
    allowed: '3 to 255 letters, digits, "_", "." and "-"',
    fix: 'Use the prefix of the environment and a word, such as deposits-dev-idempotency.',
  });
  checkWholeNumber(problems, {
    code: 'table-recovery-period',
    property: 'recoveryPeriodDays',
    value: props.recoveryPeriodDays,
    from: 1,
    to: 35,
    unit: 'days',
    fix: 'Leave it out for 35 days.',
  });
  problems.throwIfAny(path);
}
