import type { Capability } from '../core/capability';
import { pascalCase } from '../core/naming';
import { TOPIC_KEY_ACTIONS, TOPIC_PUBLISH_ACTIONS } from './actions';

export type TopicAccess = 'publish';

/** What is granted on. */
export interface AccessibleTopic {
  readonly topicArn: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

/** SNS encrypts with the publisher's permissions: it asks KMS for a data key, and decrypts it to check it. */
export function topicCapability(
  name: string,
  access: TopicAccess,
  { topicArn, kmsKeyArn, region }: AccessibleTopic,
): Capability {
  const purpose = pascalCase(name);
  return {
    title: `${name}: ${access}`,
    statements: [
      { sid: `PublishTo${purpose}`, actions: TOPIC_PUBLISH_ACTIONS, resources: [topicArn] },
      {
        sid: `EncryptFor${purpose}`,
        actions: TOPIC_KEY_ACTIONS,
        resources: [kmsKeyArn],
        conditions: [
          { test: 'StringEquals', variable: 'kms:ViaService', values: [`sns.${region}.amazonaws.com`] },
        ],
      },
    ],
    destinations: [{ kind: 'service', service: 'sns' }],
    configuration: { topicArn },
  };
}
