'use strict';
// What is committed: once, whole, under the facts it rests on, with its record in the audit; and what timers do.

const assert = require('node:assert/strict');
const { fork, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { fromPlugin, later, NOW, plugin, startShop, stopped } = require('./server');
const { outages } = require('./outages');
const { PASSWORD } = require('../seed');
const { arranged } = require('./orders');
const { callsOf } = require('./queries');

const { EventBus, LanguageCode, PaymentMethodHandler, TransactionalConnection } = fromPlugin('@vendure/core');
const { dueTask, Employee, Engine, OrderChangedEvent, PriceRow } = plugin();

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
const HOUR = 3600_000;
const COMPTOIR = process.env.COMPTOIR ?? path.resolve(__dirname, '../../../target/debug/comptoir');

/** What happens while a payment is taken; a test may set it. */
let meanwhile;
const meddling = new PaymentMethodHandler({
  code: 'meddling',
  description: [{ languageCode: LanguageCode.en, value: 'Something else happens meanwhile' }],
  args: {},
  async createPayment(ctx, order, amount) {
    await meanwhile?.(ctx);
    return { amount, state: 'Authorized', metadata: {} };
  },
  settlePayment: () => ({ success: true }),
});

let shop;
let on;
let engine;
/** What was told to whom, by order. */
const told = new Map();
before(async () => {
  shop = await startShop('office-supplies', {}, {
    paymentOptions: { paymentMethodHandlers: [meddling] },
    // The shop's own: of orders that the rules place it is not asked.
    orderOptions: { stockAllocationStrategy: { shouldAllocateStock: (_, __, to) => to === 'PaymentSettled' } },
  }, { seeded: true });
  await shop.admin(
    'mutation($input: CreatePaymentMethodInput!) { createPaymentMethod(input: $input) { id } }',
    { input: {
      code: 'meddled', enabled: true, checker: { code: 'comptoir-may-pay', arguments: [] },
      handler: { code: 'meddling', arguments: [] }, translations: [{ languageCode: 'en', name: 'Meddled', description: '' }],
    } },
  );
  on = callsOf(shop);
  await on.learn();
  engine = shop.server.app.get(Engine);
  shop.server.app.get(EventBus).ofType(OrderChangedEvent).subscribe(({ order, notifications }) => {
    const notes = notifications.map(({ to, template }) => `${to}: ${template}`);
    told.set(order.code, [...(told.get(order.code) ?? []), ...notes]);
  });
}, { timeout: 600_000 });
after(() => stopped(shop));

const arrange = (email, sku, quantity) => arranged(shop, on, email, sku, quantity);

async function place(email, sku, quantity) {
  await arrange(email, sku, quantity);
  const placed = await on.pay();
  assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
  return placed;
}

/** By the rep, who alone may. */
async function confirm(id) {
  await shop.asAdmin('olga@vega.example');
  const { applied, refusal } = await on.fire(id, 'confirm');
  assert.ok(applied, refusal);
  await shop.asAdmin();
}

async function giveUp() {
  await on.to('AddingItems');
  for (const { id } of (await on.order()).lines) await on.remove(id);
}

const records = async () => (await shop.admin('{ b2bAudit { records head } }')).b2bAudit;
const entries = async () => (await records()).records.map((line) => JSON.parse(line).entry);

async function stock(sku) {
  const { productVariant } = await shop.admin(
    'query($id: ID!) { productVariant(id: $id) { stockLevels { stockOnHand stockAllocated } } }', { id: on.id(sku) },
  );
  const [{ stockOnHand, stockAllocated }] = productVariant.stockLevels;
  return { stockOnHand, stockAllocated };
}

/** Counts placings until `stop`; `each` happens after every one of them. */
function watch(each) {
  const { checkout } = engine.comptoir;
  const { place: ask } = checkout;
  const seen = { count: 0, stop: () => { checkout.place = ask; } };
  checkout.place = (...args) => {
    seen.count += 1;
    const decision = ask(...args);
    each?.();
    return decision;
  };
  return seen;
}

/** A fact moves that the decision rests on and its figures do not: nobody buys so many. */
const touch = (amount) => async (ctx) => {
  const rows = shop.server.app.get(TransactionalConnection).getRepository(ctx, PriceRow);
  const { priceList } = await rows.findOne({ where: { sku: '1204' }, relations: ['priceList'] });
  const row = await rows.findOne({ where: { sku: '1204', fromQuantity: '500000' } });
  await rows.save(Object.assign(row ?? new PriceRow({ sku: '1204', priceList, fromQuantity: '500000' }), { amount }));
};

test('a fact that moves while a payment is taken: decided anew, and placed where that still may be', async () => {
  await arrange(ANNA, '1204', 20);
  meanwhile = touch('1.00');
  const seen = watch();
  const placed = await on.pay('meddled');
  seen.stop();
  assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
  assert.equal(placed.state, 'PaymentAuthorized');
  assert.equal(seen.count, 2, 'before the payment, and after it because a fact had moved');
  meanwhile = undefined;
});

test('a price that moves meanwhile: nothing is placed, nothing is paid, nothing is kept', async () => {
  const arranging = await arrange(ANNA, '1204', 20);
  const before = (await records()).records.length;
  meanwhile = (ctx) => shop.server.app.get(TransactionalConnection).getRepository(ctx, PriceRow)
    .update({ sku: '1204' }, { amount: '999.00' });
  await assert.rejects(on.pay('meddled'), /→ .*\([a-z]+\.[a-z-]+\)/);
  meanwhile = undefined;
  assert.equal(told.get(arranging.code), undefined, 'nobody is told of what did not happen');
  const { order, b2bOrder } = await on.adminOrder(arranging.id);
  assert.deepEqual([order.state, order.payments, b2bOrder], ['ArrangingPayment', [], null]);
  assert.equal((await records()).records.length, before);
  assert.deepEqual(await stock('1204'), { ...(await stock('1204')), stockAllocated: 0 });
  await giveUp();
});

test('facts that never hold still are refused in words, with a code', async () => {
  const arranging = await arrange(ANNA, '1204', 20);
  let price = 100;
  const moving = watch(() => {
    price += 1;
    engine.gatherer.connection.rawConnection.getRepository(PriceRow).update({ sku: '1204' }, { amount: `${price}.00` });
  });
  const refused = await on.pay();
  moving.stop();
  assert.equal(refused.errorCode, 'INELIGIBLE_PAYMENT_METHOD_ERROR', JSON.stringify(refused));
  assert.match(refused.eligibilityCheckerMessage, /comptoir\.moving/);
  assert.equal(moving.count, 4);
  assert.equal((await on.adminOrder(arranging.id)).order.state, 'ArrangingPayment');
  const head = 'sku,price_list,from,price\n';
  const original = fs.readFileSync(path.join(__dirname, '../data/prices.csv'), 'utf8').split('\n').filter((row) => row.startsWith('1204,'));
  await shop.asAdmin();
  await on.load('prices', head + original.join('\n'));
  await giveUp();
});

test('the same wish twice is one, another wish under its key is none', async () => {
  const placed = await place(ANNA, '1204', 20);
  await shop.asAdmin('olga@vega.example');
  const fire = async (event, reason, key) => (await shop.admin(
    `mutation($id: ID!, $event: String!, $reason: String, $key: String) {
      fireB2bOrder(id: $id, event: $event, reason: $reason, key: $key) { applied refusal findings { code } order { order history { event } } } }`,
    { id: placed.id, event, reason, key },
  )).fireB2bOrder;
  const first = await fire('confirm', undefined, 'click-1');
  assert.ok(first.applied, first.refusal);
  const again = await fire('confirm', undefined, 'click-1');
  assert.ok(again.applied);
  assert.deepEqual(again.order.history.map(({ event }) => event), ['confirm'], 'done once');
  const other = await fire('cancel', 'changed his mind', 'click-1');
  assert.equal(other.applied, false);
  assert.match(other.refusal, /order\.conflict/);
  assert.equal(other.order.order, 'confirmed');

  await shop.asAdmin('pavel@vega.example');
  const grant = (reason) => shop.admin(
    `mutation($reason: String!) { grantB2bGate(company: "lotos", gate: "overdue", role: "head-of-sales", reason: $reason, key: "grant-1") }`,
    { reason },
  );
  const before = (await entriesAs()).length;
  await grant('known client');
  await grant('known client');
  assert.equal((await entriesAs()).length, before + 1);
  await shop.asAdmin('pavel@vega.example');
  await assert.rejects(grant('another reason'), /comptoir\.key/);
});

async function entriesAs() {
  await shop.asAdmin();
  const found = await entries();
  await shop.asAdmin('pavel@vega.example');
  return found;
}

test('goods are set aside when the order is confirmed, and given back when their time is over', async () => {
  await shop.asAdmin();
  const free = await stock('9001');
  const placed = await place(BORIS, '9001', 5);
  await shop.asAdmin();
  assert.deepEqual(await stock('9001'), free, 'nobody confirmed yet');
  await confirm(placed.id);
  assert.equal((await stock('9001')).stockAllocated, free.stockAllocated + 5);

  later(71 * HOUR);
  await shop.as(BORIS);
  assert.equal((await on.offers(['9001']))[0].visible, '0', 'his own reservation uses up what he is shown');
  assert.deepEqual(await runDue(), { fired: 0, refused: 0, failed: 0 });
  assert.equal((await stock('9001')).stockAllocated, free.stockAllocated + 5);

  // Past its time they count as free, whether or not anybody has cleared them away.
  later(73 * HOUR);
  await shop.as(BORIS);
  assert.equal((await on.offers(['9001']))[0].visible, '5');
  assert.ok((await runDue()).fired >= 1);
  assert.deepEqual(await stock('9001'), free);
  assert.equal((await on.offers(['9001']))[0].visible, '5');
  await shop.asAdmin();
  const { b2bOrder } = await on.adminOrder(placed.id);
  assert.deepEqual(b2bOrder.history.map(({ event, kind }) => [event, kind]),
    [['confirm', 'rep'], ['expire-reservation', 'system']]);
  assert.deepEqual(await runDue(), { fired: 0, refused: 0, failed: 0 }, 'and nothing is left');
  later(0);
});

function runDue() {
  return dueTask.execute(shop.injector);
}

test('nobody confirms within a working day: told, not confirmed', async () => {
  const placed = await place(BORIS, '9001', 5);
  await shop.asAdmin();
  later(200 * HOUR);
  await runDue();
  const early = await on.adminOrder(placed.id);
  assert.deepEqual(early.b2bOrder.history, [], 'without working time nobody knows when a working day is over');
  later(0);
  const day = (at) => `2026-11-${at}T09:00+03:00,2026-11-${at}T18:00+03:00`;
  assert.deepEqual(await on.load('workingTime', `start,end\n${day('20')}\n${day('23')}\n`), { rows: 2, problems: [] });
  const bad = await on.load('workingTime', 'start,end\n2026-11-24T18:00+03:00,2026-11-24T09:00+03:00\n');
  assert.match(bad.problems[0].message, /expected a moment after/);
  await runDue();
  assert.deepEqual((await on.adminOrder(placed.id)).b2bOrder.history, []);
  later(8 * HOUR + 63 * HOUR + HOUR);
  assert.ok((await runDue()).fired >= 1);
  const { b2bOrder } = await on.adminOrder(placed.id);
  assert.equal(b2bOrder.order, 'awaiting-confirmation');
  assert.deepEqual(b2bOrder.history.map(({ event, kind }) => [event, kind]), [['escalate', 'system']]);
  assert.deepEqual(told.get(placed.code), [
    'outlet: order-awaiting-confirmation', 'rep: order-received', 'manager: order-escalated', 'rep: order-escalated',
  ]);
  later(0);
});

test('shipped and delivered in two parts, it is whole with the second', async () => {
  const placed = await place(ANNA, '1204', 20);
  await shop.asAdmin();
  await confirm(placed.id);
  const [line] = (await on.adminOrder(placed.id)).order.lines;
  const half = async () => (await shop.admin(
    `mutation($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) { __typename ... on Fulfillment { id } } }`,
    { input: {
      lines: [{ orderLineId: line.id, quantity: 10 }],
      handler: { code: 'manual-fulfillment', arguments: [{ name: 'method', value: 'van' }, { name: 'trackingCode', value: '1' }] },
    } },
  )).addFulfillmentToOrder.id;
  const [one, other] = [await half(), await half()];
  const shipment = async () => (await on.adminOrder(placed.id)).b2bOrder.shipment;
  for (const [id, state, then] of [
    [one, 'Shipped', 'part'], [one, 'Delivered', 'part'], [other, 'Shipped', 'full'], [other, 'Delivered', 'delivered'],
  ]) {
    assert.equal((await on.ship(id, state)).state, state);
    assert.equal(await shipment(), then);
  }
  assert.equal((await on.settle(placed.id)).state, 'Settled');
  assert.equal((await on.adminOrder(placed.id)).b2bOrder.order, 'completed');
});

test('what is paid back is not paid, and goods are set aside once, whatever the shop\'s own strategy says', async () => {
  await shop.asAdmin();
  const free = await stock('9001');
  const placed = await place(BORIS, '9001', 5);
  await shop.asAdmin();
  await confirm(placed.id);
  const aside = { ...free, stockAllocated: free.stockAllocated + 5 };
  assert.deepEqual(await stock('9001'), aside);
  assert.equal((await on.settle(placed.id)).state, 'Settled');
  assert.deepEqual(await stock('9001'), aside, 'nothing is set aside twice');
  const { order, b2bOrder } = await on.adminOrder(placed.id);
  assert.equal(b2bOrder.payment, 'full');
  const [payment] = order.payments;
  const { refundOrder } = await shop.admin(
    'mutation($input: RefundOrderInput!) { refundOrder(input: $input) { __typename ... on Refund { id state } ... on ErrorResult { message } } }',
    { input: { paymentId: payment.id, amount: payment.amount, lines: [], shipping: 0, adjustment: 0, reason: 'sent back' } },
  );
  assert.equal(refundOrder.state, 'Pending', JSON.stringify(refundOrder));
  assert.equal((await on.adminOrder(placed.id)).b2bOrder.payment, 'full', 'not yet');
  const { settleRefund } = await shop.admin(
    'mutation($input: SettleRefundInput!) { settleRefund(input: $input) { __typename ... on Refund { state } ... on ErrorResult { message } } }',
    { input: { id: refundOrder.id, transactionId: 'back-1' } },
  );
  assert.equal(settleRefund.state, 'Settled', JSON.stringify(settleRefund));
  assert.equal((await on.adminOrder(placed.id)).b2bOrder.payment, 'unpaid');
  assert.equal((await on.cancel(placed.id)).state, 'Cancelled');
  assert.deepEqual(await stock('9001'), free);
});

test('who placed an order is gone: its time ends all the same, and it stays in his outlet\'s history', async () => {
  const placed = await place(BORIS, '9001', 5);
  await shop.asAdmin();
  await confirm(placed.id);
  await shop.admin(
    'mutation($input: CreateCustomerInput!, $password: String) { createCustomer(input: $input, password: $password) { __typename } }',
    { input: { firstName: 'Nina', lastName: 'Belova', emailAddress: 'nina@lotos.example' }, password: PASSWORD },
  );
  assert.deepEqual((await on.load('employees', 'email,outlet\nnina@lotos.example,boris\n')).problems, []);
  const employees = shop.server.app.get(TransactionalConnection).rawConnection.getRepository(Employee);
  await employees.delete({ email: BORIS });
  later(73 * HOUR);
  const report = await runDue();
  assert.ok(report.fired >= 1 && report.failed === 0, JSON.stringify(report));
  assert.equal((await on.adminOrder(placed.id)).b2bOrder.history.at(-1).event, 'expire-reservation');
  later(0);
  await shop.as('nina@lotos.example');
  const { b2bHistory } = await shop.shop('{ b2bHistory { orders { code } } }');
  assert.ok(b2bHistory.orders.some(({ code }) => code === placed.code), JSON.stringify(b2bHistory));
  await shop.asAdmin();
  assert.deepEqual((await on.load('employees', `email,outlet\n${BORIS},boris\n`)).problems, []);
});

test('delivered and paid, it is archived a year later', async () => {
  const placed = await place(ANNA, '1204', 20);
  await shop.asAdmin();
  await confirm(placed.id);
  const fulfillment = await on.fulfill(placed.id);
  assert.equal((await on.ship(fulfillment.id, 'Shipped')).state, 'Shipped');
  assert.equal((await on.ship(fulfillment.id, 'Delivered')).state, 'Delivered');
  assert.equal((await on.settle(placed.id)).state, 'Settled');
  assert.equal((await on.adminOrder(placed.id)).b2bOrder.order, 'completed');
  later(366 * 24 * HOUR);
  await runDue();
  assert.equal((await on.adminOrder(placed.id)).b2bOrder.order, 'archived');
  later(0);
});

test('goods that are picked before they are set aside leave stock once', async () => {
  await shop.asAdmin();
  const free = await stock('1204');
  const placed = await place(ANNA, '1204', 20);
  await shop.asAdmin();
  const fulfillment = await on.fulfill(placed.id);
  assert.equal(fulfillment.__typename, 'Fulfillment', JSON.stringify(fulfillment));
  const picked = { ...free, stockOnHand: free.stockOnHand - 20 };
  assert.deepEqual(await stock('1204'), picked);
  await confirm(placed.id);
  assert.deepEqual(await stock('1204'), picked, 'nothing is set aside twice');
  assert.equal((await on.ship(fulfillment.id, 'Shipped')).state, 'Shipped');

  // What has left is not cancelled: neither the order, nor, by halves, its lines.
  const cancel = shop.admin(
    'mutation($id: ID!) { cancelOrder(input: { orderId: $id, reason: "late" }) { __typename ... on ErrorResult { message } } }', { id: placed.id },
  );
  await assert.rejects(cancel, /\(order\.[a-z]+\)/);
  assert.equal((await on.adminOrder(placed.id)).order.lines[0].quantity, 20);
  assert.deepEqual(await stock('1204'), picked);
});

test('cancelled in Vendure: the rules follow, and the goods are free again', async () => {
  await shop.asAdmin();
  const free = await stock('9001');
  const placed = await place(BORIS, '9001', 5);
  await shop.asAdmin();
  await confirm(placed.id);
  const { cancelOrder } = await shop.admin(
    'mutation($id: ID!) { cancelOrder(input: { orderId: $id, reason: "late" }) { __typename ... on Order { state } ... on ErrorResult { message } } }',
    { id: placed.id },
  );
  assert.equal(cancelOrder.state, 'Cancelled', JSON.stringify(cancelOrder));
  assert.equal((await on.adminOrder(placed.id)).b2bOrder.order, 'cancelled');
  assert.deepEqual(await stock('9001'), free);
});

outages(() => ({
  shop, on, engine, records, policy: path.resolve(__dirname, '../../../fixtures/policies/office-supplies.toml'),
  ...fromPlugin('@comptoir/node'),
  async pay() {
    meanwhile = touch('2.00');
    try {
      return await on.pay('meddled');
    } finally {
      meanwhile = undefined;
    }
  },
}));

test('a policy that is refused keeps the shop from starting, and says where', async () => {
  const child = fork(path.join(__dirname, 'stories/refused.js'));
  const { answers, error } = await new Promise((resolve) => { child.once('message', resolve); });
  assert.equal(answers, undefined);
  assert.match(error, /policy\.toml:4:\d+: .*`colour`/);
});

test('the audit is one chain, and `comptoir audit verify` reads it', async () => {
  await shop.asAdmin();
  const { records: lines, head } = await records();
  const found = lines.map((line) => JSON.parse(line).entry);
  assert.deepEqual([...new Set(found.map(({ call }) => call))].sort(), ['checkout.place', 'grant', 'orders.fire']);
  const [first] = found;
  assert.equal(first.acting.kind, 'buyer');
  assert.equal(first.instant, NOW);
  assert.equal(first.policy, engine.comptoir.generation.policy.digest);
  assert.equal(first.plugin, engine.comptoir.generation.plugin.digest);

  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-audit-'));
  const verify = (of, ...args) => {
    const file = path.join(dir, 'audit.jsonl');
    fs.writeFileSync(file, `${of.join('\n')}\n`);
    const { status, stdout, stderr, error } = spawnSync(COMPTOIR, ['audit', 'verify', file, ...args], { encoding: 'utf8' });
    if (error) throw error;
    return { status, text: stdout + stderr };
  };
  const whole = verify(lines, '--head', head);
  assert.equal(whole.status, 0, whole.text);
  assert.ok(whole.text.includes(head), whole.text);
  const changed = verify(lines.map((line, at) => (at === 1 ? line.replace('"buyer"', '"staff"') : line)), '--head', head);
  assert.notEqual(changed.status, 0);
  assert.match(changed.text, /record 2 of `vendure` was changed/);
  const cut = verify(lines.slice(0, -1), '--head', head);
  assert.notEqual(cut.status, 0);
  assert.match(cut.text, /tail was cut off/);

  const page = await shop.admin('{ b2bAudit(after: 2, take: 2) { records head } }');
  assert.deepEqual(page.b2bAudit.records, lines.slice(2, 4));
  await assert.rejects(shop.admin('{ b2bAudit(take: 10001) { head } }'), /at most 10000/);
  await shop.asAdmin('olga@vega.example');
  await assert.rejects(shop.admin('{ b2bAudit { head } }'), /not currently authorized/i);
  fs.rmSync(dir, { recursive: true });
});
