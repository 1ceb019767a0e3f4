import type { JsonSchema } from '../shared/contract';

/**
 * The body of `POST /deposits` as far as API Gateway judges it, before the function runs: which members there are, which
 * are needed, and their JSON types. A test holds it no stricter than `parseDepositRequest`, which judges the values.
 *
 * `pattern`, `maxLength` and `enum` are left out on purpose. API Gateway's sentence for each of them repeats the value
 * that was sent, which here may be an account number, and names no member; the function names the member and repeats
 * nothing.
 */
export const depositBodySchema = {
  type: 'object',
  description: 'A cheque that was dropped into a deposit box.',
  properties: {
    amount: {
      type: 'string',
      description: 'Decimal number in plain digits, such as "1250.00": text, so that no digit is lost.',
    },
    currency: { type: 'string', description: 'Code of ISO 4217, such as "USD".' },
    chequeNumber: { type: 'string', description: '1 to 12 digits.' },
    drawer: {
      type: 'object',
      description: 'The account on which the cheque is drawn.',
      properties: {
        routingNumber: { type: 'string', description: 'ABA routing number: nine digits with a check digit.' },
        accountNumber: { type: 'string', description: '4 to 17 digits.' },
      },
      required: ['routingNumber', 'accountNumber'],
      additionalProperties: false,
    },
    depositAccountNumber: {
      type: 'string',
      description: 'The account to which the amount goes: 4 to 17 digits.',
    },
    depositBoxId: { type: 'string', description: '3 to 40 letters, digits and dashes.' },
    image: {
      type: 'object',
      description: 'The image of the cheque that will be uploaded; a JPEG when the member is left out.',
      properties: { contentType: { type: 'string', description: 'image/jpeg or image/png.' } },
      required: ['contentType'],
      additionalProperties: false,
    },
  },
  required: ['amount', 'currency', 'chequeNumber', 'drawer', 'depositAccountNumber', 'depositBoxId'],
  additionalProperties: false,
} as const satisfies JsonSchema;
