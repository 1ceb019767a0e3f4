import { ApiGatewayRequestValidator } from '@cdktf/provider-aws/lib/api-gateway-request-validator';
import { Construct } from 'constructs';

/** What API Gateway checks of a request. `none` leaves everything to the function. */
export type Validation = 'body-and-parameters' | 'body' | 'parameters' | 'none';

/** The API's validators, each made when the first method asks for it. */
export class RequestValidators extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly restApiId: string,
  ) {
    super(scope, id);
  }

  /** The id of the validator; nothing for `none`. */
  idFor(validation: Validation): string | undefined {
    if (validation === 'none') return undefined;
    const existing = this.node.tryFindChild(validation);
    const validator =
      existing instanceof ApiGatewayRequestValidator
        ? existing
        : new ApiGatewayRequestValidator(this, validation, {
            restApiId: this.restApiId,
            name: validation,
            validateRequestBody: validation !== 'parameters',
            validateRequestParameters: validation !== 'body',
          });
    return validator.id;
  }
}
