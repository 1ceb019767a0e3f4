import { AccountLogging } from '../../modules/api/account-logging';
import type { BodySchema } from '../../modules/api/body-schema';
import { RestApi } from '../../modules/api/rest-api';
import type { ICustomerKey } from '../../modules/data/customer-key';
import type { Endpoints } from '../deployment/surroundings';
import type { SystemStack } from '../system-stack';
import type { Triggered } from './triggered';

/** The API in front of the functions that are called through it. */
export function createApi(
  stack: SystemStack,
  methods: readonly Triggered<'api'>[],
  { endpoints, logsKey }: { readonly endpoints: Endpoints; readonly logsKey: ICustomerKey },
): RestApi {
  const { api, logs } = stack.environment;
  const rest = new RestApi(stack, 'api', {
    name: stack.prefix,
    description: 'Cheque deposits',
    stageName: 'live',
    location: stack.location,
    endpoint:
      api.exposure === 'private'
        ? { kind: 'private', vpcEndpointIds: [endpoints.endpointId('execute-api')] }
        : { kind: 'regional' },
    key: logsKey,
    logRetentionDays: logs.retentionDays,
    throttling: { ratePerSecond: api.requestsPerSecond, burst: api.burst },
    accountLogging: api.setAccountLogging
      ? new AccountLogging(stack, 'api-logging', {
          name: `${stack.prefix}-api-logging`,
          location: stack.location,
        })
      : undefined,
  });
  for (const { contract, trigger, function: target } of methods) {
    rest.addMethod(trigger.method, trigger.path, {
      function: target,
      functionTimeoutSeconds: contract.timeoutSeconds,
      requiredHeaders: trigger.requiredHeaders,
      bodySchema: trigger.bodySchema && (structuredClone(trigger.bodySchema) as BodySchema),
    });
  }
  return rest;
}
