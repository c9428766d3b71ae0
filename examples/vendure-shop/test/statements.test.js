'use strict';
// How much a shop asks its database does not depend on how much is in the cart, nor on how many orders a list has.

const assert = require('node:assert/strict');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { PLAIN } = require('../bench/pair');
const { callsOf } = require('./queries');
const { fromPlugin, NOW, PLUGIN, startShop, stopped } = require('./server');
const { statementCounter } = require('./statements');

const { RequestContextService } = fromPlugin('@vendure/core');

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

test('the stages of a page of ten orders cost the queries of those of two', async () => {
  for (const { id } of (await on.order())?.lines ?? []) await on.remove(id);
  for (let placed = 0; placed < 10; placed += 1) {
    await on.add('1204', 20);
    await on.address();
    const arranging = await on.to('ArrangingPayment');
    assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
    assert.equal((await on.pay()).__typename, 'Order');
  }
  const page = async (take, fields) => {
    let items;
    const count = await statements.during(async () => {
      ({ activeCustomer: { orders: { items } } } = await shop.shop(
        `query($take: Int!) { activeCustomer { orders(options: { take: $take, sort: { createdAt: DESC } }) { items { code ${fields} } } } }`, { take },
      ));
    });
    assert.equal(items.length, take);
    if (fields) assert.ok(items.every(({ b2bStages }) => b2bStages.length > 0), JSON.stringify(items));
    return count;
  };
  await page(2, 'b2bStages { stage }');
  const costs = {};
  for (const take of [1, 2, 10]) costs[take] = (await page(take, 'b2bStages { stage outcome release }')) - (await page(take, ''));
  assert.equal(costs[10], costs[2], JSON.stringify(costs));
  assert.ok(costs[10] <= 10, JSON.stringify(costs));
});

test('what the orders of a page share is what each has by itself', async () => {
  const own = (file, name) => shop.server.app.get(require(path.join(PLUGIN, 'dist/rules', file))[name]);
  const [calendar, past, life] = [own('calendar', 'Calendar'), own('order-history', 'OrderHistory'), own('life', 'Life')];
  const contexts = shop.server.app.get(RequestContextService);
  const day = (n) => new Date(NOW + n * 24 * 3600_000).toISOString().slice(0, 10);
  const rows = Array.from({ length: 500 }, (_, n) => `${day(n - 70)}T09:00+03:00,${day(n - 70)}T18:00+03:00`);
  await shop.asAdmin();
  assert.deepEqual((await on.load('workingTime', ['start,end', ...rows].join('\n'))).problems, []);
  const shared = await contexts.create({ apiType: 'admin' });
  for (const days of [-100, -59.5, -3, 0]) {
    const ctx = await contexts.create({ apiType: 'admin' });
    const since = NOW + days * 24 * 3600_000;
    assert.deepEqual(await calendar.shared(shared, NOW, since), await calendar.working(ctx, NOW, since), `${days} days`);
  }
  assert.deepEqual(await calendar.shared(shared, NOW), await calendar.working(shared, NOW));
  const { items } = (await shop.admin('{ orders(options: { take: 3, sort: { totalWithTax: DESC } }) { items { id } } }')).orders;
  for (const { id } of items) {
    const order = await life.load(shared, id.replace(/^T_/, ''));
    const asked = [order.customFields.comptoirEntity, 'RUB', order.id];
    assert.deepEqual(await past.shared(shared, ...asked), await past.of(shared, ...asked));
    assert.ok((await past.of(shared, ...asked)).largest);
  }
});
