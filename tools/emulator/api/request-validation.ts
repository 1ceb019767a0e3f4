import { isIPv4, isIPv6 } from 'node:net';
import Ajv, { type ValidateFunction } from 'ajv';
import { type ApiRequest, headerOf, mediaType } from './api-request';
import type { ApiMethod, DeployedApi, RequiredParameter } from './deployed-api';
import { fromDraftFour } from './draft-four';
import { Refusal } from './refusal';
import { validationErrorString } from './schema-messages';

/** The request validators of one API: required parameters, and bodies against the models. */
export class RequestValidation {
  private readonly ajv: Ajv;
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(private readonly api: Pick<DeployedApi, 'id' | 'models'>) {
    this.ajv = new Ajv({
      allErrors: true,
      strict: false,
      unicodeRegExp: false,
      formats: FORMATS,
      logger: false,
    });
    for (const [name, schema] of Object.entries(api.models)) {
      const converted = fromDraftFour(schema);
      this.ajv.addSchema(isSchema(converted) ? converted : true, this.modelUrl(name));
    }
  }

  /** @throws Refusal 400 with API Gateway's message */
  check(request: ApiRequest, method: ApiMethod, pathParameters: Readonly<Record<string, string>>): void {
    if (method.validatesParameters) checkParameters(request, method, pathParameters);
    if (method.validatesBody) this.checkBody(request, method);
  }

  private checkBody(request: ApiRequest, method: ApiMethod): void {
    // Without a content type the body is taken for JSON. A type without a model is let through, as API Gateway does.
    const type = mediaType(headerOf(request, 'content-type')) || 'application/json';
    const model = method.requestModels[type] ?? method.requestModels['$default'];
    if (model === undefined) return;
    const validate = this.validatorOf(model);
    if (!validate) return;
    const body = parseBody(request.body);
    if (body === undefined) throw invalidBody('[Unable to parse the request body as JSON]');
    if (!validate(body)) throw invalidBody(validationErrorString(validate.errors ?? [], body));
  }

  private validatorOf(model: string): ValidateFunction | undefined {
    const known = this.validators.get(model);
    if (known) return known;
    const found = this.ajv.getSchema(this.modelUrl(model));
    if (found) this.validators.set(model, found);
    return found;
  }

  /** Models refer to each other by this address. */
  private modelUrl(name: string): string {
    return `https://apigateway.amazonaws.com/restapis/${this.api.id}/models/${name}`;
  }
}

function checkParameters(
  request: ApiRequest,
  method: ApiMethod,
  pathParameters: Readonly<Record<string, string>>,
): void {
  const value = ({ location, name }: RequiredParameter) => {
    if (location === 'header') return headerOf(request, name);
    return location === 'querystring' ? request.query.get(name) : pathParameters[name];
  };
  const missing = method.requiredParameters.filter((parameter) => !value(parameter)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new Refusal(
      'BAD_REQUEST_PARAMETERS',
      `Missing required request parameters: [${missing.join(', ')}]`,
      'BadRequestException',
    );
  }
}

function invalidBody(validationError: string): Refusal {
  return new Refusal('BAD_REQUEST_BODY', 'Invalid request body', 'BadRequestException', { validationError });
}

/** An empty body counts as an empty object. Undefined: not JSON. */
function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function isSchema(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The formats of draft 4. Others, such as `uuid`, API Gateway does not look at. */
const FORMATS: Record<string, true | RegExp | ((text: string) => boolean)> = {
  'date-time': (text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(text) &&
    !Number.isNaN(Date.parse(text)),
  email: /^[^\s@]+@[^\s@]+$/,
  hostname: /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i,
  ipv4: isIPv4,
  ipv6: isIPv6,
  uri: (text) => URL.canParse(text),
  ...Object.fromEntries(
    ['uuid', 'date', 'time', 'int32', 'int64', 'float', 'double', 'byte', 'binary', 'password'].map(
      (name) => [name, true as const],
    ),
  ),
};
