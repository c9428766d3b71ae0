'use strict';
// A rep's correction, and the client's word on it.

const assert = require('node:assert/strict');
const { later, plugin } = require('../server');

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
const OLGA = 'olga@vega.example';
const HOUR = 3600_000;

function corrections(test, world) {
  const { dueTask } = plugin();

  test('less holds at once: lines, totals, the promise to pay, the invoice', async () => {
    const { shop, on, fix, place, stock } = world;
    const placed = await place(ANNA, { 1204: 30, 8160: 5 });
    const before = await fix.seen(placed.id);
    const first = (await fix.invoice(placed.code)).invoice;
    await shop.asAdmin(OLGA);
    const nothing = await fix.correct(placed.code, { 1204: 25, 8160: 3 }, '');
    assert.equal(nothing.applied, false);
    assert.match(nothing.refusal, /\(order\.reason\)/);
    const carts = world.carts();
    const done = await fix.correct(placed.code, { 1204: 25, 8160: 3 }, 'five are left', 'click-1');
    assert.ok(done.applied, done.refusal);
    assert.equal(carts(), 0, 'taxes are the decision\'s own: no cart is asked about');
    assert.equal(done.order.order, 'awaiting-confirmation');
    assert.deepEqual(done.diff.map(({ sku, change, quantityNow }) => [sku, change, quantityNow]), [['1204', 'less', '25'], ['8160', 'less', '3']]);

    const now = await fix.seen(placed.id);
    assert.deepEqual(now.lines, { 1204: 25, 8160: 3 });
    assert.ok(now.totalWithTax < before.totalWithTax);
    // Each line is its price by its quantity with its own tax, and they sum to the order.
    const line = (sku) => now.order.lines.find(({ productVariant }) => productVariant.sku === sku);
    assert.deepEqual([line('1204').taxRate, line('8160').taxRate], [22, 10]);
    assert.equal(line('1204').unitPrice, before.order.lines.find(({ productVariant }) => productVariant.sku === '1204').unitPrice);
    assert.equal(now.order.lines.reduce((sum, { linePriceWithTax }) => sum + linePriceWithTax, 0), now.order.subTotalWithTax);
    assert.equal(done.order.total, (now.totalWithTax / 100).toFixed(2));
    assert.deepEqual(now.payments, [['Cancelled', before.totalWithTax], ['Authorized', now.totalWithTax]]);
    assert.deepEqual(now.modifications.map(({ priceChange, isSettled, note }) => [priceChange, isSettled, note]),
      [[now.totalWithTax - before.totalWithTax, true, 'five are left']]);
    assert.ok(now.history.includes('ORDER_MODIFIED'));
    assert.equal(now.order.state, 'PaymentAuthorized');

    await shop.as(ANNA);
    const { invoice } = await fix.invoice(placed.code);
    assert.notEqual(invoice.number, first.number);
    assert.equal(invoice.payable, done.order.total);
    assert.deepEqual(world.told.get(placed.code).slice(-1), ['outlet: order-corrected']);

    // The same click again does nothing twice.
    await shop.asAdmin(OLGA);
    assert.ok((await fix.correct(placed.code, { 1204: 25, 8160: 3 }, 'five are left', 'click-1')).applied);
    assert.equal((await fix.seen(placed.id)).modifications.length, 1);
    const other = await fix.correct(placed.code, { 1204: 10 }, 'five are left', 'click-1');
    assert.match(other.refusal, /\(order\.conflict\)/);

    // What is settled is what it costs now, and a copy of it is a copy of what holds.
    assert.equal(await fix.settle(placed.id), 'Settled');
    const paid = await on.adminOrder(placed.id);
    assert.equal(paid.b2bOrder.payment, 'full');
    await shop.as(ANNA);
    const { order } = await on.reorder(placed.code);
    assert.deepEqual(order.lines.map(({ quantity }) => quantity), [25, 3]);
    for (const { id } of order.lines) await on.remove(id);
  });

  test('an added article waits for the client; declined, the order is as it was; accepted, it follows to the last unit', async () => {
    const { shop, on, fix, place, stock } = world;
    const placed = await place(ANNA, { 1204: 30 });
    const before = await fix.seen(placed.id);
    const wish = { 1204: 25, 8160: 3, 3002: 1 };
    await shop.asAdmin(OLGA);
    const carts = world.carts();
    const asked = await fix.correct(placed.code, wish, 'goes with it');
    assert.ok(asked.applied, asked.refusal);
    assert.equal(carts(), 0);
    assert.equal(asked.order.order, 'awaiting-consent');
    assert.ok(asked.findings.some(({ code }) => code === 'order.consent'));
    assert.equal(asked.order.proposal.reason, 'goes with it');
    assert.deepEqual((await fix.seen(placed.id)).lines, before.lines);
    assert.deepEqual(world.told.get(placed.code).slice(-1), ['outlet: order-correction-proposed']);
    await shop.asAdmin(OLGA);
    assert.match((await on.fire(placed.id, 'confirm')).refusal, /\(order\.event\)/);
    assert.match((await on.fire(placed.id, 'consent')).refusal, /\(order\.actor\)/);

    // Another's order looks like none; the client's own says what would be.
    await shop.as(BORIS);
    await assert.rejects(fix.proposal(placed.code), /No Order/);
    await assert.rejects(fix.accept(placed.code), /No Order/);
    await shop.as(ANNA);
    const proposal = await fix.proposal(placed.code);
    assert.deepEqual([proposal.payableNow, proposal.payable], [(before.totalWithTax / 100).toFixed(2), asked.order.proposal.payable]);
    assert.deepEqual(proposal.diff.map(({ sku, change }) => [sku, change]), [['1204', 'less'], ['3002', 'added'], ['8160', 'added']]);
    assert.deepEqual(proposal.lines.map(({ sku, quantity }) => [sku, quantity]), [['1204', 25], ['3002', 1], ['8160', 3]]);
    assert.ok((await fix.decline(placed.code, 'no use for it')).applied);
    assert.deepEqual((await fix.seen(placed.id)).lines, { 1204: 30 });
    assert.deepEqual(world.told.get(placed.code).slice(-1), ['rep: correction-declined']);
    await shop.as(ANNA);
    assert.equal(await fix.proposal(placed.code), null);
    assert.match((await fix.accept(placed.code)).refusal, /\(order\.event\)/);

    await shop.asAdmin(OLGA);
    assert.ok((await fix.correct(placed.code, wish, 'goes with it, really')).applied);
    await shop.as(ANNA);
    const accepted = await fix.accept(placed.code, 'yes');
    assert.ok(accepted.applied, accepted.refusal);
    const now = await fix.seen(placed.id);
    assert.deepEqual(now.lines, wish);
    assert.equal((now.totalWithTax / 100).toFixed(2), proposal.payable);
    const rates = Object.fromEntries(now.order.lines.map(({ productVariant, taxRate }) => [productVariant.sku, taxRate]));
    assert.deepEqual(rates, { 1204: 22, 3002: 22, 8160: 10 });
    for (const { linePrice, linePriceWithTax, taxRate } of now.order.lines) {
      assert.equal(linePriceWithTax, Math.round((linePrice * (100 + taxRate)) / 100));
    }
    assert.equal(now.order.lines.reduce((sum, { linePriceWithTax }) => sum + linePriceWithTax, 0), now.totalWithTax);
    assert.deepEqual(now.payments, [['Cancelled', before.totalWithTax], ['Authorized', now.totalWithTax]]);
    await shop.asAdmin(OLGA);
    const confirmed = await on.fire(placed.id, 'confirm');
    assert.ok(confirmed.applied, confirmed.refusal);
    assert.equal((await stock('8160')).stockAllocated, 3, 'what holds is set aside');
    await shop.asAdmin(OLGA);
    const late = await fix.correct(placed.code, { 1204: 20 }, 'too late');
    assert.match(late.refusal, /\(order\.event\)/);
  });

  test('what was paid back is not paid: an order that grows again is promised for it', async () => {
    const { shop, on, fix, place } = world;
    const placed = await place(ANNA, { 1204: 30 });
    const { totalWithTax: whole } = await fix.seen(placed.id);
    assert.equal(await fix.settle(placed.id), 'Settled');
    await shop.asAdmin(OLGA);
    assert.ok((await fix.correct(placed.code, { 1204: 20 }, 'ten are missing')).applied);
    const less = await fix.seen(placed.id);
    const back = whole - less.totalWithTax;
    await fix.refund(less.order.payments[0].id, back);
    assert.equal((await on.b2bOrder(placed.id)).payment, 'full');

    await shop.asAdmin(OLGA);
    assert.ok((await fix.correct(placed.code, { 1204: 30 }, 'they were found')).applied);
    await shop.as(ANNA);
    const accepted = await fix.accept(placed.code);
    assert.ok(accepted.applied, accepted.refusal);
    const now = await fix.seen(placed.id);
    assert.deepEqual([now.totalWithTax, now.payments], [whole, [['Settled', whole], ['Authorized', back]]]);
    assert.equal((await on.b2bOrder(placed.id)).payment, 'part');
    assert.equal(await fix.settle(placed.id), 'Settled');
    assert.equal((await on.b2bOrder(placed.id)).payment, 'full');
  });

  test('no answer leaves the order as it was', async () => {
    const { shop, on, fix, place, stock } = world;
    const placed = await place(BORIS, { 9001: 4 });
    await shop.asAdmin(OLGA);
    assert.ok((await fix.correct(placed.code, { 9001: 5 }, 'more came')).applied);
    later(73 * HOUR);
    assert.ok((await dueTask.execute(shop.injector)).fired >= 1);
    later(0);
    await shop.asAdmin();
    const { b2bOrder } = await on.adminOrder(placed.id);
    assert.equal(b2bOrder.order, 'awaiting-confirmation');
    assert.deepEqual((await fix.seen(placed.id)).lines, { 9001: 4 });
  });
}

module.exports = { corrections };
