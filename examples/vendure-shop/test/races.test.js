'use strict';
// Eight checkouts at a time on PostgreSQL: no more is granted than there was, and every loser is told why.

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { PASSWORD } = require('../seed');
const { fromPlugin, later, plugin, startShop } = require('./server');
const { callsOf } = require('./queries');
const { loyaltyCallsOf } = require('./stories/loyalty-calls');
const { correctionsOf } = require('./stories/correction-calls');
const { accessRaces } = require('./stories/access-races');
const { orderRaces } = require('./stories/order-races');
const { rowRaces } = require('./stories/row-races');
const { startPostgres } = require('./postgres');
const { rowsCallsOf } = require('./stories/rows-calls');

const { LanguageCode, PaymentMethodHandler, TransactionalConnection } = fromPlugin('@vendure/core');
const { dueTask, Engine, PriceRow } = plugin();
const HOUR = 3600_000;
const EIGHT = [1, 2, 3, 4, 5, 6, 7, 8];
const COMPTOIR = process.env.COMPTOIR ?? path.resolve(__dirname, '../../../target/debug/comptoir');

/** A bank that answers when it is told to. */
let taken;
let answers;
const slow = new PaymentMethodHandler({
  code: 'slow',
  description: [{ languageCode: LanguageCode.en, value: 'A slow bank' }],
  args: {},
  async createPayment(ctx, order, amount) {
    taken();
    await answers;
    return { amount, state: 'Authorized', metadata: {} };
  },
  settlePayment: () => ({ success: true }),
});
const REASON = /→ .+\([a-z]+\.[a-z-]+\)/;

const POLICY = path.join(__dirname, 'policies/races.toml');

let postgres;
let shop;
let on;
before(async () => {
  postgres = await startPostgres();
  shop = await startShop(
    'neutral', { policy: POLICY },
    {
      dbConnectionOptions: { ...postgres.connection, synchronize: true, poolSize: 20 },
      paymentOptions: { paymentMethodHandlers: [slow] },
    },
    { seeded: true },
  );
  await shop.admin(
    'mutation($input: CreatePaymentMethodInput!) { createPaymentMethod(input: $input) { id } }',
    { input: {
      code: 'slow', enabled: true, checker: { code: 'comptoir-may-pay', arguments: [] },
      handler: { code: 'slow', arguments: [] }, translations: [{ languageCode: 'en', name: 'Slow', description: '' }],
    } },
  );
  on = callsOf(shop);
  await on.learn();
  // Anna's, Boris's and Viktor's colleagues: each has a screen of his own.
  const rows = ['anna', 'boris', 'viktor'].flatMap((outlet) => EIGHT.map((at) => `${outlet}-${at}@race.example,${outlet}`))
    .concat(EIGHT.flatMap((at) => [`saver-${at}@race.example,viktor`, `mover-${at}@race.example,viktor`]));
  assert.deepEqual((await on.load('employees', `email,outlet\n${rows.join('\n')}\n`)).problems, []);
  for (const row of rows) {
    await shop.admin(
      'mutation($input: CreateCustomerInput!, $password: String) { createCustomer(input: $input, password: $password) { __typename } }',
      { input: { firstName: 'Race', lastName: 'Racer', emailAddress: row.split(',')[0] }, password: PASSWORD },
    );
  }
  const limits = await on.load('limits', 'company,currency,amount\nromashka,RUB,10000.00\nlotos,RUB,unlimited\nseverstroy,RUB,unlimited\n');
  assert.deepEqual(limits.problems, []);
}, { timeout: 600_000 });
after(async () => {
  await shop?.stop();
  await postgres?.stop();
  setTimeout(() => process.exit(), 500).unref();
});

/** Somebody with `lines` in the cart, one step before he pays. */
async function ready(email, lines, wish = async () => {}) {
  const client = { shop: await shop.shopper(email), admin: shop.admin };
  const his = callsOf(client);
  for (const [sku, id] of on.ids()) his.ids().set(sku, id);
  // Whoever lost an earlier race has its cart still.
  const left = await his.order();
  if (left?.state === 'ArrangingPayment') await his.to('AddingItems');
  for (const { id } of left?.lines ?? []) await his.remove(id);
  for (const [sku, quantity] of lines) {
    const added = await his.add(sku, quantity);
    assert.equal(added.__typename, 'Order', JSON.stringify(added));
  }
  await wish(client);
  assert.equal((await his.address()).__typename, 'Order');
  const arranging = await his.to('ArrangingPayment');
  assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
  return his;
}

