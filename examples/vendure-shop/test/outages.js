'use strict';
// The rules give no answer: the plugin runs into its limits, or traps. Nothing binding happens, nothing stays half done,
// nobody is trapped in his cart; a listing goes on without prices.

const assert = require('node:assert/strict');
const { test } = require('node:test');

const UNAVAILABLE = /comptoir\.unavailable/;

/** Every call runs out of fuel. */
const TINY = { fuel: 1000 };
const LIMITS = { accounts: TINY, catalogue: TINY, cart: TINY, checkout: TINY, documents: TINY, orders: TINY };

/** Tests of a shop: `of` has its calls; `policy`, what to activate; `Comptoir`, `ComptoirError` of the addon. */
function outages(of) {
  let sick;
  const ill = async (work) => {
    const { engine } = of();
    const healthy = engine.comptoir;
    engine.comptoir = sick;
    try {
      return await work();
    } finally {
      engine.comptoir = healthy;
    }
  };

  test('over its limits: listings go on without prices, carts can be emptied, not filled', async () => {
    const { shop, on, Comptoir, policy } = of();
    sick = await Comptoir.activate({ policy, limits: LIMITS, compilation: 'baseline' });
    await shop.as('anna@romashka.example');
    const filled = await on.add('1204', 20);
    assert.equal(filled.__typename, 'Order', JSON.stringify(filled));
    const two = await on.add('3001', 10);
    const listed = async (slug) => (await shop.shop(`{ product(slug: "${slug}") { variants { price stockLevel } } }`)).product.variants;
    const before = await listed('p-1204');
    await ill(async () => {
      const refused = await on.add('3002', 1);
      assert.equal(refused.errorCode, 'ORDER_INTERCEPTOR_ERROR', JSON.stringify(refused));
      assert.match(refused.interceptorError, UNAVAILABLE);
      assert.match((await on.add('3002', 1, 'ru')).interceptorError, /[а-я]{4}.*comptoir\.unavailable/);
      assert.deepEqual(await listed('p-2310'), [{ price: 0, stockLevel: '0' }]);
      assert.deepEqual(await listed('p-1204'), before, 'it was decided, and nothing has moved since');
      await assert.rejects(on.offers(['1204']), UNAVAILABLE);
      await assert.rejects(on.cart(), UNAVAILABLE);
      const less = await on.remove(two.lines[1].id);
      assert.equal(less.__typename, 'Order', JSON.stringify(less));
      assert.deepEqual(less.lines.map(({ quantity, unitPrice }) => [quantity, unitPrice]), [[20, two.lines[0].unitPrice]]);
      await on.address();
      const to = await on.to('ArrangingPayment');
      assert.equal(to.__typename, 'OrderStateTransitionError');
      assert.match(to.transitionError, UNAVAILABLE);
    });
  });

  test('over its limits: nothing is paid, placed, confirmed or shipped', async () => {
    const { shop, on, records } = of();
    await shop.as('anna@romashka.example');
    const arranging = await on.to('ArrangingPayment');
    assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
    await shop.asAdmin();
    const before = (await records()).records.length;
    await ill(async () => {
      const refused = await on.pay();
      assert.equal(refused.errorCode, 'INELIGIBLE_PAYMENT_METHOD_ERROR', JSON.stringify(refused));
      assert.match(refused.eligibilityCheckerMessage, UNAVAILABLE);
      const { order, b2bOrder } = await on.adminOrder(arranging.id);
      assert.deepEqual([order.state, order.payments, b2bOrder], ['ArrangingPayment', [], null]);
    });

    const placed = await on.pay();
    assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
    await ill(async () => {
      assert.equal((await on.placed(placed.code)).code, placed.code, 'his orders are there to read');
      await shop.asAdmin('olga@vega.example');
      await assert.rejects(on.fire(placed.id, 'confirm'), UNAVAILABLE);
    });
    const confirmed = await on.fire(placed.id, 'confirm');
    assert.ok(confirmed.applied, confirmed.refusal);
    await shop.asAdmin();
    const fulfillment = await on.fulfill(placed.id);
    await ill(async () => {
      const stopped = await on.ship(fulfillment.id, 'Shipped');
      assert.equal(stopped.__typename, 'FulfillmentStateTransitionError', JSON.stringify(stopped));
      assert.match(stopped.transitionError, UNAVAILABLE);
      assert.equal((await on.settle(placed.id).catch((error) => error)).message.match(UNAVAILABLE)?.length, 1);
    });
    const { order } = await on.adminOrder(placed.id);
    assert.deepEqual([order.state, order.payments.map(({ state }) => state), order.fulfillments.map(({ state }) => state)],
      ['PaymentAuthorized', ['Authorized'], ['Pending']]);
    assert.equal((await on.ship(fulfillment.id, 'Shipped')).state, 'Shipped', 'and then it goes on');
    assert.equal((await records()).records.length, before + 3, 'placed, confirmed, shipped');
  });

  test('it traps after the payment was taken: neither payment nor order stay', async () => {
    const { shop, on, engine, ComptoirError, records, pay } = of();
    await shop.as('anna@romashka.example');
    await on.add('1204', 20);
    await on.address();
    const arranging = await on.to('ArrangingPayment');
    assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
    await shop.asAdmin();
    const before = (await records()).records.length;
    const { checkout } = engine.comptoir;
    const { place } = checkout;
    let asked = 0;
    checkout.place = (...args) => {
      asked += 1;
      if (asked > 1) throw new ComptoirError('trap', 'the plugin trapped', {});
      return place(...args);
    };
    // Facts move while he pays, so that it is asked again.
    await assert.rejects(pay(), UNAVAILABLE);
    checkout.place = place;
    assert.equal(asked, 2);
    const { order, b2bOrder } = await on.adminOrder(arranging.id);
    assert.deepEqual([order.state, order.payments, b2bOrder], ['ArrangingPayment', [], null]);
    assert.equal((await records()).records.length, before);
    assert.equal((await on.pay()).__typename, 'Order', 'and the next one is served');
  });
}

module.exports = { outages };
