import * as v from 'valibot';
import { isCurrency } from './currencies';
import { type Drawer, IMAGE_CONTENT_TYPES, type ImageContentType } from './deposit';
import { type FieldProblem, InvalidDepositError } from './errors';
import { type Money, parseMoney } from './money';
import { isRoutingNumber } from './routing-number';

/** What a caller asks for, checked and normalized. */
export interface DepositRequest {
  readonly amount: Money;
  readonly chequeNumber: string;
  readonly drawer: Drawer;
  readonly depositAccountNumber: string;
  readonly depositBoxId: string;
  readonly imageContentType: ImageContentType;
}

const TEXT = 'must be a string';

const accountNumber = v.pipe(v.string(TEXT), v.regex(/^[0-9]{4,17}$/, 'must be 4 to 17 digits'));

const drawer = v.object(
  {
    routingNumber: v.pipe(
      v.string(TEXT),
      v.check(isRoutingNumber, 'must be an ABA routing number: nine digits with a valid check digit'),
    ),
    accountNumber,
  },
  'must be an object',
);

const image = v.object(
  { contentType: v.picklist(IMAGE_CONTENT_TYPES, `must be one of ${IMAGE_CONTENT_TYPES.join(', ')}`) },
  'must be an object',
);

const body = v.object(
  {
    amount: v.string('must be a string, so that no digit is lost: "1250.00"'),
    currency: v.pipe(
      v.string(TEXT),
      v.check(isCurrency, 'must be a currency code of ISO 4217, such as "USD"'),
    ),
    chequeNumber: v.pipe(v.string(TEXT), v.regex(/^[0-9]{1,12}$/, 'must be 1 to 12 digits')),
    drawer,
    depositAccountNumber: accountNumber,
    depositBoxId: v.pipe(
      v.string(TEXT),
      v.regex(/^[A-Za-z0-9][A-Za-z0-9-]{2,39}$/, 'must be 3 to 40 letters, digits and dashes'),
    ),
    image: v.optional(image, { contentType: 'image/jpeg' }),
  },
  'must be an object',
);

/**
 * Checks the body of a request member by member.
 *
 * @throws InvalidDepositError with every problem found, unknown members included
 */
export function parseDepositRequest(input: unknown): DepositRequest {
  const parsed = v.safeParse(body, input);
  const problems = [
    ...unknownMembers(input, '', body.entries),
    ...unknownMembers(memberOf(input, 'drawer'), '/drawer', drawer.entries),
    ...unknownMembers(memberOf(input, 'image'), '/image', image.entries),
    ...(parsed.issues ?? []).map(asFieldProblem),
  ];
  const amount = readAmount(input);
  if (amount && 'problem' in amount) problems.push({ pointer: '/amount', detail: amount.problem });
  if (problems.length > 0 || !parsed.success || !amount || 'problem' in amount) {
    throw new InvalidDepositError(problems);
  }
  const { image: imageMember, currency: _currency, amount: _amount, ...rest } = parsed.output;
  return { ...rest, amount, imageContentType: imageMember.contentType };
}

/** Nothing when amount or currency are not even texts of the right kind: the schema has said so already. */
function readAmount(input: unknown): ReturnType<typeof parseMoney> | undefined {
  const amount = memberOf(input, 'amount');
  const currency = memberOf(input, 'currency');
  if (typeof amount !== 'string' || typeof currency !== 'string' || !isCurrency(currency)) return undefined;
  return parseMoney(amount, currency);
}

/** The schema library would name the first unknown member only, and pass over `__proto__`. */
function unknownMembers(input: unknown, pointer: string, known: object): FieldProblem[] {
  if (!isObject(input)) return [];
  return Object.keys(input)
    .filter((key) => !Object.hasOwn(known, key))
    .map((key) => ({
      pointer: `${pointer}/${escapePointer(key.slice(0, 64))}`,
      detail: `is not a known member; known: ${Object.keys(known).join(', ')}`,
    }));
}

function asFieldProblem(issue: v.BaseIssue<unknown>): FieldProblem {
  const path = issue.path ?? [];
  const isMissing = path.length > 0 && issue.input === undefined;
  return {
    pointer: path.map((item) => `/${escapePointer(String(item.key))}`).join(''),
    detail: isMissing ? 'is required' : issue.message,
  };
}

function memberOf(input: unknown, key: string): unknown {
  return isObject(input) && Object.hasOwn(input, key) ? input[key] : undefined;
}

function isObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
