// functions/shared/logger.ts with the usual parts.

import { Logger } from '@aws-lambda-powertools/logger';

function asOurs(logger) {
  const at =
    (level) =>
    (first, message = '') =>
      typeof first === 'string' ? logger[level](first) : logger[level](message, first);
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (more) => asOurs(logger.createChild({ persistentKeys: more })),
    usual: logger,
  };
}

export function createLogger(serviceName) {
  return asOurs(new Logger({ serviceName }));
}

export function loggerWith(logger, bindings) {
  return logger.child(bindings);
}

export function invocationBindings({ awsRequestId }) {
  return { requestId: awsRequestId };
}

export function invocationLogger(logger, invocation) {
  return loggerWith(logger, invocationBindings(invocation));
}
