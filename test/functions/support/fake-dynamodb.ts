import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClientResolvedConfig,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
  type PutItemCommandInput,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { AwsStub } from 'aws-sdk-client-mock';

type Item = Record<string, AttributeValue>;
type Input = Pick<
  PutItemCommandInput & UpdateItemCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;
/** What `mockClient(DynamoDBClient)` gives. */
type Mock = AwsStub<ServiceInputTypes, ServiceOutputTypes, DynamoDBClientResolvedConfig>;

/** What happens around one call: `before` a failure has no effect, `after` the answer alone is lost. */
export type Fault = { readonly at: 'before' | 'after'; readonly error: Error } | undefined;

/**
 * A table in memory that honours the conditions of PutItem and UpdateItem, and answers GetItem, each call atomic as in DynamoDB, with faults
 * and pauses of the test's choice around it.
 */
export class FakeTable {
  readonly items = new Map<string, Item>();
  readonly calls: string[] = [];
  nextFault: () => Fault = () => undefined;
  pause: () => Promise<void> = async () => undefined;

  constructor(
    private readonly keyName: string,
    mock: Mock,
  ) {
    mock
      .on(PutItemCommand)
      .callsFake((input: PutItemCommandInput) => this.around('PutItem', () => this.put(input)));
    mock
      .on(UpdateItemCommand)
      .callsFake((input: UpdateItemCommandInput) => this.around('UpdateItem', () => this.update(input)));
    mock.on(GetItemCommand).callsFake((input: GetItemCommandInput) =>
      this.around('GetItem', () => {
        const item = this.items.get(text(input.Key?.[this.keyName]));
        return item ? { Item: item } : {};
      }),
    );
  }

  private async around(name: string, effect: () => object): Promise<object> {
    this.calls.push(name);
    const fault = this.nextFault();
    await this.pause();
    if (fault?.at === 'before') throw fault.error;
    const answer = effect();
    await this.pause();
    if (fault) throw fault.error;
    return answer;
  }

  private put(input: PutItemCommandInput): object {
    const item = input.Item ?? {};
    const key = text(item[this.keyName]);
    const old = this.items.get(key);
    this.check(input, old, input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD');
    this.items.set(key, { ...item });
    return {};
  }

  private update(input: UpdateItemCommandInput): object {
    const key = text(input.Key?.[this.keyName]);
    const old = this.items.get(key);
    this.check(input, old, input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD');
    const item: Item = { ...input.Key, ...old };
    const [sets = '', removes = ''] = (input.UpdateExpression ?? '').split(/\s*\bREMOVE\b\s*/);
    for (const assignment of sets.replace(/^SET\s+/, '').split(/\s*,\s*/)) {
      const [target = '', value = ''] = assignment.split(/\s*=\s*/);
      item[name(input, target)] = literal(input, value);
    }
    for (const target of removes.split(/\s*,\s*/).filter(Boolean)) delete item[name(input, target)];
    this.items.set(key, item);
    return input.ReturnValues === 'ALL_NEW' ? { Attributes: item } : {};
  }

  private check(input: Input, old: Item | undefined, returnOld: boolean): void {
    if (!input.ConditionExpression) return;
    const holds = input.ConditionExpression.split(' OR ').some((all) =>
      all.split(' AND ').every((term) => evaluate(input, old, term.trim())),
    );
    if (holds) return;
    throw new ConditionalCheckFailedException({
      $metadata: { httpStatusCode: 400 },
      message: 'The conditional request failed',
      ...(returnOld && old && { Item: old }),
    });
  }
}

function evaluate(input: Input, old: Item | undefined, term: string): boolean {
  const absent = /^attribute_not_exists\((#\w+)\)$/.exec(term);
  if (absent) return old?.[name(input, absent[1] ?? '')] === undefined;
  const oneOf = /^(#\w+) IN \(([^)]+)\)$/.exec(term);
  if (oneOf) {
    const found = old?.[name(input, oneOf[1] ?? '')];
    return (oneOf[2] ?? '').split(/\s*,\s*/).some((value) => isSame(found, literal(input, value)));
  }
  const comparison = /^(#\w+) (=|<=) (:\w+)$/.exec(term);
  if (!comparison) throw new Error(`the fake table does not know the condition ${term}`);
  const [, target = '', operator, value = ''] = comparison;
  const found = old?.[name(input, target)];
  if (operator === '=') return isSame(found, literal(input, value));
  return found?.N !== undefined && Number(found.N) <= Number(literal(input, value).N);
}

function isSame(left: AttributeValue | undefined, right: AttributeValue): boolean {
  return left !== undefined && JSON.stringify(left) === JSON.stringify(right);
}

function name(input: Input, placeholder: string): string {
  const found = input.ExpressionAttributeNames?.[placeholder];
  if (!found) throw new Error(`no name for ${placeholder}`);
  return found;
}

function literal(input: Input, placeholder: string): AttributeValue {
  const found = input.ExpressionAttributeValues?.[placeholder];
  if (!found) throw new Error(`no value for ${placeholder}`);
  return found;
}

function text(value: AttributeValue | undefined): string {
  if (value?.S === undefined) throw new Error('the key is not a string');
  return value.S;
}
