import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AwsError, sendAwsError } from '../gateway/aws-error';
import type { AccessQuery } from './access-query';

/** How a service says that access is denied. */
interface Form {
  readonly code: string;
  readonly status: number;
}

/** The JSON protocols other than REST: 400. Source: each service's API reference, "Common errors". */
const JSON_FORM: Form = { code: 'AccessDeniedException', status: 400 };

const FORMS: Readonly<Record<string, Form>> = {
  // Lambda and API Gateway API references, "Common error types"; Data API reference, "AccessDeniedException": 403.
  apigateway: { code: 'AccessDeniedException', status: 403 },
  lambda: { code: 'AccessDeniedException', status: 403 },
  'rds-data': { code: 'AccessDeniedException', status: 403 },
  scheduler: { code: 'AccessDeniedException', status: 403 },
  // Amazon S3 API reference, "Error responses".
  s3: { code: 'AccessDenied', status: 403 },
  // Amazon EC2 API reference, "Error codes".
  ec2: { code: 'UnauthorizedOperation', status: 403 },
  // Amazon SNS API reference, "Publish": AuthorizationError.
  sns: { code: 'AuthorizationError', status: 403 },
  iam: { code: 'AccessDenied', status: 403 },
  sts: { code: 'AccessDenied', status: 403 },
  monitoring: { code: 'AccessDenied', status: 403 },
};

/**
 * The error with which the service answers the caller. Where it could not do what it does on the caller's behalf, services
 * have errors of their own; those of KMS are in their API references, those of the Data API are not verified.
 *
 * @param call what was called
 * @param refused the query that was refused: the call's own, or one on the caller's behalf
 * @param sentence AWS's message for it
 */
export function refusalError(service: string, refused: AccessQuery, sentence: string): AwsError {
  const form = FORMS[service] ?? JSON_FORM;
  if (refused.action.startsWith('kms:') && refused.via !== undefined) {
    const own = KEY_ERRORS[service];
    if (own) return { ...own, message: own.message || sentence };
  }
  if (service === 'rekognition' && refused.via === 'rekognition') {
    return {
      status: 400,
      code: 'InvalidS3ObjectException',
      message: 'Unable to get object metadata from S3. Check object key, region and/or access permissions.',
    };
  }
  return { ...form, message: sentence };
}

/** An empty message stands for AWS's sentence about the key. */
const KEY_ERRORS: Readonly<Record<string, AwsError>> = {
  rekognition: {
    status: 400,
    code: 'InvalidS3ObjectException',
    message: 'Unable to get object metadata from S3. Check object key, region and/or access permissions.',
  },
  'rds-data': { status: 400, code: 'SecretsErrorException', message: '' },
  secretsmanager: { status: 400, code: 'AccessDeniedException', message: 'Access to KMS is not allowed' },
  sns: { status: 400, code: 'KMSAccessDenied', message: '' },
  sqs: { status: 400, code: 'KmsAccessDenied', message: '' },
};

/** Answers in the caller's protocol. SQS in JSON also carries the code of its former Query protocol. */
export function answerRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  service: string,
  error: AwsError,
): void {
  request.resume();
  if (service === 'sqs') response.setHeader('x-amzn-query-error', `${queryCode(error.code)};Sender`);
  sendAwsError(request, response, service, error);
}

function queryCode(code: string): string {
  return code === 'AccessDeniedException' ? 'AccessDenied' : code;
}