/** All pay at once: those who got it, and what the others were told. */
async function race(shoppers) {
  const answers = await Promise.all(shoppers.map((his) => his.pay()));
  const won = answers.filter(({ __typename }) => __typename === 'Order');
  const lost = answers.filter(({ __typename }) => __typename !== 'Order');
  for (const loser of lost) {
    assert.equal(loser.errorCode, 'INELIGIBLE_PAYMENT_METHOD_ERROR', JSON.stringify(loser));
    assert.match(loser.eligibilityCheckerMessage, REASON);
  }
  return { won, told: lost.map(({ eligibilityCheckerMessage }) => eligibilityCheckerMessage) };
}

async function setStock(sku, quantity) {
  await shop.admin(
    'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
    { input: [{ id: on.id(sku), stockOnHand: quantity }] },
  );
}

async function stock(sku) {
  const { productVariant } = await shop.admin(
    'query($id: ID!) { productVariant(id: $id) { stockLevels { stockOnHand stockAllocated } } }', { id: on.id(sku) },
  );
  const [{ stockOnHand, stockAllocated }] = productVariant.stockLevels;
  return { stockOnHand, stockAllocated };
}

test('one credit limit', async () => {
  const shoppers = await Promise.all(EIGHT.map((at) => ready(`anna-${at}@race.example`, [['3001', 10]])));
  const { won, told } = await race(shoppers);
  const granted = won.reduce((sum, { totalWithTax }) => sum + totalWithTax, 0);
  assert.ok(granted <= 1_000_000, `${granted} of 1000000`);
  assert.ok(granted + won[0].totalWithTax > 1_000_000, 'and what fits is granted');
  assert.equal(won.length + told.length, 8);
  for (const text of told) assert.match(text, /\(credit\.limit\)/);
});

test('one bonus balance', async () => {
  const phone = '+7 900 000-00-01';
  for (const [table, csv] of [
    ['bonusAccounts', `phone\n${phone}\n`],
    ['bonusMembers', `outlet,phone\nviktor,${phone}\n`],
    ['bonusOrders', `phone,order,day,channel\n${phone},E-1,2026-11-02,site\n`],
    ['bonusLots', `phone,lot,amount,earned\n${phone},L-1,200.00,2026-11-01\n${phone},L-2,150.00,2026-11-02\n`],
  ]) assert.deepEqual((await on.load(table, csv)).problems, []);
  const spend = async (client) => {
    const used = await loyaltyCallsOf(client).use('100');
    assert.equal(used.__typename, 'Order', used.reason);
  };
  const shoppers = await Promise.all(EIGHT.map((at) => ready(`saver-${at}@race.example`, [['3002', 2]], spend)));
  const { won, told } = await race(shoppers);
  // 350 for eight times 100: three get them, and the rest of 50 is no 100.
  assert.equal(won.length, 3, JSON.stringify(told));
  for (const text of told) assert.match(text, /\((bonus\.[a-z-]+|quote\.changed)\)/);
  const { lots, moves } = await loyaltyCallsOf({ shop: await shop.shopper('saver-1@race.example') }).bonus();
  assert.deepEqual(lots.map(({ code, remaining }) => [code, Number(remaining)]).filter(([, left]) => left !== 0), [['L-2', 50]]);
  const spent = moves.filter(({ kind }) => kind === 'redeemed').reduce((sum, { amount }) => sum + Number(amount), 0);
  assert.equal(Math.abs(spent), 300);
});

test('the last goods, two articles in either order, two companies', async () => {
  await setStock('7001', 3);
  await setStock('9001', 30);
  const lines = [['7001', 1], ['9001', 2]];
  const shoppers = await Promise.all(EIGHT.map((at) => ready(
    `${at % 2 ? 'boris' : 'viktor'}-${at}@race.example`, at % 3 ? lines : [...lines].reverse(),
  )));
  const { won, told } = await race(shoppers);
  assert.equal(won.length, 3, JSON.stringify(told));
  assert.deepEqual(await stock('7001'), { stockOnHand: 3, stockAllocated: 3 });
  assert.deepEqual(await stock('9001'), { stockOnHand: 30, stockAllocated: 6 });

  const picked = await Promise.all(won.map(({ id }) => on.fulfill(id)));
  assert.deepEqual(picked.map(({ state }) => state), ['Pending', 'Pending', 'Pending'], JSON.stringify(picked));
  assert.deepEqual(await stock('7001'), { stockOnHand: 0, stockAllocated: 0 });
  assert.deepEqual(await stock('9001'), { stockOnHand: 24, stockAllocated: 0 });
});

