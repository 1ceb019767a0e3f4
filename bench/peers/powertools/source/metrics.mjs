// functions/shared/metrics.ts with the usual parts.

import { Metrics as UsualMetrics } from '@aws-lambda-powertools/metrics';

export class Metrics {
  constructor(serviceName) {
    this.metrics = new UsualMetrics({ namespace: 'Deposits', serviceName });
  }

  record(values) {
    for (const [name, value] of Object.entries(values)) this.metrics.addMetric(name, 'Count', value);
    this.metrics.publishStoredMetrics();
  }
}
