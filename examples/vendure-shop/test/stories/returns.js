'use strict';
// Goods that come back, in parts: what the client may ask, what staff accept, and what follows of it.

const assert = require('node:assert/strict');
const { loyaltyCallsOf } = require('./loyalty-calls');
const { returnCallsOf } = require('./return-calls');

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
const OLGA = 'olga@vega.example';
const minor = (decimal) => Math.round(Number(decimal) * 100);
const decimal = (units) => (units / 100).toFixed(2);

function returns(test, world) {
  /** Moves of Anna's bonuses by this order: kinds and sums. */
  async function moves(code) {
    await world.shop.as(ANNA);
    const { moves: all } = await loyaltyCallsOf(world.shop).bonus();
    return all.filter(({ order }) => order === code);
  }
  const sumOf = (of, ...kinds) => of.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { amount }) => sum + minor(amount), 0);
  async function balance() {
    await world.shop.as(ANNA);
    return (await loyaltyCallsOf(world.shop).bonus()).balance;
  }
  /** What so many units of an article cost with their tax. */
  const cost = ({ lines }, sku, quantity) => {
    const { unitPrice, taxRate } = lines.find(({ productVariant }) => productVariant.sku === sku);
    return Math.round((unitPrice * quantity * (100 + taxRate)) / 100);
  };
  async function refused(id, ask, pattern) {
    const back = returnCallsOf(world.shop);
    const before = await back.stands(id);
    const { applied, refusal } = await ask();
    assert.equal(applied, false);
    assert.match(refusal, pattern);
    assert.deepEqual(await back.stands(id), before, 'nothing has changed');
  }

  let placed;
  let whole;
  let first;
  let started;
  test('what was not shipped, or is not of the order, does not come back: a reason, and nothing changed', async () => {
    const { shop, on, place } = world;
    const back = returnCallsOf(shop);
    started = await balance();
    placed = await place(ANNA, { 9001: 5, 8160: 3 }, { prepare: () => loyaltyCallsOf(shop).use('100') });
    const ask = (lines, reason, key) => async () => {
      await shop.as(ANNA);
      return back.request(placed.code, lines, reason, key);
    };
    await refused(placed.id, ask({ 9001: 2 }), /\(order\.event\)/);
    await shop.asAdmin(OLGA);
    const confirmed = await on.fire(placed.id, 'confirm');
    assert.ok(confirmed.applied, confirmed.refusal);
    await refused(placed.id, ask(), /\(order\.event\)/);
    await shop.asAdmin();
    const fulfillment = await on.fulfill(placed.id);
    assert.equal((await on.ship(fulfillment.id, 'Shipped')).state, 'Shipped');
    placed.fulfillment = fulfillment.id;
    whole = await back.stands(placed.id);
    assert.deepEqual([whole.shipment, whole.returns, whole.returned, whole.credited], ['full', 'none', {}, '0.00']);

    await refused(placed.id, ask({ 9001: 6 }), /9001: at most 5 can come back\. → .*5.*\(order\.returned\)/);
    await refused(placed.id, ask({ 1204: 1 }), /1204: at most 0 can come back\..*\(order\.returned\)/);
    await refused(placed.id, ask({ 9001: 0 }), /nothing that could come back.*\(order\.returned\)/);
    const twice = [{ sku: '9001', quantity: 1 }, { sku: '9001', quantity: 1 }];
    await refused(placed.id, ask(twice), /names 9001 twice.*\(order\.returned\)/);
    await refused(placed.id, ask({ 9001: 2 }, ' '), /\(order\.reason\)/);
    await assert.rejects(ask({ 9001: -1 })(), /not negative/);
    assert.deepEqual(await back.stands(placed.id), whole);
    await shop.as(BORIS);
    await assert.rejects(back.request(placed.code), /No Order/, 'another\'s order looks like none');
    await shop.asAdmin();
    await refused(placed.id, () => back.fire(placed.id, 'accept-return'), /\(order\.event\)/);
    await assert.rejects(back.fire(placed.id, 'cancel', { 9001: 2 }), /names no goods/);
  });

  test('a refused return leaves everything owed; asked again it is decided again', async () => {
    const { shop } = world;
    const back = returnCallsOf(shop);
    await shop.as(ANNA);
    const asked = await back.request(placed.code, { 9001: 2 }, 'torn', 'click-1');
    assert.ok(asked.applied, asked.refusal);
    assert.equal(asked.order.b2bLabel, 'return');
    const waits = await back.stands(placed.id);
    assert.deepEqual([waits.returns, waits.returning, waits.returned, waits.credited], ['requested', { 9001: 2 }, {}, '0.00']);
    assert.deepEqual(world.told.get(placed.code).slice(-1), ['rep: return-requested']);
    // The same click does nothing twice, another one under its key nothing at all.
    await shop.as(ANNA);
    assert.ok((await back.request(placed.code, { 9001: 2 }, 'torn', 'click-1')).applied);
    assert.match((await back.request(placed.code, { 9001: 3 }, 'torn', 'click-1')).refusal, /\(order\.conflict\)/);
    assert.deepEqual(await back.stands(placed.id), waits);

    await shop.asAdmin();
    const no = await back.fire(placed.id, 'refuse-return', undefined, 'they are whole');
    assert.ok(no.applied, no.refusal);
    const after = await back.stands(placed.id);
    assert.deepEqual([after.returns, after.returning, after.returned, after.credited], ['refused', {}, {}, '0.00']);
    assert.deepEqual(after.payments, whole.payments);
    assert.deepEqual(world.told.get(placed.code).slice(-1), ['outlet: return-refused']);
    assert.equal(sumOf(await moves(placed.code), 'given-back'), 0);
  });

  test('two of five come back: owed less, promised less, bonuses in proportion, the invoice stands', async () => {
    const { shop } = world;
    const back = returnCallsOf(shop);
    const issued = (await back.invoice(placed.code)).invoice;
    assert.equal(issued.credited, '0.00');
    await shop.as(ANNA);
    assert.ok((await back.request(placed.code, { 9001: 2 }, 'torn after all')).applied);
    await shop.asAdmin();
    await refused(placed.id, () => back.fire(placed.id, 'accept-return', { 9001: 3 }), /9001: at most 2 can come back/);
    await shop.asAdmin();
    const yes = await back.fire(placed.id, 'accept-return');
    assert.ok(yes.applied, yes.refusal);
    const now = await back.stands(placed.id);
    assert.deepEqual([now.returns, now.returning, now.returned, now.label], ['part', {}, { 9001: 2 }, 'shipped']);
    assert.deepEqual(world.told.get(placed.code).slice(-1), ['outlet: return-accepted-in-part']);

    // What stays, taxed as a line, is what is owed: less the bonuses that paid for it.
    const gross = cost(whole, '9001', 5) - cost(whole, '9001', 3);
    const given = sumOf(await moves(placed.code), 'given-back');
    const goods = cost(whole, '9001', 5) + cost(whole, '8160', 3);
    assert.equal(given, Math.floor((100 * gross) / goods) * 100, 'whole bonuses, in proportion');
    assert.ok(given > 0);
    assert.equal(minor(now.credited), gross - given);
    const left = whole.totalWithTax - minor(now.credited);
    first = now.credited;
    assert.deepEqual([now.totalWithTax, now.payments], [whole.totalWithTax, [['Cancelled', whole.totalWithTax], ['Authorized', left], ['Settled', minor(now.credited)]]]);
    assert.equal(now.payment, 'unpaid', 'what came back is no money');

    const { invoice } = await back.invoice(placed.code);
    assert.deepEqual([invoice.number, invoice.payable, invoice.credited, invoice.left],
      [issued.number, decimal(whole.totalWithTax), now.credited, decimal(left)]);
    const seen = await back.ownHistory(placed.code);
    assert.deepEqual([seen.payable, seen.credited, seen.owed], [invoice.payable, now.credited, decimal(left)]);
    await shop.asAdmin(OLGA);
    const { b2bOrders, b2bClients } = await shop.admin(
      '{ b2bOrders(company: "romashka") { code credited returns } b2bClients(search: "romashka") { items { code liveOrders } } }',
    );
    assert.deepEqual(b2bOrders.find(({ code }) => code === placed.code), { code: placed.code, credited: now.credited, returns: 'part' });
    assert.ok(b2bClients.items[0].liveOrders >= 1);
  });

  test('paid is what is left; completed, it earns on that', async () => {
    const { shop, on } = world;
    const back = returnCallsOf(shop);
    const before = await back.stands(placed.id);
    await shop.asAdmin();
    assert.equal((await on.ship(placed.fulfillment, 'Delivered')).state, 'Delivered');
    assert.equal(await back.settle(before.authorised), 'Settled');
    const now = await back.stands(placed.id);
    assert.deepEqual([now.payment, now.order, now.returns, now.state], ['full', 'completed', 'part', 'PaymentSettled']);
    const { invoice } = await back.invoice(placed.code);
    assert.deepEqual([invoice.left, invoice.payment], ['0.00', 'full']);
    const of = await moves(placed.code);
    const goods = cost(whole, '9001', 5) + cost(whole, '8160', 3);
    const stays = cost(whole, '9001', 3) + cost(whole, '8160', 3);
    const accrues = Math.floor(((goods - 10000) * 2) / 10000);
    assert.equal(sumOf(of, 'earned'), Math.floor((accrues * stays) / goods) * 100);
  });

  test('never more than was shipped less what came back; the rest makes it whole, and everything is as before it', async () => {
    const { shop } = world;
    const back = returnCallsOf(shop);
    await refused(placed.id, async () => {
      await shop.as(ANNA);
      return back.request(placed.code, { 9001: 4 });
    }, /9001: at most 3 can come back/);
    await shop.asAdmin(OLGA);
    const asked = await back.fire(placed.id, 'request-return', undefined, 'all of it');
    assert.ok(asked.applied, asked.refusal);
    assert.deepEqual((await back.stands(placed.id)).returning, { 8160: 3, 9001: 3 });
    await shop.asAdmin();
    assert.ok((await back.fire(placed.id, 'accept-return')).applied);
    const now = await back.stands(placed.id);
    assert.deepEqual([now.returns, now.returned, now.credited], ['full', { 8160: 3, 9001: 5 }, decimal(whole.totalWithTax)]);
    assert.deepEqual(world.told.get(placed.code).slice(-1), ['outlet: return-accepted']);
    assert.equal(await balance(), started, 'bonuses are as before the order');
    const of = await moves(placed.code);
    assert.equal(sumOf(of, 'redeemed', 'given-back'), 0);
    await refused(placed.id, async () => {
      await shop.as(ANNA);
      return back.request(placed.code);
    }, /\(order\.(returned|event)\)/);

    // What was paid is the client's, and goes back to him.
    await shop.asAdmin();
    const paid = whole.totalWithTax - minor(first);
    const refund = await back.refund(now.settled, paid);
    assert.deepEqual([refund.state, refund.total], ['Settled', paid], JSON.stringify(refund));
    assert.equal((await back.stands(placed.id)).payment, 'full', 'nothing is owed');
    await shop.as(ANNA);
    const { invoice } = await back.invoice(placed.code);
    assert.deepEqual([invoice?.left ?? '0.00', invoice?.paid ?? '0.00'], ['0.00', '0.00']);
    assert.equal((await back.ownHistory(placed.code)).owed, '0.00');
  });

  test('of an order shipped in part that part comes back, and no more; taken off in Vendure, the client buys on', async () => {
    const { shop, on, place } = world;
    const back = returnCallsOf(shop);
    const mine = await place(BORIS, { 9001: 5 });
    await shop.asAdmin(OLGA);
    assert.ok((await on.fire(mine.id, 'confirm')).applied);
    await shop.asAdmin();
    const part = await back.pick(mine.id, { 9001: 3 });
    assert.equal((await on.ship(part, 'Shipped')).state, 'Shipped');
    const before = await back.stands(mine.id);
    assert.equal(before.shipment, 'part');
    const ask = (lines) => async () => {
      await shop.as(BORIS);
      return back.request(mine.code, lines);
    };
    await refused(mine.id, ask({ 9001: 4 }), /9001: at most 3 can come back/);
    assert.ok((await ask({ 9001: 1 })()).applied);
    await shop.asAdmin();
    assert.ok((await back.fire(mine.id, 'accept-return')).applied);
    await refused(mine.id, ask({ 9001: 3 }), /9001: at most 2 can come back/);
    // The rest leaves the house, and then may come back too.
    await shop.asAdmin();
    const rest = await back.pick(mine.id, { 9001: 2 });
    assert.equal((await on.ship(rest, 'Shipped')).state, 'Shipped');
    const shipped = await back.stands(mine.id);
    assert.deepEqual([shipped.shipment, shipped.returns, shipped.returned], ['full', 'part', { 9001: 1 }]);
    await shop.as(BORIS);
    assert.equal((await back.ownHistory(mine.code)).owed, decimal(before.totalWithTax - minor(shipped.credited)));
    assert.ok((await ask()()).applied);
    assert.deepEqual((await back.stands(mine.id)).returning, { 9001: 4 });
    await shop.asAdmin();
    assert.ok((await back.fire(mine.id, 'accept-return')).applied);
    const all = await back.stands(mine.id);
    assert.deepEqual([all.returns, all.credited], ['full', decimal(before.totalWithTax)]);
    assert.ok(all.payments.every(([state]) => state !== 'Authorized'), 'nothing is promised any more');
    assert.equal(all.authorised, undefined);

    // Vendure puts goods into stock again line by line; the order is not owed below 0, and the client's next one is decided.
    const cancelled = await on.cancel(mine.id, [{ orderLineId: all.lines[0].id, quantity: 2 }]);
    assert.equal(cancelled.__typename, 'Order', JSON.stringify(cancelled));
    await shop.as(BORIS);
    const seen = await back.ownHistory(mine.code);
    assert.deepEqual([seen.payable, seen.credited, seen.owed], [decimal(cost(before, '9001', 3)), decimal(cost(before, '9001', 3)), '0.00']);
    const next = await place(BORIS, { 1204: 5, 3001: 5, 5512: 5 });
    assert.equal(next.state, 'PaymentAuthorized');
  });
}

module.exports = { returns };
