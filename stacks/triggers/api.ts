import { AccountLogging } from '../../modules/api/account-logging';
import { AsyncApi, type AsyncApiFunction } from '../../modules/api/async-api';
import type { BodySchema } from '../../modules/api/body-schema';
import { RestApi } from '../../modules/api/rest-api';
import type { ICustomerKey } from '../../modules/data/customer-key';
import type { Endpoints } from '../deployment/surroundings';
import type { SystemStack } from '../system-stack';
import type { Triggered } from './triggered';

type Method = Triggered<'api'>;

/** The API in front of the functions that are called through it. */
export function createApi(
  stack: SystemStack,
  methods: readonly Method[],
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
  const asked = new Set<Method>();
  for (const submit of methods.filter(({ trigger }) => trigger.method === 'POST')) {
    const status = methods.find(({ trigger }) => isStatusOf(trigger, submit.trigger));
    if (!status) continue;
    asked.add(submit).add(status);
    new AsyncApi(stack, `api${submit.trigger.path.replaceAll('/', '-')}`, {
      api: rest,
      path: submit.trigger.path,
      submit: {
        ...called(submit),
        requiredHeaders: submit.trigger.requiredHeaders ?? [],
        bodySchema: bodyOf(submit),
      },
      status: { ...called(status), path: status.trigger.path },
    });
  }
  for (const method of methods.filter((one) => !asked.has(one))) {
    rest.addMethod(method.trigger.method, method.trigger.path, {
      function: method.function,
      functionTimeoutSeconds: method.contract.timeoutSeconds,
      requiredHeaders: method.trigger.requiredHeaders,
      bodySchema: bodyOf(method),
    });
  }
  return rest;
}

/** `GET /deposits/{id}` tells how far it is with what `POST /deposits` took. */
function isStatusOf(status: Method['trigger'], submit: Method['trigger']): boolean {
  return status.method === 'GET' && status.path.startsWith(`${submit.path}/{`);
}

function called({ contract, function: target }: Method): AsyncApiFunction {
  return { function: target, timeoutSeconds: contract.timeoutSeconds };
}

function bodyOf({ trigger }: Method): BodySchema | undefined {
  return trigger.bodySchema && (structuredClone(trigger.bodySchema) as BodySchema);
}
