'use strict';
// What the rules cost a shop: the same requests to a shop with the plugin and to one without, in turns, in one run.
// `node bench.js [folder]` prints a table and writes it as JSON below the folder.

const fs = require('node:fs');
const path = require('node:path');
const { withShops } = require('./bench/pair');

const ROUNDS = Number(process.env.COMPTOIR_BENCH_ROUNDS ?? 150);
/** Until what is compiled is compiled, and what is cached is cached. */
const WARM_UP = 30;

/** The goal of each: at most so many percent more at the median, or so many milliseconds. */
const WORKLOADS = [
  { name: 'add to a 1-line cart', lines: 1, percent: 10, millis: 4 },
  { name: 'add to a 50-line cart', lines: 50, percent: 5 },
  { name: 'list 120 variants', percent: 10 },
];

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function measure(alone, rules, { name, lines, percent, millis }) {
  const one = (shop) => (lines ? shop.add() : shop.list());
  if (lines) for (const shop of [alone, rules]) await shop.fill(lines);
  const spent = { alone: [], rules: [] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    // Who comes first has what the other left in the machine's caches: in turns.
    const turn = round % 2 === 0 ? ['alone', 'rules'] : ['rules', 'alone'];
    for (const who of turn) {
      const on = await one(who === 'alone' ? alone : rules);
      if (round >= 0) spent[who].push(on);
    }
  }
  const both = (what, share) => Object.fromEntries(Object.entries(spent).map(([who, all]) =>
    [who, quantile(all.map((on) => on[what]).sort((a, b) => a - b), share)]));
  const p50 = both('millis', 0.5);
  const more = p50.rules - p50.alone;
  return {
    name, p50, p95: both('millis', 0.95), more, percent: (100 * more) / p50.alone,
    cpu: both('cpu', 0.5), statements: both('statements', 0.5),
    goal: millis ? `${percent} % or ${millis} ms` : `${percent} %`,
    reached: (100 * more) / p50.alone <= percent || (millis !== undefined && more <= millis),
  };
}

function table(results) {
  const heads = ['', 'alone p50', 'p95', 'rules p50', 'p95', 'more', 'goal', '', 'CPU alone', 'rules', 'SQL alone', 'rules'];
  const rows = results.map((result) => [
    result.name, result.p50.alone.toFixed(1), result.p95.alone.toFixed(1), result.p50.rules.toFixed(1),
    result.p95.rules.toFixed(1), `${result.more.toFixed(1)} (${result.percent.toFixed(0)} %)`, result.goal,
    result.reached ? 'reached' : 'missed', result.cpu.alone.toFixed(1), result.cpu.rules.toFixed(1), String(result.statements.alone), String(result.statements.rules),
  ]);
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at].length)));
  return [heads, ...rows]
    .map((row) => row.map((text, at) => (at === 0 ? text.padEnd(widths[at]) : text.padStart(widths[at]))).join('  ').trimEnd())
    .join('\n');
}

(async () => {
  const results = await withShops(['alone', 'comptoir'], async (alone, rules) => {
    const all = [];
    for (const workload of WORKLOADS) all.push(await measure(alone, rules, workload));
    return all;
  });
  console.log(`milliseconds over HTTP and of processor time, ${ROUNDS} rounds in turns, embedded database\n`);
  console.log(table(results));
  const [folder] = process.argv.slice(2);
  if (folder) {
    fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'shop.json');
    fs.writeFileSync(file, `${JSON.stringify({ rounds: ROUNDS, node: process.version, results }, null, 2)}\n`);
    console.log(`\n${file}`);
  }
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
