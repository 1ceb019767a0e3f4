import type { Pricer } from '../pricer';
import type { UsageKeys } from '../usage/usage';
import { apiPricers } from './api';
import { auroraPricers } from './aurora';
import { endpointPricers } from './endpoint';
import { firewallPricers } from './firewall';
import { keyAndSecretPricers } from './keys-and-secrets';
import { lambdaPricers } from './lambda';
import { logPricers } from './logs';
import { messagingPricers } from './messaging';
import { natPricers } from './nat';
import { publicAddressPricers } from './public-address';
import { storagePricers } from './storage';
import { watchingPricers } from './watching';
import { workflowPricers } from './workflow';

/** Every type that is priced, in the order of the bill. */
export const PRICERS: readonly Pricer[] = [
  ...natPricers,
  ...publicAddressPricers,
  ...endpointPricers,
  ...firewallPricers,
  ...lambdaPricers,
  ...apiPricers,
  ...messagingPricers,
  ...workflowPricers,
  ...auroraPricers,
  ...storagePricers,
  ...keyAndSecretPricers,
  ...logPricers,
  ...watchingPricers,
];

export const PRICER_OF: ReadonlyMap<string, Pricer> = new Map(PRICERS.map((pricer) => [pricer.type, pricer]));

export const USAGE_KEYS: UsageKeys = new Map(PRICERS.map((pricer) => [pricer.type, pricer.usage ?? []]));
