'use strict';
// What `make package` makes, installed by npm into a shop's folder: the shop starts from it, and its tables come by
// Vendure's own generated migration, on an empty database and on that of a shop that has been running.

const assert = require('node:assert/strict');
const { fork } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { installed } = require('./place');

let place;
before(() => { place = installed(); }, { timeout: 300_000 });
after(() => place && fs.rmSync(place, { recursive: true, force: true }));

/** What a process of its own answers: plugins are fixed when Vendure loads. */
function story(...args) {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'stories/migrate.js'), args, {
      cwd: place, env: { ...process.env, COMPTOIR_SHOP_PLACE: place },
    });
    child.once('message', (answer) => (answer.error ? reject(new Error(answer.error)) : resolve(answer)));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`ended with ${code} and no answer`)));
  });
}

const OURS = /^comptoir_/;

/** 196.00 each: no turnover was loaded, so there is no tier. */
function buysAtHisPrice({ order }) {
  assert.equal(order.message, undefined);
  assert.equal(order.subTotal, 98_000, JSON.stringify(order));
}

test('a migration on an empty database makes a shop that sells under the rules', { timeout: 300_000 }, async () => {
  const answer = await story('migrate', path.join(place, 'empty.sqlite'), 'new');
  assert.equal(answer.plugin, path.join(fs.realpathSync(place), 'node_modules/@comptoir/vendure/dist/index.js'));
  assert.equal(answer.ran, 1);
  assert.equal(answer.again, null, 'nothing is left to migrate');
  assert.ok(answer.tables.some((table) => OURS.test(table)));
  buysAtHisPrice(answer);
});

test('a migration of a running shop adds what is ours, and leaves what was there', { timeout: 300_000 }, async () => {
  const file = path.join(place, 'running.sqlite');
  const { order } = await story('alone', file);
  assert.equal(order.state, 'PaymentSettled', JSON.stringify(order));
  const answer = await story('migrate', file);
  assert.equal(answer.ran, 1);
  assert.equal(answer.again, null, 'nothing is left to migrate');
  // SQLite adds a column by making the table anew.
  const theirs = answer.tables.map((table) => table.replace(/^temporary_/, '')).filter((table) => !OURS.test(table));
  assert.deepEqual([...new Set(theirs)].sort(), ['order', 'order_line', 'product_variant']);
  assert.deepEqual(answer.before, [order], 'the order of before is there, line for line');
  buysAtHisPrice(answer);
});
