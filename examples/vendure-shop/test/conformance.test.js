'use strict';
// The conformance kit on Vendure: the same gates on every way. What is not tried is named here.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { print, run } = require('../../../host-adapter/conformance/run');
const { scenarios, skus, startKit } = require('./kit');

let kit;
before(async () => {
  kit = await startKit(fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-kit-')));
}, { timeout: 600_000 });
after(async () => {
  await kit?.shop.stop();
  // Vendure keeps timers.
  setTimeout(() => process.exit(), 500).unref();
});

/** What this shop has no way to try: these, and no others. */
const UNTRIED = ['edits of orders'];

test('nothing gets past the rules', { timeout: 600_000 }, async (t) => {
  const tried = await run(kit.open, scenarios, skus);
  const report = print(tried);
  t.diagnostic(report);
  assert.ok(tried.filter(({ outcome }) => outcome === 'held').length >= 24, report);
  for (const { outcome, why } of tried) {
    assert.notEqual(outcome, 'failed', report);
    if (outcome === 'not tried') assert.ok(UNTRIED.includes(why), report);
  }
});

test('a shop with a hole is found out', async () => {
  const open = async () => {
    const engine = await kit.open();
    // A shop whose cart says what was asked for, and that ships by a button of its own.
    engine.ship = async () => ({ done: true, codes: [] });
    return engine;
  };
  const early = scenarios.filter(({ name }) => name === 'nothing is shipped before it is confirmed');
  const [found] = await run(open, early, skus);
  assert.equal(found.outcome, 'failed', JSON.stringify(found));
  assert.match(found.why, /it was done, not refused/);
});
