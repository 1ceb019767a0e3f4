import type { Construct } from 'constructs';
import type { ApiFunction, ApiMethodProps } from '../../../modules/api/api-method';
import { RestApi, type RestApiProps } from '../../../modules/api/rest-api';
import type { Synthesized } from '../../support/synth';
import { importedKey, LOCATION, synthesize } from '../data/support';

export const SUBMIT: ApiFunction = {
  functionName: 'deposits-test-submit-deposit',
  aliasName: 'live',
  invokeArn:
    'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:deposits-test-submit-deposit:live/invocations',
};

export const API: RestApiProps = {
  name: 'deposits-test-api',
  description: 'Deposits',
  location: LOCATION,
  endpoint: { kind: 'regional' },
  stageName: 'v1',
  throttling: { ratePerSecond: 50, burst: 100 },
  key: importedKey,
};

export const METHOD: ApiMethodProps = { function: SUBMIT, functionTimeoutSeconds: 10 };

export function makeApi(scope: Construct, props: Partial<RestApiProps> = {}): RestApi {
  return new RestApi(scope, 'api', { ...API, ...props });
}

/** An API with whatever is added to it. */
export function synthesizeApi(
  add: (api: RestApi) => void = () => undefined,
  props: Partial<RestApiProps> = {},
): Synthesized {
  return synthesize((scope) => add(makeApi(scope, props)));
}
