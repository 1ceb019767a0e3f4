import type { AwsError } from '../gateway/aws-error';

/** An error that Rekognition answers with. */
export class RekognitionError extends Error implements AwsError {
  override readonly name = 'RekognitionError';
  readonly status = 400;

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
