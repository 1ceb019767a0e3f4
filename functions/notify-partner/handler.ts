import { parseServiceUrl } from '../adapters/https-post';
import { PartnerWebhook } from '../adapters/partner-webhook';
import { SigningKey } from '../adapters/signing-key';
import { parseEvent } from '../deposits/events/catalogue';
import { environmentVariables } from '../shared/contract';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { Metrics } from '../shared/metrics';
import { queueHandler } from '../shared/queue-handler';
import { notifyPartner as contract } from './contract';
import { notificationOf, OUTCOMES } from './notification';

const environment = readEnvironment(contract);
const url = parseServiceUrl(environment.partner.url, environmentVariables('partner', 'webhook').url);
const key = new SigningKey(environment.partnerSigningKey.secretArn);
const metrics = new Metrics(contract.name);

/** Takes outcomes from their queue, where the topic puts the envelope of EventBridge as it is (raw delivery). */
export const handler = queueHandler(
  createLogger(contract.name),
  {
    parse: (body) => parseEvent(body, OUTCOMES),
    describe: ({ data, metadata }) => ({ depositId: data.depositId, eventId: metadata.eventId }),
  },
  async ({ message, deadline, log }) => {
    try {
      await new PartnerWebhook({ url, key, deadline }).send(notificationOf(message));
    } catch (error) {
      metrics.record({ PartnerNotificationsFailed: 1 });
      throw error;
    }
    metrics.record({ PartnerNotificationsDelivered: 1 });
    log.info({ outcome: message.type }, 'the partner was told');
  },
);
