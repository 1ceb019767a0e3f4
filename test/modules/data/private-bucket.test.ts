import { PrivateBucket, type PrivateBucketProps } from '../../../modules/data/private-bucket';
import { actionsOf, importedKey, KEY_ARN, problemsOf, RecordingGrantee, synthesize } from './support';

const PROPS: PrivateBucketProps = {
  name: 'deposits-test-images-111122223333',
  key: importedKey,
  uploadPrefix: 'cheques/',
};

describe('PrivateBucket', () => {
  test('blocks the public, turns ACLs off, encrypts with the key, keeps versions', () => {
    // GIVEN / WHEN
    const stack = synthesize((scope) => new PrivateBucket(scope, 'images', PROPS));
    // THEN
    expect(stack.only('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.only('aws_s3_bucket_ownership_controls')['rule']).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
    expect(stack.only('aws_s3_bucket_server_side_encryption_configuration')['rule']).toEqual([
      {
        bucket_key_enabled: true,
        apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: KEY_ARN },
      },
    ]);
    expect(stack.only('aws_s3_bucket_versioning')['versioning_configuration']).toEqual({ status: 'Enabled' });
    expect(stack.only('aws_s3_bucket')).toMatchObject({ force_destroy: false, tags: { Name: PROPS.name } });
    expect(stack.resources('aws_s3_bucket_cors_configuration')).toEqual({});
    expect(stack.resources('aws_s3_bucket_logging')).toEqual({});
    expect(stack.resources('aws_s3_bucket_notification')).toEqual({});
  });

  test('tells EventBridge, on request', () => {
    const stack = synthesize((scope) => new PrivateBucket(scope, 'batches', { ...PROPS, eventBridge: true }));
    expect(stack.only('aws_s3_bucket_notification')).toMatchObject({
      bucket: expect.stringMatching(/^\$\{aws_s3_bucket\..*\.bucket\}$/),
      eventbridge: true,
    });
  });

  test('its policy only denies: no TLS, old TLS, other encryption, other keys', () => {
    // GIVEN
    const stack = synthesize((scope) => new PrivateBucket(scope, 'images', PROPS));
    // WHEN
    const statements = stack.statements(stack.only('aws_s3_bucket_policy')['policy']);
    // THEN
    expect(statements.map(({ sid, effect }) => [sid, effect])).toEqual([
      ['DenyWithoutTls', 'Deny'],
      ['DenyOldTls', 'Deny'],
      ['DenyOtherEncryption', 'Deny'],
      ['DenyOtherKeys', 'Deny'],
    ]);
    expect(statements[1]?.['condition']).toEqual([
      { test: 'NumericLessThan', variable: 's3:TlsVersion', values: ['1.2'] },
    ]);
    expect(statements[3]?.['condition']).toEqual([
      {
        test: 'StringNotEqualsIfExists',
        variable: 's3:x-amz-server-side-encryption-aws-kms-key-id',
        values: [KEY_ARN],
      },
      { test: 'Null', variable: 's3:x-amz-server-side-encryption-aws-kms-key-id', values: ['false'] },
    ]);
  });

  test('moves objects, keeps them, and clears what uploads and deletions leave', () => {
    const stack = synthesize((scope) => new PrivateBucket(scope, 'images', PROPS));
    expect(stack.only('aws_s3_bucket_lifecycle_configuration')['rule']).toEqual([
      {
        id: 'objects',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        transition: [{ days: 30, storage_class: 'STANDARD_IA' }],
      },
      {
        id: 'remains',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        noncurrent_version_expiration: [{ noncurrent_days: 30 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ]);
  });

  test('custom: retention, access log, forced destruction', () => {
    // GIVEN / WHEN
    const stack = synthesize(
      (scope) =>
        new PrivateBucket(scope, 'images', {
          ...PROPS,
          retention: {
            infrequentAccessAfterDays: 60,
            expireAfterDays: 400,
            expireNoncurrentAfterDays: 10,
            abortUploadsAfterDays: 1,
          },
          accessLog: { bucketName: 'log-archive' },
          forceDestroy: true,
          tags: { Owner: 'payments' },
        }),
    );
    // THEN
    expect(stack.only('aws_s3_bucket_lifecycle_configuration')['rule']).toMatchObject([
      { transition: [{ days: 60 }], expiration: [{ days: 400 }] },
      {
        noncurrent_version_expiration: [{ noncurrent_days: 10 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
      },
    ]);
    expect(stack.only('aws_s3_bucket_logging')).toMatchObject({
      target_bucket: 'log-archive',
      target_prefix: 'deposits-test-images-111122223333/',
    });
    expect(stack.only('aws_s3_bucket')).toMatchObject({ force_destroy: true, tags: { Owner: 'payments' } });
  });

  test('presign-upload: the permissions of the upload below the prefix, and no connection', () => {
    synthesize((scope) => {
      // GIVEN
      const bucket = new PrivateBucket(scope, 'images', PROPS);
      // WHEN
      const capability = bucket.use('presign-upload');
      // THEN
      expect(capability.title).toBe('deposits-test-images-111122223333: presign-upload');
      expect(capability.destinations).toEqual([]);
      expect(actionsOf(capability)).toEqual(['kms:GenerateDataKey', 's3:PutObject']);
      expect(capability.statements[0]?.resources).toEqual([`${bucket.bucketArn}/cheques/*`]);
      expect(capability.statements[1]?.conditions?.[1]).toEqual({
        test: 'StringEquals',
        variable: 'kms:EncryptionContext:aws:s3:arn',
        values: [bucket.bucketArn],
      });
      expect(capability.configuration).toEqual({ bucketName: bucket.bucketName });
    });
  });

  test('presign-upload: below each of several prefixes', () => {
    synthesize((scope) => {
      const uploadPrefix = ['cheques/', 'signatures/'];
      const bucket = new PrivateBucket(scope, 'images', { ...PROPS, uploadPrefix });
      expect(bucket.use('presign-upload').statements[0]?.resources).toEqual([
        `${bucket.bucketArn}/cheques/*`,
        `${bucket.bucketArn}/signatures/*`,
      ]);
    });
  });

  test.each([
    ['read', ['kms:Decrypt', 's3:GetObject'], [['ReadObjects', ['*']]]],
    [
      'read-write',
      ['kms:Decrypt', 'kms:GenerateDataKey', 's3:GetObject', 's3:PutObject'],
      [
        ['ReadObjects', ['*']],
        ['WriteObjects', ['*']],
      ],
    ],
  ] as const)(
    '%s: every object where the bucket has no work prefixes, through S3',
    (access, actions, reach) => {
      synthesize((scope) => {
        // GIVEN
        const bucket = new PrivateBucket(scope, 'images', PROPS);
        // WHEN
        const capability = bucket.use(access);
        // THEN
        expect(actionsOf(capability)).toEqual(actions);
        expect(capability.destinations).toEqual([{ kind: 'service', service: 's3' }]);
        const objects = capability.statements.filter(({ actions: [first] }) => first?.startsWith('s3:'));
        expect(objects.map(({ sid, resources }) => [sid, resources])).toEqual(
          reach.map(([sid, keys]) => [sid, keys.map((key) => `${bucket.bucketArn}/${key}`)]),
        );
        for (const { conditions } of capability.statements.filter(({ actions: [one] }) =>
          one?.startsWith('kms:'),
        )) {
          expect(conditions?.map(({ variable, values }) => [variable, values])).toEqual([
            ['kms:ViaService', ['s3.eu-west-1.amazonaws.com']],
            ['kms:EncryptionContext:aws:s3:arn', [bucket.bucketArn]],
          ]);
        }
      });
    },
  );

  test('read-write: reads uploads and its own, writes its own alone, where the bucket has work prefixes', () => {
    synthesize((scope) => {
      const workPrefixes = ['work/', 'reports/'];
      const bucket = new PrivateBucket(scope, 'images', { ...PROPS, workPrefixes });
      const below = (prefixes: string[]) => prefixes.map((prefix) => `${bucket.bucketArn}/${prefix}*`);
      expect(
        bucket
          .use('read-write')
          .statements.slice(0, 2)
          .map(({ resources }) => resources),
      ).toEqual([below(['cheques/', 'work/', 'reports/']), below(['work/', 'reports/'])]);
      expect(bucket.use('read').statements[0]?.resources).toEqual(below(['cheques/', 'work/', 'reports/']));
    });
  });

  test('within prefixes: reads and writes there and nowhere else, own or imported', () => {
    synthesize((scope) => {
      const own = new PrivateBucket(scope, 'images', { ...PROPS, workPrefixes: ['work/', 'reports/'] });
      for (const bucket of [own, PrivateBucket.fromAttributes(own.attributes())]) {
        const below = (prefix: string) => [`${bucket.bucketArn}/${prefix}*`];
        const resources = (prefixes: { reads?: string[]; writes?: string[] }) =>
          bucket
            .within(prefixes)
            .use('read-write')
            .statements.slice(0, 2)
            .map((statement) => statement.resources);
        expect(resources({ reads: ['work/'], writes: ['reports/'] })).toEqual([
          below('work/'),
          below('reports/'),
        ]);
        expect(resources({ reads: ['work/'] })[1]).toEqual([...below('work/'), ...below('reports/')]);
        expect(resources({ writes: ['work/'] })[1]).toEqual(below('work/'));
      }
    });
  });

  test('lend: uploads alone, for the services that the function calls, without a connection', () => {
    synthesize((scope) => {
      const bucket = new PrivateBucket(scope, 'images', { ...PROPS, workPrefixes: ['work/'] });
      const capability = bucket.use('lend');
      expect(actionsOf(capability)).toEqual(['kms:Decrypt', 's3:GetObject']);
      expect(capability.statements[0]).toMatchObject({
        sid: 'LendUploads',
        resources: [`${bucket.bucketArn}/cheques/*`],
      });
      expect(capability.destinations).toEqual([]);
      expect(capability.configuration).toEqual({ bucketName: bucket.bucketName });
    });
  });

  test('each grant gives what use says, own or imported', () => {
    synthesize((scope) => {
      const own = new PrivateBucket(scope, 'images', PROPS);
      for (const bucket of [own, PrivateBucket.fromAttributes(own.attributes())]) {
        const grantee = new RecordingGrantee();
        bucket.grantPresignUpload(grantee);
        bucket.grantRead(grantee);
        bucket.grantReadWrite(grantee);
        bucket.grantLend(grantee);
        const accesses = ['presign-upload', 'read', 'read-write', 'lend'] as const;
        expect(grantee.accepted).toEqual(accesses.map((access) => bucket.use(access)));
      }
    });
  });

  test.each<[string, Partial<PrivateBucketProps>, ReadonlyArray<readonly [string, string]>]>([
    ['no upload prefix', { uploadPrefix: [] }, [['bucket-upload-prefix', 'uploadPrefix']]],
    [
      'prefixes without a slash, each by its place',
      { uploadPrefix: ['a/', 'b'], workPrefixes: ['*', 'c/'] },
      [
        ['bucket-upload-prefix', 'uploadPrefix[1]'],
        ['bucket-work-prefix', 'workPrefixes[0]'],
      ],
    ],
  ])('refuses %s', (_, overrides, problems) => {
    synthesize((scope) => {
      expect(problemsOf(() => new PrivateBucket(scope, 'wrong', { ...PROPS, ...overrides }))).toEqual(
        problems,
      );
    });
  });

  test('imported: creates nothing and grants the same statements', () => {
    const stack = synthesize((scope) => {
      // GIVEN
      const own = new PrivateBucket(scope, 'images', PROPS);
      const imported = PrivateBucket.fromAttributes(own.attributes());
      const grantee = new RecordingGrantee();
      // WHEN
      own.grantPresignUpload(grantee);
      imported.grantPresignUpload(grantee);
      // THEN
      const [first, second] = grantee.accepted;
      expect(second?.statements).toEqual(first?.statements);
      expect(second?.configuration).toEqual(first?.configuration);
      expect(second?.title).toBe('bucket: presign-upload');
      expect(imported.attributes()).toEqual(own.attributes());
    });
    expect(Object.keys(stack.resources('aws_s3_bucket'))).toHaveLength(1);
  });

  test('refuses all wrong properties at once', () => {
    synthesize((scope) => {
      const wrong: PrivateBucketProps = {
        ...PROPS,
        name: 'Images.Bank',
        uploadPrefix: 'cheques',
        retention: {
          infrequentAccessAfterDays: 29,
          expireAfterDays: 20,
          expireNoncurrentAfterDays: 0,
          abortUploadsAfterDays: 1.5,
        },
      };
      expect(problemsOf(() => new PrivateBucket(scope, 'wrong', wrong))).toEqual([
        ['bucket-name', 'name'],
        ['bucket-upload-prefix', 'uploadPrefix'],
        ['bucket-retention', 'retention.infrequentAccessAfterDays'],
        ['bucket-retention', 'retention.expireNoncurrentAfterDays'],
        ['bucket-retention', 'retention.abortUploadsAfterDays'],
        ['bucket-retention-order', 'retention.expireAfterDays'],
      ]);
    });
  });

  test.each(['xn--bank', 'images-s3alias', 'ab', 'a'.repeat(64), '-images'])(
    'refuses the name %p',
    (name) => {
      synthesize((scope) => {
        const call = () => new PrivateBucket(scope, 'wrong', { ...PROPS, name });
        expect(problemsOf(call)).toEqual([['bucket-name', 'name']]);
      });
    },
  );
});
