import { createServer, type Server } from 'node:http';
import type { ApiAnswer, DepositClient } from '../../../tools/deploy/deposit-client';
import { newSampleDeposit } from '../../../tools/deploy/sample-deposit';
import { NotAcceptedError, sendBatch, sendDeposit } from '../../../tools/deploy/send-deposit';
import { closeServer, listen } from '../../../tools/emulator/gateway/http';

describe('sending', () => {
  let server: Server;
  let url: string;
  let uploads: string[];
  let uploadStatus: number;
  beforeEach(async () => {
    uploads = [];
    uploadStatus = 204;
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      uploads.push(Buffer.concat(chunks).toString('latin1'));
      response.writeHead(uploadStatus).end();
    });
    url = `http://127.0.0.1:${await listen(server)}/images`;
  });
  afterEach(() => closeServer(server));

  function clientThatAnswers(status: number, members: object): DepositClient {
    const body = { ...members, upload: { url, fields: { key: 'k', policy: 'p' } } };
    const answer = async (): Promise<ApiAnswer> => ({ status, body, headers: new Headers() });
    return { submit: answer, announceBatch: answer } as unknown as DepositClient;
  }

  it('a deposit uploads an image on which stands what the deposit says', async () => {
    const deposit = newSampleDeposit({ amount: '1234.50' });
    expect(await sendDeposit(clientThatAnswers(202, { depositId: 'd-1' }), deposit)).toBe('d-1');
    expect(uploads).toHaveLength(1);
    expect(uploads[0]).toContain('1,234.50');
    expect(uploads[0]).toContain(deposit.chequeNumber);
    expect(uploads[0]).toMatch(/name="key"[\s\S]*name="policy"[\s\S]*name="file"/);
  });

  it('a deposit uploads another image, or none', async () => {
    const client = clientThatAnswers(202, { depositId: 'd-1' });
    await sendDeposit(client, newSampleDeposit(), { image: 'none' });
    expect(uploads).toEqual([]);
    await sendDeposit(client, newSampleDeposit(), { image: Buffer.from('another') });
    expect(uploads[0]).toContain('another');
  });

  it('a deposit that is refused says what was answered', async () => {
    const sent = sendDeposit(clientThatAnswers(422, { title: 'Invalid deposit' }), newSampleDeposit());
    await expect(sent).rejects.toThrow(NotAcceptedError);
    await expect(sent).rejects.toThrow(/POST \/deposits answered 422.*Invalid deposit/);
  });

  it('an upload that S3 refuses is told', async () => {
    uploadStatus = 403;
    const sent = sendDeposit(clientThatAnswers(202, { depositId: 'd-1' }), newSampleDeposit());
    await expect(sent).rejects.toThrow(/the upload answered 403/);
  });

  it('a batch uploads a line for each deposit, texts as they are', async () => {
    const deposit = newSampleDeposit();
    expect(await sendBatch(clientThatAnswers(202, { batchId: 'b-1' }), [deposit, '{broken'])).toBe('b-1');
    expect(uploads[0]).toContain(`${JSON.stringify(deposit)}\n{broken\n`);
  });

  it('a batch that is refused says what was answered', async () => {
    const sent = sendBatch(clientThatAnswers(400, { title: 'Idempotency key needed' }), []);
    await expect(sent).rejects.toThrow(/POST \/batches answered 400/);
  });
});
