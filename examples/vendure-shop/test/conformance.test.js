'use strict';
// The conformance kit on Vendure: the same gates on every way. What is not tried is named here.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { print, run } = require('../../../host-adapter/conformance/run');
const { scenarios, skus, startKit } = require('./kit');

/** Its one piece is delivered, where the kit has it shipped. */
const SINGLE = 'a payment is seen, and the goods paid for may be shipped';

let kit;
before(async () => {
  kit = await startKit(fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-kit-')));
}, { timeout: 600_000 });
after(async () => {
  await kit?.shop.stop();
  // Vendure keeps timers.
  setTimeout(() => process.exit(), 500).unref();
});

test('nothing gets past the rules', { timeout: 600_000 }, async (t) => {
  const tried = await run(kit.open, scenarios, skus);
  const report = print(tried);
  t.diagnostic(report);
  assert.ok(tried.length > 0 && tried.every(({ outcome }) => outcome === 'held'), report);
});

test('nor in parcels, of which one is delivered without being shipped', { timeout: 600_000 }, async () => {
  const open = async () => {
    const engine = await kit.open();
    engine.ship = engine.shipInParcels;
    return engine;
  };
  const shipped = scenarios.filter(({ name, steps }) => name !== SINGLE && steps.some((step) => step.do === 'ship'));
  const tried = await run(open, shipped, skus);
  assert.ok(tried.length >= 2 && tried.every(({ outcome }) => outcome === 'held'), print(tried));
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
