import type { App } from 'cdktf';
import type { FunctionContract } from '../functions/shared/contract';
import { AccessStack } from './access-stack';
import type { Artefacts } from './artefacts';
import { contracts as allContracts } from './contracts';
import { DataStack } from './data-stack';
import { DepositsStack } from './deposits-stack';
import type { EnvironmentConfig } from './environments/schema';
import { MessagingStack } from './messaging-stack';
import { NetworkStack } from './network-stack';
import { OperationsStack } from './operations-stack';
import { assertContractTimes } from './time-chain';

/**
 * The whole system in one environment: six stacks, each reading those before it (docs/adr/0003).
 *
 * @param contracts what is to be deployed. @default every function of the system
 */
export function defineSystem(
  app: App,
  environment: EnvironmentConfig,
  artefacts: Artefacts,
  contracts: readonly FunctionContract[] = allContracts,
): void {
  assertContractTimes(contracts);
  const foundation = new NetworkStack(app, environment, contracts);
  const data = new DataStack(app, environment, foundation);
  const messaging = new MessagingStack(app, environment, contracts);
  const access = new AccessStack(app, environment, contracts, { foundation, data, messaging });
  new DepositsStack(app, environment, { contracts, artefacts }, { foundation, data, messaging, access });
  new OperationsStack(app, environment, contracts, foundation);
}