test('a line that comes while the order is paid is on it before, and is paid, or does not come at all', async () => {
  const his = callsOf({ shop: await shop.shopper('viktor-1@race.example'), admin: shop.admin });
  await his.learn();
  const cart = await his.add('3002', 1);
  await his.address();
  // Neither of them waits for the other.
  const [added, paid] = await Promise.all([
    his.add('3001', 1),
    his.to('ArrangingPayment').then((to) => (to.__typename === 'Order' ? his.pay() : to)),
  ]);
  const { order } = await on.adminOrder(cart.id);
  if (paid.__typename === 'Order') {
    assert.equal(order.payments.length, 1);
    // Too late, it begins the next cart.
    assert.equal(order.lines.length, added.id === cart.id ? 2 : 1);
    const { order: { totalWithTax } } = await shop.admin('query($id: ID!) { order(id: $id) { totalWithTax } }', { id: cart.id });
    assert.equal(order.payments[0].amount, totalWithTax);
  } else {
    assert.deepEqual(order.payments, []);
  }
});

/** Until somebody waits for a row that another one holds. */
async function waiting() {
  const { rawConnection } = shop.server.app.get(TransactionalConnection);
  for (let turn = 0; turn < 500; turn += 1) {
    const [{ count }] = await rawConnection.query('SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted');
    if (count > 0) return;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  assert.fail('nobody waits');
}

test('what changes an order while it is paid does not make it a cart again', async () => {
  const address = { fullName: 'Boris', streetLine1: 'Elsewhere 1', city: 'Omsk', postalCode: '644000', countryCode: 'RU' };
  for (const [at, change, text] of [
    ['1', 'setOrderShippingAddress', /уже размещён.*\(comptoir\.placed\)/],
    ['2', 'setOrderBillingAddress', /уже размещён.*\(comptoir\.placed\)/],
  ]) {
    const ask = await shop.shopper(`mover-${at}@race.example`);
    const his = callsOf({ shop: ask, admin: shop.admin });
    await his.learn();
    await his.add('3002', 1);
    await his.address();
    const { id } = await his.to('ArrangingPayment');
    const isTaken = new Promise((resolve) => { taken = resolve; });
    let answer;
    answers = new Promise((resolve) => { answer = resolve; });
    const paying = his.pay('slow');
    await isTaken;
    const changing = ask(
      `mutation($input: CreateAddressInput!) { ${change}(input: $input) { __typename ... on ErrorResult { message } } }`,
      { input: address }, { languageCode: 'ru' },
    ).then(() => '', (error) => error.message);
    // It has read the order as it was, and waits for the row.
    await waiting();
    answer();
    const paid = await paying;
    assert.equal(paid.state, 'PaymentAuthorized', JSON.stringify(paid));
    assert.match(await changing, text);
    const { order, b2bOrder } = await shop.admin(
      'query($id: ID!) { order(id: $id) { state active orderPlacedAt shippingAddress { city } } b2bOrder(id: $id) { order } }', { id },
    );
    assert.deepEqual([order.state, order.active, order.shippingAddress.city, b2bOrder.order], ['PaymentAuthorized', false, 'Moscow', 'confirmed']);
    assert.ok(order.orderPlacedAt);
    assert.equal(await his.order(), null);
  }
});

accessRaces(test, {
  get shop() { return shop; },
  get on() { return on; },
  ready,
  waiting,
  /** The slow bank has been asked; it answers when it is told to. */
  asked() {
    const isTaken = new Promise((resolve) => { taken = resolve; });
    let answer;
    answers = new Promise((resolve) => { answer = resolve; });
    return { isTaken, answer };
  },
});

rowRaces(test, { get shop() { return shop; }, waiting });

test('one order, paid eight times at once, is paid once', async () => {
  const his = await ready('boris-8@race.example', [['3002', 1]]);
  const answers = await Promise.all(EIGHT.map(() => his.pay()));
  const [placed, ...more] = answers.filter(({ __typename }) => __typename === 'Order');
  assert.equal(more.length, 0);
  const { order, b2bOrder } = await on.adminOrder(placed.id);
  assert.equal(order.payments.length, 1);
  assert.equal(b2bOrder.order, 'confirmed');
  for (const answer of answers.filter((one) => one !== placed)) {
    assert.match(answer.eligibilityCheckerMessage ?? answer.errorCode, /comptoir\.placed|ORDER_PAYMENT_STATE_ERROR|NO_ACTIVE_ORDER_ERROR/);
  }
});

test('two workers at once fire each timer once', async () => {
  later(73 * HOUR);
  const reports = await Promise.all([dueTask.execute(shop.injector), dueTask.execute(shop.injector)]);
  later(0);
  const { orders } = await shop.admin('{ orders(options: { filter: { active: { eq: false } }, take: 100 }) { items { id } } }');
  assert.ok(orders.items.length >= 5);
  assert.equal(reports[0].fired + reports[1].fired, orders.items.length, JSON.stringify(reports));
  assert.equal(reports[0].failed + reports[1].failed, 0);
  for (const { id } of orders.items) {
    const { b2bOrder } = await on.adminOrder(id);
    assert.deepEqual(b2bOrder.history.map(({ event }) => event), ['expire-reservation']);
  }
  // What is picked is gone; all else is free.
  assert.deepEqual(await stock('7001'), { stockOnHand: 0, stockAllocated: 0 });
  assert.deepEqual(await stock('9001'), { stockOnHand: 24, stockAllocated: 0 });
  assert.equal((await stock('3001')).stockAllocated, 0);
  assert.equal((await stock('3002')).stockAllocated, 0);
});

const world = {
  ready, race, stock,
  get shop() { return shop; },
  get on() { return on; },
  get fix() { return correctionsOf({ ...shop, asAdmin: async () => {} }); },
  /** The policy with other words in the place of some. */
  async under(...changes) {
    const text = changes.reduce((now, [from, to]) => {
      assert.ok(now.includes(from), from);
      return now.replace(from, to);
    }, fs.readFileSync(POLICY, 'utf8'));
    await shop.server.app.get(Engine).swap({ name: 'changed', text });
  },
};
orderRaces(test, world);

test('orders of a company are cancelled while it places others of the same articles: nobody waits in a circle', async () => {
  const four = EIGHT.slice(0, 4);
  const lines = [['3002', 1], ['9001', 1]];
  const placed = [];
  for (const at of four) placed.push(await (await ready(`mover-${at}@race.example`, lines)).pay());
  for (const one of placed) assert.equal(one.__typename, 'Order', JSON.stringify(one));
  const next = [];
  for (const at of four) next.push(await ready(`mover-${at + 4}@race.example`, [...lines].reverse()));
  const [cancelled, paid] = await Promise.all([
    Promise.all(placed.map(({ id }) => on.cancel(id))), Promise.all(next.map((his) => his.pay())),
  ]);
  assert.deepEqual(cancelled.map(({ state }) => state), four.map(() => 'Cancelled'), JSON.stringify(cancelled));
  assert.deepEqual(paid.map(({ state }) => state), four.map(() => 'PaymentAuthorized'), JSON.stringify(paid));
});

test('a limit that is taken away while somebody pays: before him or after him, never in between', async () => {
  const his = await ready('boris-2@race.example', [['3002', 1]]);
  const load = on.load('limits', 'company,currency,amount\nlotos,RUB,0.00\n');
  const [answer, loaded] = await Promise.all([his.pay(), load]);
  assert.deepEqual(loaded, { rows: 1, problems: [] });
  if (answer.__typename !== 'Order') assert.match(answer.eligibilityCheckerMessage, /\(credit\.limit\)/);
  await assert.rejects(ready('boris-4@race.example', [['3002', 1]]), /credit\.limit/);
});

test('eight at once leave one chain in the audit', async () => {
  const { b2bAudit: { records, head } } = await shop.admin('{ b2bAudit { records head } }');
  const { orders } = await shop.admin('{ orders(options: { filter: { active: { eq: false } }, take: 100 }) { items { id orderPlacedAt } } }');
  const placed = records.filter((line) => JSON.parse(line).entry.call === 'checkout.place');
  // A cart that was cancelled was never placed.
  assert.equal(placed.length, orders.items.filter(({ orderPlacedAt }) => orderPlacedAt).length, 'one for each order');
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-audit-')), 'audit.jsonl');
  fs.writeFileSync(file, `${records.join('\n')}\n`);
  const { status, stdout, stderr, error } = spawnSync(COMPTOIR, ['audit', 'verify', file, '--head', head], { encoding: 'utf8' });
  if (error) throw error;
  assert.equal(status, 0, stdout + stderr);
  fs.rmSync(path.dirname(file), { recursive: true });
});

test('a number in a key is one on this database too, however it is written; a key is as long as its index takes', async () => {
  const of = rowsCallsOf(shop);
  const header = 'sku,price_list,from,price';
  const rows = shop.injector.get(TransactionalConnection).rawConnection.getRepository(PriceRow);
  await of.loaded('prices', header, 'cast,wholesale,10.000,5.00');
  await rows.update({ sku: 'cast' }, { fromQuantity: '10.0' });
  assert.equal((await of.having('prices', { sku: 'cast', from: '10' })).total, 1);
  await of.loaded('prices', header, 'cast,wholesale,10,6.00');
  assert.deepEqual((await rows.findBy({ sku: 'cast' })).map(({ fromQuantity, amount }) => [fromQuantity, amount]), [['10', '6.00']]);
  await of.removed('prices', 'sku,price_list,from', 'cast,wholesale,010.00');
  assert.equal(await rows.countBy({ sku: 'cast' }), 0);
  const { problems } = await of.load('companies', `code,name\n${'x'.repeat(3000)},X\nlong,${'x'.repeat(3000)}\nnull,a\0b\n`);
  assert.deepEqual(problems.map(({ line, message }) => `${line}: ${message}`), [
    '2: `code` is longer than 255 characters', '4: `name` has a character that is none, of code 0',
  ]);
});
