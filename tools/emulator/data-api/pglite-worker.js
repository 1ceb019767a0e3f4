// The thread in which PGlite runs: a statement blocks the thread that it runs in, and this one has nothing else to do.
// Plain JavaScript, because Node starts it as a file of its own, beside a bundled command and inside a test alike.

const { parentPort, workerData } = require('node:worker_threads');
const { PGlite, protocol } = require('@electric-sql/pglite');

const { serialize } = protocol;

/** @type {Promise<import('@electric-sql/pglite').PGlite>} */
const starting = PGlite.create(workerData);

starting.then(
  () => parentPort.postMessage({ ready: true }),
  (error) => parentPort.postMessage({ ready: false, message: String(error?.message ?? error) }),
);

/**
 * One statement by the extended query protocol. Only what crosses to another thread is kept of the messages.
 * @param {{ text: string, types: number[], values: (string | null)[] }} statement
 */
async function run({ text, types, values }) {
  const database = await starting;
  const answer = await database.execProtocol(
    Buffer.concat([
      serialize.parse({ text, types }),
      serialize.bind({ values }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ]),
    { throwOnError: false },
  );
  return answer.messages.map(({ name, fields, text: tag, message, code, severity, hint, position }) => ({
    name,
    fields,
    text: tag,
    message,
    code,
    severity,
    hint,
    position,
  }));
}

parentPort.on('message', async ({ id, statement, close }) => {
  try {
    if (close) {
      await (await starting).close();
      parentPort.postMessage({ id, messages: [] });
      parentPort.close();
      return;
    }
    parentPort.postMessage({ id, messages: await run(statement) });
  } catch (error) {
    parentPort.postMessage({ id, failure: String(error?.message ?? error) });
  }
});
