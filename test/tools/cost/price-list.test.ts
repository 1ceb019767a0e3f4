import { createReadStream, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { type Price, parsePriceBook } from '../../../policies/cost/prices/price-book';
import { extractPrices } from '../../../tools/cost/price-list/extract-prices';
import { type Found, offerParts } from '../../../tools/cost/price-list/offer-stream';
import { refreshPrices } from '../../../tools/cost/price-list/refresh-prices';
import { readSnapshot } from '../../../tools/cost/price-list/snapshot-file';

/** In the format of AWS's offer files: attribute names, codes and ranges as they are there, few products. */
const OFFERS = join(__dirname, 'offers');
const file = (service: string): string => join(OFFERS, `${service}-eu-central-1.json`);

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function parts(
  text: string,
  size: number,
  wanted: (path: readonly string[]) => boolean,
): Promise<Found[]> {
  const found: Found[] = [];
  for await (const part of offerParts(inPieces(text, size), wanted)) found.push(part);
  return found;
}

describe('reading an offer file', () => {
  test('yields what is wanted, wherever the text is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string({ minLength: 1, maxLength: 8 }),
          fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 3 })),
          {
            maxKeys: 5,
          },
        ),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 2),
        async (object, size, indent) => {
          const found = await parts(JSON.stringify(object, null, indent), size, (path) => path.length === 2);
          const expected = Object.entries(object).flatMap(([name, inner]) =>
            Object.entries(inner).map(([key, value]) => ({ path: [name, key], value })),
          );
          // What JSON cannot say (-0) is compared as JSON says it.
          expect(JSON.stringify(found)).toEqual(JSON.stringify(expected));
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each(['', '{', '{"a":', '{"a":1', '{"a" 1}', '{a:1}', '{"a":1 "b":2}', '{"a":{"b":"x}'])(
    'refuses %j',
    async (text) => {
      await expect(parts(text, 3, (path) => path.length === 1)).rejects.toThrow(SyntaxError);
    },
  );

  test('takes products by usage type and attributes, and tiers in their order', async () => {
    const { published, prices, problems } = await extractPrices(
      createReadStream(file('AmazonVPC')),
      'AmazonVPC',
      'eu-central-1',
    );
    expect(published).toBe('2026-09-17');
    expect(Object.fromEntries(prices)).toEqual({
      'endpoint.hour': [{ price: '0.012' }],
      'endpoint.gb': [
        { upTo: '1048576', price: '0.01' },
        { upTo: '5242880', price: '0.006' },
        { price: '0.004' },
      ],
      'ipv4.hour': [{ price: '0.005' }],
    });
    expect(problems).toEqual([
      'transit-gateway.hour: AmazonVPC of eu-central-1 has no product like it',
      'transit-gateway.gb: AmazonVPC of eu-central-1 has no product like it',
    ]);
  });

  test('leaves a free first tier to --free-tier', async () => {
    const { prices } = await extractPrices(createReadStream(file('awskms')), 'awskms', 'eu-central-1');
    expect(Object.fromEntries(prices)).toEqual({
      'kms.key-month': [{ price: '1' }],
      'kms.request': [{ price: '0.000003' }],
    });
  });

  test('takes neither of two products with different prices', async () => {
    const { prices, problems } = await extractPrices(
      createReadStream(file('AWSQueueService')),
      'AWSQueueService',
      'eu-central-1',
    );
    expect(prices.size).toBe(0);
    expect(problems[0]).toBe('sqs.standard.request: AWSQueueService of eu-central-1 has 2 different prices');
  });
});

describe('refreshing the snapshot', () => {
  test('from files: what the list has is AWS’s own, the rest stays and is said', async () => {
    const before = readSnapshot();
    const { snapshot, refreshed, kept } = await refreshPrices({
      source: OFFERS,
      region: 'eu-central-1',
      snapshot: before,
    });
    expect(refreshed).toBe(8);
    const book = parsePriceBook(snapshot, 'refreshed');
    expect(book.get('eu-central-1', 'endpoint.hour')).toMatchObject({
      confidence: 'price-list',
      source: { title: 'AWS Price List, AmazonVPC, eu-central-1', published: '2026-09-17' },
    });
    const arm = book.get('eu-central-1', 'lambda.arm.gb-second') as Price;
    expect(arm.tiers.map(({ upTo, price }) => [upTo?.toString(), price.toString()])).toEqual([
      ['7500000000', '0.0000133334'],
      ['18750000000', '0.0000120001'],
      [undefined, '0.0000106667'],
    ]);
    expect(snapshot.regions['eu-west-1']).toEqual(before.regions['eu-west-1']);
    expect(snapshot.regions['eu-central-1']?.['nat.hour']).toEqual(
      before.regions['eu-central-1']?.['nat.hour'],
    );
    expect(kept).toContain(`AmazonEC2: no AmazonEC2/eu-central-1/index.json in ${OFFERS}`);
  });

  test('from an address', async () => {
    const server: Server = createServer((request, response) => {
      if (request.url === '/offers/v1.0/aws/AmazonVPC/current/eu-central-1/index.json')
        response.end(readFileSync(file('AmazonVPC')));
      else {
        response.statusCode = 404;
        response.end();
      }
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    try {
      const source = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { refreshed, kept } = await refreshPrices({
        source,
        region: 'eu-central-1',
        snapshot: readSnapshot(),
      });
      expect(refreshed).toBe(3);
      expect(kept).toContain(
        `AWSLambda: ${source}/offers/v1.0/aws/AWSLambda/current/eu-central-1/index.json answers 404`,
      );
    } finally {
      await new Promise((closed) => server.close(closed));
    }
  });

  test.each([
    [
      'a directory that is not there',
      { source: '/nowhere/offers', region: 'eu-central-1' },
      /does not exist/,
    ],
    [
      'a region without known usage types',
      { source: OFFERS, region: 'xx-nowhere-1' },
      /--region xx-nowhere-1/,
    ],
  ])('refuses %s', async (_, options, message) => {
    await expect(refreshPrices({ ...options, snapshot: readSnapshot() })).rejects.toThrow(message);
  });
});
