import { TerraformOutput } from 'cdktf';
import { currentLocation, regionalArn } from '../../../modules/identity/aws-location';
import { synthesizeAws } from './aws-stack';

describe('regionalArn', () => {
  test('names a resource of the account', () => {
    // GIVEN
    const location = { partition: 'aws', region: 'eu-central-1', accountId: '123456789012' };

    // WHEN
    const arn = regionalArn(location, 'lambda', 'function:a');

    // THEN
    expect(arn).toBe('arn:aws:lambda:eu-central-1:123456789012:function:a');
  });
});

describe('currentLocation', () => {
  test('asks AWS once for each part, however often it is called', () => {
    // WHEN
    const synthesized = synthesizeAws((stack) => {
      for (const id of ['first', 'second']) {
        new TerraformOutput(stack, id, { value: regionalArn(currentLocation(stack), 'sqs', id) });
      }
    });

    // THEN
    expect(Object.keys(synthesized.data('aws_partition'))).toEqual(['current-partition']);
    expect(Object.keys(synthesized.data('aws_region'))).toEqual(['current-region']);
    expect(Object.keys(synthesized.data('aws_caller_identity'))).toEqual(['current-account']);
    expect(synthesized.json['output']).toMatchObject({
      second: {
        value:
          'arn:${data.aws_partition.current-partition.partition}:sqs:${data.aws_region.current-region.name}:' +
          '${data.aws_caller_identity.current-account.account_id}:second',
      },
    });
  });
});
