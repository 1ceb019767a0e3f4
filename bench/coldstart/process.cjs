// One process as Lambda would start it: loads an artefact, calls its handler, and tells on descriptor 3 what that took.
//   process.cjs <artefact> <event file> <calls: 0 for none> [warm-up calls]
// CPU time is that of the whole process (user and system, all threads), as the operating system counts it.

const { readFileSync, writeSync } = require('node:fs');

const [artefact = '', eventFile = '', calls = '0', warmUp = '0'] = process.argv.slice(2);
const event = JSON.parse(readFileSync(eventFile, 'utf8'));

function clock() {
  const from = process.cpuUsage();
  const wall = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(from);
    return { cpuMs: (user + system) / 1000, wallMs: performance.now() - wall };
  };
}

function context() {
  const end = performance.now() + 20_000;
  return {
    awsRequestId: '6f9d6b8e-0000-4000-8000-000000000002',
    functionName: 'measured',
    functionVersion: '$LATEST',
    memoryLimitInMB: '256',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:measured',
    getRemainingTimeInMillis: () => end - performance.now(),
  };
}

/** What a handler answers when it did not succeed, as API Gateway and queues are told. */
function failureOf(answer) {
  if (answer?.statusCode >= 300) return answer.body;
  return answer?.batchItemFailures?.length > 0 ? 'the message failed' : undefined;
}

async function call(handler) {
  const failure = failureOf(await handler(event, context()));
  if (failure) throw new Error(`the measured call did not succeed: ${failure}`);
}

async function main() {
  const loading = clock();
  const { handler } = artefact.endsWith('.mjs') ? await import(artefact) : require(artefact);
  const init = loading();
  if (typeof handler !== 'function') throw new Error(`${artefact} has no handler`);
  let first;
  let warm;
  if (Number(calls) > 0) {
    const calling = clock();
    await call(handler);
    first = calling();
  }
  for (let index = 0; index < Number(warmUp); index += 1) await call(handler);
  if (Number(calls) > 1) {
    const calling = clock();
    for (let index = 0; index < Number(calls); index += 1) await call(handler);
    const { cpuMs, wallMs } = calling();
    warm = { cpuMs: cpuMs / Number(calls), wallMs: wallMs / Number(calls) };
  }
  const { user, system } = process.cpuUsage();
  writeSync(3, JSON.stringify({ init, first, warm, processCpuMs: (user + system) / 1000 }));
  process.exit(0);
}

void main();
