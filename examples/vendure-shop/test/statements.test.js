'use strict';
// How much a shop asks its database does not depend on how much is in the cart.

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { PLAIN } = require('../bench/pair');
const { callsOf } = require('./queries');
const { startShop, stopped } = require('./server');
const { statementCounter } = require('./statements');

const statements = statementCounter();
let shop;
let on;
before(async () => {
  shop = await startShop('office-supplies', {}, { dbConnectionOptions: { logger: statements.logger } }, { seeded: true });
  on = callsOf(shop);
  await on.learn();
  await shop.as('anna@romashka.example');
}, { timeout: 600_000 });
after(() => stopped(shop));

/** Brings the cart to the first `size` articles. */
async function fill(size) {
  const there = (await on.order())?.lines.length ?? 0;
  for (const sku of PLAIN.slice(there, size)) {
    const order = await on.add(sku, 1);
    assert.equal(order.__typename, 'Order', `${sku}: ${JSON.stringify(order)}`);
  }
}

/** Statements of each call on a cart of `size` lines; the cart is left as it was. */
async function costs(size) {
  await fill(size);
  const all = {};
  let order;
  all.add = await statements.during(async () => { order = await on.add(PLAIN[size], 1); });
  assert.equal(order.lines.length, size + 1);
  const added = order.lines.find(({ productVariant }) => productVariant.sku === PLAIN[size]);
  all.adjust = await statements.during(() => on.adjust(added.id, 2));
  all.cart = await statements.during(() => on.cart());
  all.remove = await statements.during(() => on.remove(added.id));
  assert.equal((await on.order()).lines.length, size);
  all.offers = await statements.during(async () => {
    assert.equal((await on.offers(PLAIN.slice(0, size))).length, size);
  });
  return all;
}

test('a cart of 40 lines costs the queries of a cart of 2', async () => {
  // What the engine keeps between requests it asks for once.
  await costs(1);
  const small = await costs(2);
  const large = await costs(40);
  assert.deepEqual(large, small);
  assert.ok(small.add > 0 && small.offers > 0, JSON.stringify(small));
});
