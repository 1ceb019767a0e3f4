// What the usual parts put around a handler: middy with the middleware of Powertools.

import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';

const tracer = new Tracer({ serviceName: 'deposits' });
const metrics = new Metrics({ namespace: 'Deposits', serviceName: 'deposits' });

export function framed(logger, handler) {
  return middy(handler)
    .use(captureLambdaHandler(tracer))
    .use(injectLambdaContext(logger.usual))
    .use(logMetrics(metrics, { captureColdStartMetric: true }));
}
