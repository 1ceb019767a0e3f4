// The Node runtime client: what AWS's own bootstrap does in the execution environment. It asks the Runtime API for
// events, calls the deployed handler and posts what came out. Plain CommonJS without dependencies: it runs in the
// function's process, on the function's Node, and nothing of the emulator may be visible to the handler.
'use strict';

// First of all: it changes how sockets connect.
if (process.env._VPC_LAMBDA_HOSTS) require('./redirect-hosts.cjs');

const http = require('node:http');
const { createLogger, describeError } = require('./console-logger.cjs');
const { loadHandler } = require('./load-handler.cjs');

const API = process.env.AWS_LAMBDA_RUNTIME_API;
const PREFIX = '/2018-06-01/runtime';
// The event loop of the function must not be held open by a kept connection.
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

const logger = createLogger();
let current = null;

function call(method, path, body, headers) {
  const [hostname, port] = API.split(':');
  return new Promise((resolve, reject) => {
    const request = http.request(
      { agent, hostname, port, method, path: PREFIX + path, headers: { ...headers } },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
        );
        response.on('error', reject);
      },
    );
    // Whoever started this process is gone: nobody will ever ask again.
    request.on('error', () => process.exit(0));
    if (body !== undefined) request.setHeader('content-length', Buffer.byteLength(body));
    request.end(body);
  });
}

async function fail(path, error) {
  const description = describeError(error);
  await call('POST', path, JSON.stringify(description), {
    'content-type': 'application/json',
    'lambda-runtime-function-error-type': description.errorType,
  });
}

function makeContext(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parseHeader(headers['lambda-runtime-client-context']),
    identity: parseHeader(headers['lambda-runtime-cognito-identity']),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

function parseHeader(value) {
  return value ? JSON.parse(value) : undefined;
}

// Runs the handler; the promise settles with its result however it answers: promise, callback, context.done, or by
// letting the event loop run empty.
function run(handler, event, context) {
  return new Promise((resolve, reject) => {
    let settle = null;
    const finish = (error, result) => {
      if (settle !== null) return;
      settle = () => (error === null || error === undefined ? resolve(result) : reject(error));
      if (error || !context.callbackWaitsForEmptyEventLoop) setImmediate(settle);
    };
    // Runs when nothing is left to wait for: a callback's result is due, or there will never be one.
    current.onEmptyLoop = () => (settle ?? (() => resolve(null)))();
    context.done = finish;
    context.succeed = (result) => finish(null, result);
    context.fail = (error) => finish(error ?? new Error('handled'), undefined);
    const returned = handler(event, context, finish);
    if (returned !== null && typeof returned === 'object' && typeof returned.then === 'function') {
      returned.then(resolve, reject);
    }
  });
}

async function next() {
  current = null;
  const { headers, body } = await call('GET', '/invocation/next');
  const requestId = headers['lambda-runtime-aws-request-id'];
  current = { requestId, onEmptyLoop: null };
  logger.requestId = requestId;
  process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? '';
  try {
    const result = await run(handler, JSON.parse(body.toString('utf8')), makeContext(headers));
    await call('POST', `/invocation/${requestId}/response`, serialize(result), {
      'content-type': 'application/json',
    });
  } catch (error) {
    logger.error('Invoke Error', error);
    await fail(`/invocation/${requestId}/error`, error);
  }
  setImmediate(next);
}

function serialize(result) {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch {
    throw new Error('Unable to stringify response body');
  }
}

function die(label, errorType, exitCode) {
  return (thrown) => {
    const error = errorType ? Object.assign(new Error(String(thrown)), { name: errorType }) : thrown;
    if (errorType && thrown instanceof Error) {
      error.message = `${thrown.name}: ${thrown.message}`;
      error.stack = `${error.name}: ${error.message}\n${String(thrown.stack).split('\n').slice(1).join('\n')}`;
    }
    logger.error(label, error);
    const path = current ? `/invocation/${current.requestId}/error` : '/init/error';
    fail(path, error).then(() => process.exit(exitCode));
  };
}

let handler;

async function main() {
  process.on('uncaughtException', die('Uncaught Exception', undefined, 129));
  process.on(
    'unhandledRejection',
    die('Unhandled Promise Rejection', 'Runtime.UnhandledPromiseRejection', 128),
  );
  process.on('beforeExit', () => current?.onEmptyLoop?.());
  try {
    handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  } catch (error) {
    logger.error('Uncaught Exception', error);
    await fail('/init/error', error);
    process.exit(1);
  }
  await next();
}

main();
