/** API Gateway's own answers, by which gateway responses are declared. */
export type RefusalType =
  | 'ACCESS_DENIED'
  | 'API_CONFIGURATION_ERROR'
  | 'AUTHORIZER_CONFIGURATION_ERROR'
  | 'BAD_REQUEST_BODY'
  | 'BAD_REQUEST_PARAMETERS'
  | 'EXPIRED_TOKEN'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'INVALID_SIGNATURE'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'REQUEST_TOO_LARGE'
  | 'THROTTLED'
  | 'DEFAULT_4XX'
  | 'DEFAULT_5XX';

const STATUS: Readonly<Record<RefusalType, number>> = {
  ACCESS_DENIED: 403,
  API_CONFIGURATION_ERROR: 500,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  BAD_REQUEST_BODY: 400,
  BAD_REQUEST_PARAMETERS: 400,
  EXPIRED_TOKEN: 403,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  INVALID_SIGNATURE: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  REQUEST_TOO_LARGE: 413,
  THROTTLED: 429,
  DEFAULT_4XX: 403,
  DEFAULT_5XX: 500,
};

/** A request that API Gateway answers itself, without or instead of the integration. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  /** @param errorType what `x-amzn-ErrorType` shows */
  constructor(
    readonly type: RefusalType,
    message: string,
    readonly errorType: string,
    readonly details: {
      /** @default that of the type */
      readonly status?: number;
      /** What exactly a request validator found. */
      readonly validationError?: string;
      /** Why, for the access log only. */
      readonly cause?: string;
    } = {},
  ) {
    super(message);
    this.status = details.status ?? STATUS[type];
  }
}

/** The function did not answer as a proxy integration must, or failed. */
export function badGateway(cause: string): Refusal {
  return new Refusal('DEFAULT_5XX', 'Internal server error', 'InternalServerErrorException', {
    status: 502,
    cause,
  });
}

/** The API itself is not right: its integration cannot be called. */
export function misconfigured(cause: string): Refusal {
  return new Refusal('API_CONFIGURATION_ERROR', 'Internal server error', 'InternalServerErrorException', {
    cause,
  });
}
