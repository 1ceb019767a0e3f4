// The simulator is AGPL: it stays in this package, which nothing that ships depends on; we compare verdicts and take no code.
// Judges random cases by our evaluator and by @cloud-copilot/iam-simulate.
//   node compare.js [--cases 10000] [--from 1] [--record FILE]
// Exit status 1 when a difference is not explained. --record writes the cases with the oracle's verdicts.
const { writeFileSync } = require('node:fs');
const { parseArgs } = require('node:util');
const { differences, explanation } = require('./differences');
const { generate } = require('./generate');
const { oracle } = require('./oracle');
const { ours } = require('./ours');

async function main() {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '10000' },
      from: { type: 'string', default: '1' },
      record: { type: 'string' },
    },
  });
  const first = Number(values.from);
  const count = Number(values.cases);
  const verdicts = new Map();
  const explained = new Map();
  const open = [];
  const recorded = [];
  for (let seed = first; seed < first + count; seed++) {
    const given = generate(seed);
    const { verdict } = ours(given);
    const { verdict: expected, detail } = await oracle(given);
    verdicts.set(expected, (verdicts.get(expected) ?? 0) + 1);
    let because;
    if (verdict !== expected) {
      because = explanation(given, expected, ours);
      if (because === undefined) {
        open.push(
          `seed ${seed}: ours ${verdict}, oracle ${expected} ${expected.startsWith('error') ? JSON.stringify(detail) : ''}`,
        );
      } else {
        for (const id of because) {
          explained.set(id, (explained.get(id) ?? 0) + 1);
        }
      }
    }
    recorded.push({ ...given, oracle: expected, verdict, ...(because ? { because } : {}) });
  }
  if (values.record !== undefined) {
    writeFileSync(values.record, recorded.map((item) => `${JSON.stringify(item)}\n`).join(''));
  }
  console.log(
    `${count} cases from seed ${first}; the oracle's verdicts: ${JSON.stringify(Object.fromEntries(verdicts))}`,
  );
  for (const { id, why } of differences) {
    console.log(`explained ${explained.get(id) ?? 0} times: ${id}\n  ${why}`);
  }
  console.log(`not explained: ${open.length}`);
  for (const line of open.slice(0, 20)) {
    console.log(`  ${line}`);
  }
  process.exitCode = open.length === 0 ? 0 : 1;
}

main();
