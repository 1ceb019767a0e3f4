import { createVerifier, verifyPassword } from '../../../../tools/emulator/data-api/scram';

describe('SCRAM verifiers', () => {
  test('GIVEN a password WHEN a verifier is made THEN it verifies that password and no other', async () => {
    const verifier = await createVerifier('pencil');
    expect(verifier).toMatch(/^SCRAM-SHA-256\$4096:[^$]+\$[^:]+:.+$/);
    expect(await verifyPassword('pencil', verifier)).toBe(true);
    expect(await verifyPassword('Pencil', verifier)).toBe(false);
    expect(await verifyPassword('', verifier)).toBe(false);
    expect(await createVerifier('pencil')).not.toBe(verifier);
  });

  test.each(['', 'md5e3b0c44298fc1c149afbf4c8996fb924', 'pencil', 'SCRAM-SHA-256$4096:salt'])(
    'GIVEN %j as the role’s password WHEN verified THEN it is refused',
    async (verifier) => {
      expect(await verifyPassword('pencil', verifier)).toBe(false);
    },
  );
});
