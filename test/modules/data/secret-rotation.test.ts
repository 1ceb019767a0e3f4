import { LambdaInvocation } from '@cdktf/provider-aws/lib/lambda-invocation';
import { DatabaseSecret } from '../../../modules/data/database-secret';
import { ImportedSecret } from '../../../modules/data/secret-access';
import { importedKey, KEY_ARN, LOCATION, problemsOf, synthesize } from './support';

const ROTATE = {
  functionName: 'deposits-test-rotate',
  aliasName: 'live',
  aliasArn: 'arn:aws:lambda:eu-west-1:111122223333:function:deposits-test-rotate:live',
};
const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:application-AbCdEf';
const imported = new ImportedSecret({
  name: 'application',
  secretArn: SECRET_ARN,
  key: { keyArn: KEY_ARN, location: LOCATION },
});

describe('SecretRotation', () => {
  test('rotates every thirty days, and lets Secrets Manager call the function for this secret only', () => {
    // GIVEN / WHEN
    const stack = synthesize((scope) => imported.addRotation(scope, 'rotation', { function: ROTATE }));
    // THEN
    expect(stack.only('aws_secretsmanager_secret_rotation')).toMatchObject({
      secret_id: SECRET_ARN,
      rotation_lambda_arn: ROTATE.aliasArn,
      rotate_immediately: true,
      rotation_rules: { automatically_after_days: 30 },
    });
    expect(stack.only('aws_lambda_permission')).toMatchObject({
      action: 'lambda:InvokeFunction',
      function_name: 'deposits-test-rotate',
      qualifier: 'live',
      principal: 'secretsmanager.amazonaws.com',
      source_account: '111122223333',
      source_arn: SECRET_ARN,
    });
  });

  test('comes after the permission, which Secrets Manager tries at once', () => {
    const stack = synthesize((scope) => imported.addRotation(scope, 'rotation', { function: ROTATE }));
    const [permission] = Object.keys(stack.resources('aws_lambda_permission'));
    expect(stack.only('aws_secretsmanager_secret_rotation')['depends_on']).toEqual([
      `aws_lambda_permission.${permission}`,
    ]);
  });

  test('custom: of a secret of the same stack, with a window', () => {
    const stack = synthesize((scope) => {
      const migration = new LambdaInvocation(scope, 'migration', { functionName: 'migrate', input: '{}' });
      const secret = new DatabaseSecret(scope, 'secret', {
        name: 'deposits-test/application',
        description: 'x',
        key: importedKey,
        username: 'app',
      });
      secret.addRotation(scope, 'rotation', {
        function: ROTATE,
        everyDays: 7,
        windowHours: 2,
        rotateImmediately: false,
        after: [migration],
      });
    });
    expect(stack.only('aws_secretsmanager_secret_rotation')).toMatchObject({
      rotate_immediately: false,
      rotation_rules: { automatically_after_days: 7, duration: '2h' },
      depends_on: [
        expect.stringMatching(/^aws_lambda_permission\./),
        expect.stringMatching(/^aws_lambda_invocation\./),
      ],
    });
  });

  test('refuses intervals and windows that are too long, both at once', () => {
    synthesize((scope) => {
      const call = () =>
        imported.addRotation(scope, 'rotation', { function: ROTATE, everyDays: 91, windowHours: 25 });
      expect(problemsOf(call)).toEqual([
        ['rotation-interval', 'everyDays'],
        ['rotation-window', 'windowHours'],
      ]);
    });
  });
});
