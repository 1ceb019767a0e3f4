import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { VpcFunction } from '../../../modules/compute/vpc-function';
import { CustomerKey } from '../../../modules/data/customer-key';
import { KeyTable } from '../../../modules/data/key-table';
import { CheckedEndpoints } from '../../../modules/network/checked-endpoints';
import { VpcEndpoints } from '../../../modules/network/endpoints';
import { type INetwork, Network } from '../../../modules/network/network';
import type { IServiceAccess } from '../../../modules/network/service-access';
import { serviceNeeds } from '../../../stacks/bindings';
import { loadEnvironment } from '../../../stacks/environments/load';
import type { EnvironmentConfig } from '../../../stacks/environments/schema';
import { NetworkStack } from '../../../stacks/network-stack';
import { SystemStack } from '../../../stacks/system-stack';

const NAME = 'keeper';

/** One function and the table that it uses, on the network stack of the system. */
class KeeperStack extends SystemStack {
  constructor(scope: App, environment: EnvironmentConfig, foundation: NetworkStack) {
    super(scope, 'keeper', environment);
    const network = Network.fromAttributes(
      this,
      'network',
      this.read(foundation, 'network', foundation.network),
    );
    const key = new CustomerKey(this, 'key', {
      name: `${this.prefix}/keeper`,
      description: 'The keeper and its table',
      location: this.location,
      services: ['dynamodb', 'lambda'],
      logGroups: [`/aws/lambda/${this.prefix}-*`],
      deletionWindowDays: 7,
    });
    const table = new KeyTable(this, 'keys', { name: `${this.prefix}-keys`, key, deletionProtection: false });
    const capability = table.use('claim');
    const zip = join(scope.outdir, 'functions', `${NAME}.zip`);
    new VpcFunction(this, NAME, {
      name: this.functionName(NAME),
      description: 'Stores keys',
      code: {
        file: `\${path.module}/../../functions/${NAME}.zip`,
        sha256Base64: createHash('sha256').update(readFileSync(zip)).digest('base64'),
      },
      handler: 'index.handler',
      location: this.location,
      network,
      access: this.access(network, capability),
      kmsKeyArn: key.keyArn,
      capabilities: [capability],
      environment: { KEYS_TABLE_NAME: table.tableName },
    });
  }

  /** Endpoints as the access stack has them: made where that is possible, looked up where it is not. */
  private access(network: INetwork, capability: ReturnType<KeyTable['use']>): IServiceAccess {
    const { region } = this.environment;
    const needs = serviceNeeds(NAME, [{ resource: 'keys', capability, variables: {} }]);
    if (!network.canCreateEndpoints) {
      return new CheckedEndpoints(this, 'endpoints', {
        network,
        region,
        services: needs.map(({ service }) => service),
      });
    }
    const demands = needs.map(({ service, functionName, statements }) => ({
      service,
      principalArns: [this.roleArn(functionName)],
      statements,
    }));
    return new VpcEndpoints(this, 'endpoints', { network, region, name: this.prefix, demands });
  }
}

try {
  const app = new App();
  const environment = loadEnvironment(process.env['VPC_LAMBDA_ENV'] ?? '');
  const foundation = new NetworkStack(app, environment, []);
  new KeeperStack(app, environment, foundation);
  app.synth();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
