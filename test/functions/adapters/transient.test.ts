import { isTransient } from '../../../functions/adapters/transient';

const named = (name: string, more: object = {}) => Object.assign(new Error('x'), { name, ...more });

test.each([
  ['a throttled call', named('ThrottlingException')],
  ['a time limit', named('TimeoutError')],
  ['a lost connection', named('Error', { code: 'ECONNRESET' })],
  ['a fault of the service', named('Other', { $metadata: { httpStatusCode: 503 } })],
  ['too many requests', named('Other', { $metadata: { httpStatusCode: 429 } })],
  [
    'a lost connection in another realm',
    new Error('AWS SDK error wrapper for TimeoutError: read ECONNRESET'),
  ],
  ['a refused one there', new Error('AWS SDK error wrapper for Error: connect ECONNREFUSED 127.0.0.1:1')],
])('%s may work in a moment', (_, error) => {
  expect(isTransient(error)).toBe(true);
});

test.each([
  ['a refusal', named('AccessDeniedException', { $metadata: { httpStatusCode: 400 } })],
  ['a defect', new TypeError('x is not a function')],
  ['a defect in another realm', new Error('AWS SDK error wrapper for TypeError: x is not a function')],
  ['what quotes such a message', new Error('said: AWS SDK error wrapper for TimeoutError')],
  ['no error', 'TimeoutError'],
])('%s will not', (_, error) => {
  expect(isTransient(error)).toBe(false);
});
