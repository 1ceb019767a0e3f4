import type { App } from 'cdktf';
import type { FunctionContract } from '../functions/shared/contract';
import { CustomerKey } from '../modules/data/customer-key';
import { Queue } from '../modules/messaging/queue';
import type { AccessStack } from './access-stack';
import type { Artefacts } from './artefacts';
import { bind } from './bindings';
import { createFunctions } from './deployment/functions';
import { readSurroundings } from './deployment/surroundings';
import type { EnvironmentConfig } from './environments/schema';
import type { NetworkStack } from './network-stack';
import { importResources, type ResourceStacks } from './resources';
import { SystemStack } from './system-stack';
import { createApi } from './triggers/api';
import { receiveFromQueues } from './triggers/queues';
import { rotateSecrets } from './triggers/rotation';
import { callOnSchedule } from './triggers/schedules';
import { triggeredBy } from './triggers/triggered';
import { createWorkflows } from './triggers/workflows';

/** What this stack reads. */
interface Stacks extends ResourceStacks {
  readonly foundation: NetworkStack;
  readonly access: AccessStack;
}

/**
 * The functions, and what calls them: the API, queues, schedules, workflows, rotations. No data is in it: it can be
 * destroyed and made again at any time.
 */
export class DepositsStack extends SystemStack {
  constructor(
    scope: App,
    environment: EnvironmentConfig,
    {
      contracts,
      artefacts,
    }: { readonly contracts: readonly FunctionContract[]; readonly artefacts: Artefacts },
    stacks: Stacks,
  ) {
    super(scope, 'deposits', environment);
    const { foundation, data, messaging } = stacks;
    const logsKey = CustomerKey.fromAttributes(this.read(foundation, 'logs_key', foundation.logsKey));
    const held = this.read(data, 'data', data.data);
    const said = this.read(messaging, 'messaging', messaging.messaging);
    const resources = importResources(this, stacks);
    const bindings = new Map(contracts.map((contract) => [contract.name, bind(contract, resources)]));
    const surroundings = readSurroundings(this, stacks, bindings);
    const { functions, migrations } = createFunctions(this, { contracts, artefacts, bindings, surroundings });

    const { ledgerApplication, pseudonymKey, partnerSigningKey } = held;
    const secrets = { ledgerApplication, pseudonymKey, partnerSigningKey };
    rotateSecrets(this, triggeredBy('rotation', contracts, functions), secrets, migrations);
    receiveFromQueues(this, triggeredBy('queue', contracts, functions), {
      clearing: Queue.fromAttributes(this, 'clearing-queue', said.clearing),
      notifications: Queue.fromAttributes(this, 'notifications-queue', said.notifications),
    });
    callOnSchedule(this, triggeredBy('schedule', contracts, functions), surroundings);
    createWorkflows(this, triggeredBy('workflow', contracts, functions), {
      batches: held.batches,
      surroundings,
    });
    const api = createApi(this, triggeredBy('api', contracts, functions), { ...surroundings, logsKey });
    this.share('api', { id: api.restApiId, stage: api.stageName, url: api.invokeUrl });
  }
}
