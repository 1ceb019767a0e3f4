import { DescribeStateMachineCommand, SFNClient, StateMachineDoesNotExist } from '@aws-sdk/client-sfn';
import { patience } from '../gateway/patience';
import { Remembered } from '../gateway/remembered';
import type { SigningKey } from '../gateway/signed-request';
import type { StateMachineDefinition } from './language/definition';
import { WorkflowError } from './workflow-error';

/** A state machine as it is deployed. */
export interface DeployedStateMachine {
  /** Without version or alias. */
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly roleArn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: StateMachineDefinition;
}

/** How long an answer of the control plane is believed. Changes through the gateway are seen at once (`forget`). */
const BELIEVED_FOR_MS = 2_000;

/** Reads state machines from the control plane. */
export class DeployedStateMachines {
  private readonly known = new Remembered<DeployedStateMachine>(BELIEVED_FOR_MS);
  private readonly clients = new Map<string, SFNClient>();

  constructor(private readonly options: { endpoint: string; credentials: SigningKey }) {}

  /** @throws WorkflowError InvalidArn or StateMachineDoesNotExist */
  async find(arn: string): Promise<DeployedStateMachine> {
    const [, , service, region = '', , kind, name = ''] = arn.split(':');
    if (service !== 'states' || kind !== 'stateMachine' || name === '') {
      throw new WorkflowError('InvalidArn', `Invalid Arn: '${arn}'`);
    }
    return this.known.get(arn, () => this.read(arn, region, name));
  }

  /** Something was deployed: ask again. */
  forget(): void {
    this.known.forget();
  }

  close(): void {
    for (const client of this.clients.values()) client.destroy();
  }

  private async read(arn: string, region: string, name: string): Promise<DeployedStateMachine> {
    try {
      const found = await this.client(region).send(new DescribeStateMachineCommand({ stateMachineArn: arn }));
      return {
        arn: arn.split(':').slice(0, 7).join(':'),
        name,
        region,
        roleArn: found.roleArn ?? '',
        type: found.type === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
        definition: JSON.parse(found.definition ?? '') as StateMachineDefinition,
      };
    } catch (error) {
      if (!(error instanceof StateMachineDoesNotExist)) throw error;
      throw new WorkflowError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    }
  }

  private client(region: string): SFNClient {
    const known = this.clients.get(region) ?? new SFNClient({ ...this.options, region, ...patience() });
    this.clients.set(region, known);
    return known;
  }
}
