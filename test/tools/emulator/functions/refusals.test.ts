import { FunctionHost } from '../../../../tools/emulator/functions/function-host';
import { CredentialRegistry } from '../../../../tools/emulator/gateway/credential-registry';
import { FakeMoto } from './fake-moto';

let moto: FakeMoto;
let host: FunctionHost;

beforeEach(async () => {
  moto = await FakeMoto.start();
  host = new FunctionHost({
    controlPlane: moto.url,
    gatewayEndpoint: moto.url,
    region: 'eu-west-1',
    credentials: new CredentialRegistry({ accessKeyId: 'x', secretAccessKey: 'y' }),
  });
});

afterEach(async () => {
  await host.close();
  await moto.close();
});

const invoke = () => host.invoke({ functionName: 'f', payload: Buffer.from('{}') });

describe('what the service refuses', () => {
  test.each([
    ['an unknown function', 'nobody', '{}', 404, 'ResourceNotFoundException', /Function not found/],
    ['an unknown alias', 'f:nope', '{}', 404, 'ResourceNotFoundException', /alias/],
    ['no JSON', 'f', '{', 400, 'InvalidRequestContentException', /Could not parse request body into json/],
    ['a strange name', 'a b', '{}', 400, 'ValidationException', /functionName/],
    ['too much', 'f', `"${'x'.repeat(6_291_556)}"`, 413, 'RequestTooLargeException', /6291558 byte payload/],
  ])(
    'GIVEN %s WHEN invoked THEN AWS’s error',
    async (_name, functionName, payload, status, code, message) => {
      moto.deploy('f', { files: { 'index.js': 'exports.handler = async () => 1' } });
      const attempt = host.invoke({ functionName, payload: Buffer.from(payload) });
      await expect(attempt).rejects.toMatchObject({ status, code, message: expect.stringMatching(message) });
    },
  );

  test('GIVEN code that is not what was deployed WHEN invoked THEN InvalidZipFileException', async () => {
    moto.deploy('f', { files: { 'index.js': 'exports.handler = async () => 1' }, codeSha256: 'bm90IGl0' });
    await expect(invoke()).rejects.toMatchObject({ status: 502, code: 'InvalidZipFileException' });
  });

  test('GIVEN a zip that reaches out of its folder WHEN invoked THEN InvalidZipFileException', async () => {
    moto.deploy('f', { files: { '../evil.js': '1', 'index.js': 'exports.handler = async () => 1' } });
    await expect(invoke()).rejects.toMatchObject({ code: 'InvalidZipFileException' });
  });

  test('GIVEN a Python runtime WHEN invoked THEN InvalidRuntimeException', async () => {
    moto.deploy('f', { files: { 'index.py': '' }, runtime: 'python3.13' });
    await expect(invoke()).rejects.toMatchObject({ code: 'InvalidRuntimeException' });
  });
});
