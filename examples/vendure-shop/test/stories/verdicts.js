'use strict';
// What a correction must not do, what it does with a promo, bonuses and goods set aside; and partial verdicts of the accounting system.

const assert = require('node:assert/strict');
const { loyaltyCallsOf } = require('./loyalty-calls');

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
const OLGA = 'olga@vega.example';
const minor = (decimal) => Math.round(Number(decimal) * 100);

/** A policy with a section `[orders]` that says this. */
const orders = (lines) => ['[waybill]', `[orders]\n${lines}\n\n[waybill]`];

function verdicts(test, world) {
  /** Off the goods, tax included. */
  const off = ({ order }) => order.lines.reduce((sum, line) => sum + line.linePriceWithTax - line.proratedLinePriceWithTax, 0);

  test('what may not be: no correction goes around the rules, or around money and goods that are out of the house', async () => {
    const { shop, on, fix, place } = world;
    const placed = await place(ANNA, { 1204: 30 }, { method: 'card' });
    const before = await fix.seen(placed.id);
    await shop.asAdmin(OLGA);
    const unknown = await fix.correct(placed.code, { 'NOTHING-9': 1 }, 'a slip');
    assert.match(unknown.refusal, /\(product\.unknown\)/);
    await assert.rejects(fix.correct('NO-SUCH-ORDER', { 1204: 1 }, 'a slip'), /No Order/);
    // What a bank holds is neither more nor less than it was asked for.
    await assert.rejects(fix.correct(placed.code, { 1204: 25 }, 'five are left'), /\(comptoir\.authorised\)/);
    assert.deepEqual(await fix.seen(placed.id), before);
    await shop.asAdmin();
    const fulfillment = await on.fulfill(placed.id);
    assert.equal(fulfillment.__typename, 'Fulfillment', JSON.stringify(fulfillment));
    await shop.asAdmin(OLGA);
    await assert.rejects(fix.correct(placed.code, { 1204: 25 }, 'five are left'), /\(comptoir\.picked\)/);
    await shop.asAdmin();
    await on.ship(fulfillment.id, 'Cancelled');

    // Money that was taken stays taken: with less to pay it pays in full, with more the rest is promised on account.
    assert.equal(await fix.settle(placed.id), 'Settled');
    await shop.asAdmin(OLGA);
    const less = await fix.correct(placed.code, { 1204: 25 }, 'five are left');
    assert.ok(less.applied, less.refusal);
    assert.equal(less.order.payment, 'full');
    assert.deepEqual((await fix.seen(placed.id)).payments, [['Settled', before.totalWithTax]]);
    await shop.asAdmin(OLGA);
    assert.ok((await fix.correct(placed.code, { 1204: 35 }, 'ten came')).applied);
    await shop.as(ANNA);
    assert.ok((await fix.accept(placed.code)).applied);
    const more = await fix.seen(placed.id);
    assert.deepEqual(more.payments, [['Settled', before.totalWithTax], ['Authorized', more.totalWithTax - before.totalWithTax]]);
    assert.equal((await on.b2bOrder(placed.id)).payment, 'part');
    assert.equal(await fix.settle(placed.id), 'Settled');
    assert.equal((await on.b2bOrder(placed.id)).payment, 'full');
  });

  test('a promo takes off its share of what is left, and bonuses pay theirs: to the last unit', async () => {
    const { shop, fix, place } = world;
    const loyal = loyaltyCallsOf(shop);
    const promo = await place(ANNA, { 1204: 35, 8160: 5 }, { prepare: () => loyal.promo('AUTUMN') });
    const before = await fix.seen(promo.id);
    for (const [quantity, few] of [[30, 3], [25, 1]]) {
      await shop.asAdmin(OLGA);
      const done = await fix.correct(promo.code, { 1204: quantity, 8160: few }, 'fewer are left');
      assert.ok(done.applied, done.refusal);
      const now = await fix.seen(promo.id);
      assert.equal((now.totalWithTax / 100).toFixed(2), done.order.total);
      const goods = (seen) => seen.order.lines.reduce((sum, line) => sum + line.linePriceWithTax, 0);
      assert.deepEqual(now.order.surcharges, []);
      const share = (off(before) * goods(now)) / goods(before);
      assert.ok(Math.abs(off(now) - share) <= now.order.lines.length, `${off(now)} is not ${share}, but for a unit a line`);
      await shop.as(ANNA);
      assert.equal((await fix.invoice(promo.code)).invoice?.payable ?? done.order.total, done.order.total);
    }

    const paid = await place(ANNA, { 1204: 35 }, { prepare: () => loyal.use('120') });
    const full = await fix.seen(paid.id);
    const { balance } = await loyal.bonus();
    await shop.asAdmin(OLGA);
    assert.ok((await fix.correct(paid.code, { 1204: 25 }, 'fewer are left')).applied);
    const now = await fix.seen(paid.id);
    // 120 × 25 / 35, in whole bonuses.
    const [{ priceWithTax: redeemed }, ...others] = now.order.surcharges;
    assert.ok(others.length === 0 && redeemed % 100 === 0 && Math.abs(redeemed + 8571) < 100, String(redeemed));
    assert.equal(now.totalWithTax, now.order.lines[0].linePriceWithTax + redeemed + (full.totalWithTax - full.order.subTotalWithTax));
    await shop.as(ANNA);
    assert.equal(minor((await loyal.bonus()).balance) - minor(balance), 12000 + redeemed, 'the rest is his again');
  });

  test('goods that are set aside follow, and are no stranger\'s to the order itself', async () => {
    const { shop, fix, place, stock, under } = world;
    // Vendure sets them aside as the order is placed.
    await under(orders('reserve = "never"'), ['stage = ["confirm", "reserve", "ship"]', 'stage = ["confirm", "ship"]']);
    const free = await stock('9001');
    const placed = await place(BORIS, { 9001: 5 });
    assert.equal((await stock('9001')).stockAllocated, free.stockAllocated + 5);
    await shop.asAdmin(OLGA);
    const less = await fix.correct(placed.code, { 9001: 4 }, 'one broke');
    assert.ok(less.applied, less.refusal);
    assert.deepEqual(less.diff.map(({ change, quantityNow }) => [change, quantityNow]), [['less', '4']]);
    assert.equal((await stock('9001')).stockAllocated, free.stockAllocated + 4);
    await shop.asAdmin(OLGA);
    assert.ok((await fix.correct(placed.code, { 9001: 5 }, 'it was mended')).applied);
    await shop.as(BORIS);
    assert.ok((await fix.accept(placed.code)).applied);
    assert.equal((await stock('9001')).stockAllocated, free.stockAllocated + 5);
    await under();
  });

  const POLICIES = { trim: 'the order is cut to what was granted', split: 'the rest is an order of its own, and both cost what the one cost' };
  for (const [verdict, name] of Object.entries(POLICIES)) {
    test(`a partial verdict, \`${verdict}\`: ${name}`, async () => {
      const { shop, on, fix, place, under } = world;
      await under(orders(`reserve = "external"\npartial_verdict = "${verdict}"`));
      const loyal = loyaltyCallsOf(shop);
      const placed = await place(ANNA, { 1204: 35, 8160: 5 }, { prepare: () => loyal.promo('AUTUMN') });
      const before = await fix.seen(placed.id);
      await shop.asAdmin(OLGA);
      assert.ok((await on.fire(placed.id, 'confirm')).applied);
      await shop.asAdmin();
      assert.equal((await on.b2bOrder(placed.id)).order, 'confirmed');
      assert.match((await fix.grant(placed.code, { 1204: 40 })).refusal, /\(order\.granted\)/);
      const done = await fix.grant(placed.code, { 1204: 20, 8160: 2 });
      assert.ok(done.applied, done.refusal);
      assert.equal(done.order.reservation, 'full');
      const now = await fix.seen(placed.id);
      assert.deepEqual(now.lines, { 1204: 20, 8160: 2 });
      assert.equal(minor(done.order.total), now.totalWithTax);
      assert.deepEqual(now.payments.slice(-1), [['Authorized', now.totalWithTax]]);
      assert.equal(done.order.splitInto.length, verdict === 'split' ? 1 : 0);
      if (verdict === 'split') {
        const [code] = done.order.splitInto;
        const { orders: found } = await shop.admin(
          'query($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items { id customer { emailAddress } } } }', { code },
        );
        const [{ id, customer }] = found.items;
        assert.equal(customer.emailAddress, ANNA);
        const rest = await fix.seen(id);
        assert.deepEqual(rest.lines, { 1204: 15, 8160: 3 });
        assert.equal(rest.totalWithTax + now.totalWithTax, before.totalWithTax, 'to the last unit');
        assert.deepEqual(rest.payments, [['Authorized', rest.totalWithTax]]);
        const of = await on.b2bOrder(id);
        assert.deepEqual([of.order, of.account, of.contract], ['confirmed', 'anna', 'romashka-prepaid']);
        await shop.as(ANNA);
        const seen = await on.placed(code);
        assert.equal(seen.lines.length, 2);
        assert.equal((await fix.invoice(code)).invoice?.payable, (rest.totalWithTax / 100).toFixed(2));
        // It asks for its goods again, gets them, and is a whole order.
        await shop.asAdmin();
        assert.ok((await on.fire(id, 'reserve')).applied);
        assert.ok((await on.fire(id, 'grant-reservation')).applied);
        assert.equal(await fix.settle(id), 'Settled');
        assert.equal((await on.b2bOrder(id)).payment, 'full');
        await verdictOnPaid();
        await verdictOnBonuses();
      }
      await under();
    });
  }

  /** Bonuses pay for both parts as they paid for the one, and each part gives back and earns its own. */
  async function verdictOnBonuses() {
    const { shop, on, fix, place } = world;
    const loyal = loyaltyCallsOf(shop);
    const placed = await place(ANNA, { 3001: 30 }, { prepare: () => loyal.use('150') });
    const before = await fix.seen(placed.id);
    const account = async () => {
      await shop.as(ANNA);
      const { balance, lots, moves } = await loyal.bonus();
      for (const { code, remaining } of lots) {
        const moved = moves.filter(({ lot }) => lot === code).reduce((sum, { amount }) => sum + minor(amount), 0);
        assert.equal(moved, minor(remaining), `lot ${code}`);
      }
      return { balance: minor(balance), earned: lots.filter(({ code }) => code === placed.code || code === world.rest) };
    };
    const spent = await account();
    await shop.asAdmin(OLGA);
    assert.ok((await on.fire(placed.id, 'confirm')).applied);
    await shop.asAdmin();
    const done = await fix.grant(placed.code, { 3001: 20 });
    assert.ok(done.applied, done.refusal);
    [world.rest] = done.order.splitInto;
    const { orders: found } = await shop.admin(
      'query($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items { id } } }', { code: world.rest },
    );
    const [part, rest] = [await fix.seen(placed.id), await fix.seen(found.items[0].id)];
    const paidWith = ({ order }) => -order.surcharges.reduce((sum, { priceWithTax }) => sum + priceWithTax, 0);
    assert.equal(paidWith(part) + paidWith(rest), 15_000);
    // 150 × 20 / 30, in whole bonuses.
    assert.equal(paidWith(part), 10_000);
    assert.equal(part.totalWithTax + rest.totalWithTax, before.totalWithTax, 'to the last unit');
    assert.equal((await account()).balance, spent.balance, 'nothing is given back: all of it is bought');

    // The rest is cancelled, and its own bonuses are his again; a second time nothing comes.
    await shop.asAdmin();
    assert.equal((await on.cancel(rest.order.id)).state, 'Cancelled');
    assert.equal((await account()).balance, spent.balance + 5_000);
    await shop.asAdmin();
    const fulfillment = await on.fulfill(placed.id);
    assert.equal((await on.ship(fulfillment.id, 'Shipped')).state, 'Shipped');
    assert.equal((await on.ship(fulfillment.id, 'Delivered')).state, 'Delivered');
    assert.equal(await fix.settle(placed.id), 'Settled');
    assert.equal((await on.b2bOrder(placed.id)).order, 'completed');
    const end = await account();
    assert.equal(end.earned.length, 1, 'the part that was bought earns, the rest does not');
    assert.equal(end.earned[0].code, placed.code);
    assert.equal(end.balance, spent.balance + 5_000 + minor(end.earned[0].amount));
    delete world.rest;
  }

  /** What was paid pays the part first; the rest gets what is left over. */
  async function verdictOnPaid() {
    const { shop, on, fix, place } = world;
    const placed = await place(ANNA, { 3001: 30 });
    const before = await fix.seen(placed.id);
    assert.equal(await fix.settle(placed.id), 'Settled');
    await shop.asAdmin(OLGA);
    assert.ok((await on.fire(placed.id, 'confirm')).applied);
    await shop.asAdmin();
    const done = await fix.grant(placed.code, { 3001: 20 });
    assert.ok(done.applied, done.refusal);
    const now = await fix.seen(placed.id);
    const [code] = done.order.splitInto;
    const { orders: found } = await shop.admin(
      'query($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items { id } } }', { code },
    );
    const rest = await fix.seen(found.items[0].id);
    assert.equal(rest.totalWithTax + now.totalWithTax, before.totalWithTax);
    assert.deepEqual(rest.payments, [['Settled', rest.totalWithTax]]);
    assert.deepEqual(now.payments, [['Settled', before.totalWithTax], ['Settled', -rest.totalWithTax]]);
    assert.equal(done.order.payment, 'full');
    assert.equal(rest.order.state, 'PaymentSettled');
    // Both say where they come from and go to.
    const of = await shop.admin('query($id: ID!) { b2bOrder(id: $id) { splitFrom payment } }', { id: rest.order.id });
    assert.deepEqual(of.b2bOrder, { splitFrom: placed.code, payment: 'full' });
  }
}

module.exports = { verdicts };
