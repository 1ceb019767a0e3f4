import { definePrices } from './price-definition';

/** Prices of the network, the database, keys, secrets and watching. */
export const NETWORK_AND_DATA_PRICES = definePrices({
  'nat.hour': {
    unit: 'hour',
    what: 'NAT gateway',
    offer: { service: 'AmazonEC2', usageType: 'NatGateway-Hours', attributes: { operation: 'NatGateway' } },
  },
  'nat.gb': {
    unit: 'GB',
    what: 'data processed by a NAT gateway, in both directions',
    offer: { service: 'AmazonEC2', usageType: 'NatGateway-Bytes', attributes: { operation: 'NatGateway' } },
  },
  'endpoint.hour': {
    unit: 'hour',
    what: 'interface endpoint in one zone',
    offer: {
      service: 'AmazonVPC',
      usageType: 'VpcEndpoint-Hours',
      attributes: { endpointType: 'PrivateLink' },
    },
  },
  'endpoint.gb': {
    unit: 'GB',
    what: 'data processed by interface endpoints, region-wide tiers',
    offer: {
      service: 'AmazonVPC',
      usageType: 'VpcEndpoint-Bytes',
      attributes: { endpointType: 'PrivateLink' },
    },
  },
  'ipv4.hour': {
    unit: 'hour',
    what: 'public IPv4 address, in use or idle',
    offer: { service: 'AmazonVPC', usageType: 'PublicIPv4:InUseAddress' },
  },
  'zone-transfer.gb': {
    unit: 'GB',
    what: 'traffic between zones, one direction',
    offer: { service: 'AmazonEC2', usageType: 'DataTransfer-Regional-Bytes' },
  },
  'internet-out.gb': {
    unit: 'GB',
    what: 'data sent to the internet',
    offer: { service: 'AWSDataTransfer', usageType: 'DataTransfer-Out-Bytes' },
    free: '100',
  },
  'transit-gateway.hour': {
    unit: 'hour',
    what: 'transit gateway attachment',
    offer: {
      service: 'AmazonVPC',
      usageType: 'TransitGateway-Hours',
      attributes: { operation: 'TransitGatewayVPC' },
    },
  },
  'transit-gateway.gb': {
    unit: 'GB',
    what: 'data sent through a transit gateway',
    offer: {
      service: 'AmazonVPC',
      usageType: 'TransitGateway-Bytes',
      attributes: { operation: 'TransitGatewayVPC' },
    },
  },
  'instance.t4g.nano.hour': {
    unit: 'hour',
    what: 't4g.nano, Linux, on demand',
    offer: {
      service: 'AmazonEC2',
      usageType: 'BoxUsage:t4g.nano',
      attributes: {
        operatingSystem: 'Linux',
        tenancy: 'Shared',
        preInstalledSw: 'NA',
        capacitystatus: 'Used',
      },
    },
  },
  'ebs.gp3.gb-month': {
    unit: 'GB-month',
    what: 'gp3 volume',
    offer: { service: 'AmazonEC2', usageType: 'EBS:VolumeUsage.gp3' },
  },
  'network-firewall.hour': {
    unit: 'hour',
    what: 'Network Firewall endpoint',
    offer: { service: 'AWSNetworkFirewall', usageType: 'Endpoint-Hour' },
  },
  'network-firewall.gb': {
    unit: 'GB',
    what: 'data processed by Network Firewall',
    offer: { service: 'AWSNetworkFirewall', usageType: 'Traffic-GB-Processed' },
  },
  'dns-firewall.domain-month': { unit: 'domain-month', what: 'domain name in a list of DNS Firewall' },
  'dns-firewall.query': { unit: 'request', what: 'query checked by DNS Firewall' },
  'aurora.acu-hour': {
    unit: 'ACU-hour',
    what: 'Aurora Serverless v2 capacity, standard storage',
    offer: {
      service: 'AmazonRDS',
      usageType: 'Aurora:ServerlessV2Usage',
      attributes: { databaseEngine: 'Aurora PostgreSQL' },
    },
  },
  'aurora.acu-hour.io-optimized': {
    unit: 'ACU-hour',
    what: 'Aurora Serverless v2 capacity, I/O-Optimized',
    offer: {
      service: 'AmazonRDS',
      usageType: 'Aurora:ServerlessV2IOOptimizedUsage',
      attributes: { databaseEngine: 'Aurora PostgreSQL' },
    },
  },
  'aurora.storage.gb-month': {
    unit: 'GB-month',
    what: 'Aurora storage, standard',
    offer: {
      service: 'AmazonRDS',
      usageType: 'Aurora:StorageUsage',
      attributes: { databaseEngine: 'Aurora PostgreSQL' },
    },
  },
  'aurora.storage.io-optimized.gb-month': {
    unit: 'GB-month',
    what: 'Aurora storage, I/O-Optimized',
    offer: {
      service: 'AmazonRDS',
      usageType: 'Aurora:IO-OptimizedStorageUsage',
      attributes: { databaseEngine: 'Aurora PostgreSQL' },
    },
  },
  'aurora.io': {
    unit: 'request',
    what: 'Aurora I/O request',
    offer: {
      service: 'AmazonRDS',
      usageType: 'Aurora:StorageIOUsage',
      attributes: { databaseEngine: 'Aurora PostgreSQL' },
    },
  },
  'aurora.backup.gb-month': {
    unit: 'GB-month',
    what: 'Aurora backup beyond the free size of the cluster',
    offer: {
      service: 'AmazonRDS',
      usageType: 'Aurora:BackupUsage',
      attributes: { databaseEngine: 'Aurora PostgreSQL' },
    },
  },
  'data-api.request': { unit: 'request', what: 'RDS Data API request, 32 KB each' },
  'rds-proxy.acu-hour': {
    unit: 'ACU-hour',
    what: 'RDS Proxy before Aurora Serverless v2, 8 ACU at least',
    offer: { service: 'AmazonRDS', usageType: 'RDS:Proxy-ASv2-Usage' },
  },
  'kms.key-month': {
    unit: 'month',
    what: 'customer managed key, and each of its first two rotations',
    offer: { service: 'awskms', usageType: 'KMS-Keys', naming: 'region' },
  },
  'kms.request': {
    unit: 'request',
    what: 'KMS request',
    offer: { service: 'awskms', usageType: 'KMS-Requests', naming: 'region' },
    free: '20000',
  },
  'secret.month': {
    unit: 'month',
    what: 'secret',
    offer: { service: 'AWSSecretsManager', usageType: 'AWSSecretsManager-Secrets' },
  },
  'secret.request': {
    unit: 'request',
    what: 'Secrets Manager request',
    offer: { service: 'AWSSecretsManager', usageType: 'AWSSecretsManagerAPIRequest' },
  },
  'alarm.metric-month': {
    unit: 'month',
    what: 'metric of an alarm of standard resolution',
    offer: { service: 'AmazonCloudWatch', usageType: 'CW:AlarmMonitorUsage' },
    free: '10',
  },
  'alarm.high-resolution.metric-month': {
    unit: 'month',
    what: 'metric of an alarm of high resolution',
    offer: { service: 'AmazonCloudWatch', usageType: 'CW:HighResAlarmMonitorUsage' },
  },
  'alarm.composite-month': {
    unit: 'month',
    what: 'composite alarm',
    offer: { service: 'AmazonCloudWatch', usageType: 'CW:CompositeAlarmMonitorUsage' },
  },
  'dashboard.month': {
    unit: 'month',
    what: 'dashboard',
    offer: { service: 'AmazonCloudWatch', usageType: 'DashboardsUsageHour', naming: 'none' },
    free: '3',
  },
  'metric.month': {
    unit: 'month',
    what: 'custom metric, first 10,000',
    offer: { service: 'AmazonCloudWatch', usageType: 'CW:MetricMonitorUsage' },
    free: '10',
  },
  'logs.ingest.gb': {
    unit: 'GB',
    what: 'logs taken in, standard class',
    offer: {
      service: 'AmazonCloudWatch',
      usageType: 'DataProcessing-Bytes',
      attributes: { operation: 'PutLogEvents' },
    },
    free: '5',
  },
  'logs.vended.gb': {
    unit: 'GB',
    what: 'vended logs (flow logs, Network Firewall, Step Functions) taken in by CloudWatch',
    offer: {
      service: 'AmazonCloudWatch',
      usageType: 'VendedLog-Bytes',
      attributes: { logsDestination: 'Amazon Cloudwatch' },
    },
  },
  'logs.store.gb-month': {
    unit: 'GB-month',
    what: 'logs kept',
    offer: { service: 'AmazonCloudWatch', usageType: 'TimedStorage-ByteHrs' },
  },
});
