import fc from 'fast-check';
import { InvalidInputError } from '../../../modules/core/errors';
import { Webhook } from '../../../modules/integration/webhook';
import { problemsOf, RecordingGrantee } from '../data/support';

const codesOf = (url: string) => problemsOf(() => new Webhook({ url })).map(([code]) => code);

describe('Webhook', () => {
  test('call: no permission of AWS, one host, and the URL as it was given', () => {
    const url = 'https://Partner.Example.com/v1/outcomes?tenant=7';
    expect(new Webhook({ url }).use('call')).toEqual({
      title: 'partner.example.com: call',
      statements: [],
      destinations: [{ kind: 'internet', host: 'partner.example.com', port: 443 }],
      configuration: { url },
    });
  });

  test.each([
    ['https://partner.example.com:8443/', 'partner.example.com', 8443],
    ['https://partner.example.com./', 'partner.example.com', 443],
    ['http://localhost:4510/outcomes', 'localhost', 4510],
    ['http://127.0.0.1/', '127.0.0.1', 80],
    ['http://[::1]:81/', '[::1]', 81],
    ['https://localhost/', 'localhost', 443],
  ])('%s leads to %s, port %d', (url, host, port) => {
    expect(new Webhook({ url })).toMatchObject({ host, port });
  });

  test('grants it', () => {
    const grantee = new RecordingGrantee();
    new Webhook({ url: 'https://partner.example.com/' }).grantCall(grantee);
    expect(grantee.titles).toEqual(['partner.example.com: call']);
  });

  test.each([
    ['', ['webhook-url']],
    ['partner.example.com/outcomes', ['webhook-url']],
    ['${var.partner}', ['webhook-url-reference']],
    ['http://partner.example.com/', ['webhook-scheme']],
    ['ftp://partner.example.com/', ['webhook-scheme']],
    ['http://127.0.0.1.example.com/', ['webhook-scheme']],
    ['https://partner/', ['webhook-host']],
    ['https://203.0.113.7/', ['webhook-host']],
    ['https://2130706433.1/', ['webhook-url']],
    ['https://[2001:db8::1]/', ['webhook-host']],
    ['https://under_score.example.com/', ['webhook-host']],
    ['https://user:secret@partner.example.com/', ['webhook-credentials']],
    ['https://partner.example.com/#part', ['webhook-fragment']],
    ['http://user@partner/#x', ['webhook-scheme', 'webhook-host', 'webhook-credentials', 'webhook-fragment']],
  ])('refuses %p', (url, codes) => {
    expect(codesOf(url)).toEqual(codes);
  });

  test.each(['https://user:hunter2@partner.example.com/', 'https://user:hunter2@/', 'https://u:hunter2@[x/'])(
    'the error about %s does not repeat the password',
    (url) => {
      expect(() => new Webhook({ url })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
      );
    },
  );

  test('whatever is given is refused in our words, or leads to a host in lower case and a port', () => {
    const text = fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string());
    fc.assert(
      fc.property(text, (url) => {
        try {
          const { host, port } = new Webhook({ url });
          expect(host).toBe(host.toLowerCase());
          expect(port).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
        }
      }),
    );
  });
});
