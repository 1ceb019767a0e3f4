// Replaces `console` as Lambda does: each call is one log event, in the text or the JSON form, sent in a frame so that
// a message of many lines stays one event.
'use strict';

const fs = require('node:fs');
const util = require('node:util');

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const TEXT_FRAME = 0xa55a0003;

function createLogger() {
  const descriptor = Number(process.env._LAMBDA_TELEMETRY_LOG_FD);
  const json = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
  const threshold = json ? LEVELS.indexOf((process.env.AWS_LAMBDA_LOG_LEVEL ?? 'INFO').toLowerCase()) : 0;
  delete process.env._LAMBDA_TELEMETRY_LOG_FD;
  const logger = { requestId: undefined };

  const write = (level, parameters) => {
    if (LEVELS.indexOf(level) < threshold) return;
    const time = new Date();
    const line = json
      ? jsonLine(time, level, logger.requestId, parameters)
      : textLine(time, level, logger.requestId, parameters);
    frame(descriptor, time, line);
  };
  console.trace = (...parameters) => write('trace', parameters);
  console.debug = (...parameters) => write('debug', parameters);
  console.log = (...parameters) => write('info', parameters);
  console.info = (...parameters) => write('info', parameters);
  console.warn = (...parameters) => write('warn', parameters);
  console.error = (...parameters) => write('error', parameters);

  logger.error = (label, error) => {
    if (json) write('error', [describeError(error)]);
    else
      frame(
        descriptor,
        new Date(),
        textLine(new Date(), 'error', logger.requestId, [errorLine(label, error)]),
      );
  };
  return logger;
}

function frame(descriptor, time, text) {
  const body = Buffer.from(text, 'utf8');
  const head = Buffer.alloc(16);
  head.writeUInt32BE(TEXT_FRAME, 0);
  head.writeUInt32BE(body.length, 4);
  head.writeBigUInt64BE(BigInt(time.getTime()) * 1000n, 8);
  const bytes = Buffer.concat([head, body]);
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += fs.writeSync(descriptor, bytes, sent);
    } catch (error) {
      if (error.code !== 'EAGAIN') return;
    }
  }
}

function textLine(time, level, requestId, parameters) {
  return [time.toISOString(), requestId, level.toUpperCase(), util.format(...parameters)].join('\t');
}

function errorLine(label, error) {
  const { trace, ...description } = describeError(error);
  const own = error instanceof Error ? Object.fromEntries(Object.entries(error)) : {};
  return `${label} \t${safeJson({ ...description, ...own, stack: trace })}`;
}

function jsonLine(time, level, requestId, parameters) {
  const record = { timestamp: time.toISOString(), level: level.toUpperCase(), requestId };
  const [first] = parameters;
  if (parameters.length === 1 && first !== null && typeof first === 'object' && !(first instanceof Error)) {
    return safeJson({ ...record, message: first });
  }
  const error = parameters.find((value) => value instanceof Error);
  const message = util.format(...parameters);
  if (!error) return safeJson({ ...record, message });
  const { errorType, errorMessage, trace } = describeError(error);
  return safeJson({ ...record, message, errorType, errorMessage, stackTrace: trace.slice(1) });
}

function safeJson(value) {
  const seen = new WeakSet();
  return JSON.stringify(value, (_key, member) => {
    if (typeof member === 'bigint') return member.toString();
    if (typeof member !== 'object' || member === null) return member;
    if (seen.has(member)) return '[Circular]';
    seen.add(member);
    return member;
  });
}

// Lambda's form of an error. What is thrown need not be an Error.
function describeError(error) {
  if (error instanceof Error || util.types.isNativeError(error)) {
    const trace = String(error.stack ?? '').split('\n');
    return { errorType: error.name || 'Error', errorMessage: error.message, trace };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

module.exports = { createLogger, describeError };
