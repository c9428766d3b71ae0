'use strict';
// Promo codes and bonuses: the rules decide, the engine's own figures show it.

const assert = require('node:assert/strict');
const { fromPlugin } = require('../server');
const { loyaltyCallsOf } = require('./loyalty-calls');

const { ChannelService, Logger } = fromPlugin('@vendure/core');

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
const minor = (decimal) => Math.round(Number(decimal) * 100);

async function loyalty(t, { shop, on }) {
  const loyal = loyaltyCallsOf(shop);

  /** Line, tax and order totals of the engine are the decision's. */
  async function agree() {
    const [order, cart] = [await loyal.full(), await loyal.decided()];
    const redeemed = minor(cart.bonus?.redeemed ?? '0');
    assert.equal(order.subTotal + redeemed, minor(cart.net), 'before tax');
    assert.equal(order.subTotalWithTax + redeemed, minor(cart.gross), 'with tax');
    const tax = order.taxSummary.reduce((sum, { taxTotal }) => sum + taxTotal, 0);
    assert.equal(tax - (order.shippingWithTax - order.shipping), minor(cart.tax), 'tax of the goods');
    assert.equal(order.totalWithTax - order.shippingWithTax, minor(cart.payable), 'payable');
    const off = order.lines.reduce((sum, line) => sum + line.linePrice - line.proratedLinePrice, 0);
    assert.equal(off, minor(cart.promo?.discount ?? '0'), 'the shares of the lines sum to the discount');
    return { order, cart };
  }
  async function empty() {
    for (const { id } of (await loyal.full())?.lines ?? []) await on.remove(id);
    const order = await loyal.full();
    if (order) {
      assert.deepEqual([order.totalWithTax - order.shippingWithTax, order.surcharges], [0, []], 'bonuses pay for nothing');
      await loyal.noPromo();
      await loyal.use(null);
    }
  }
  async function place() {
    assert.equal((await on.address()).__typename, 'Order');
    const arranging = await on.to('ArrangingPayment');
    if (arranging.__typename !== 'Order') return arranging;
    await agree();
    return on.pay();
  }
  /** The rep confirms, the warehouse ships and delivers, the client pays. */
  async function complete(id) {
    await shop.asAdmin('olga@vega.example');
    const confirmed = await on.fire(id, 'confirm');
    assert.ok(confirmed.applied, confirmed.refusal);
    await shop.asAdmin();
    const fulfillment = await on.fulfill(id);
    assert.equal(fulfillment.__typename, 'Fulfillment', JSON.stringify(fulfillment));
    for (const state of ['Shipped', 'Delivered']) {
      assert.equal((await on.ship(fulfillment.id, state)).state, state);
    }
    assert.equal((await on.settle(id)).state, 'Settled');
    assert.equal((await on.adminOrder(id)).b2bOrder.order, 'completed');
  }
  /** Moves sum to what is left of each lot, and lots to the balance. */
  async function balanced() {
    const bonus = await loyal.bonus();
    const left = bonus.lots.reduce((sum, { remaining }) => sum + minor(remaining), 0);
    assert.equal(left, minor(bonus.balance));
    assert.equal(bonus.moves.reduce((sum, { amount }) => sum + minor(amount), 0), left, 'earned, redeemed, given back, burnt');
    return bonus;
  }

  await t.test('a code takes its percentage off lines of two tax classes, to the last unit', async () => {
    await shop.as(ANNA);
    await on.add('0983', 30);
    await on.add('8001', 3);
    await on.add('8160', 7);
    const before = await agree();
    const applied = await loyal.promo(' autumn ');
    assert.equal(applied.__typename, 'Order', JSON.stringify(applied));
    const { order, cart } = await agree();
    assert.ok(order.subTotal < before.order.subTotal);
    assert.equal(cart.promo.code, 'AUTUMN');
    assert.equal(minor(cart.promo.discount), Math.round(before.order.subTotal * 0.07), '7 %');
    assert.equal(new Set(order.lines.map(({ discounts }) => discounts.length)).size, 1, 'off every line');
    assert.deepEqual(order.couponCodes, [], 'no coupon of the engine\'s own');
    // The share follows the quantity.
    await on.adjust(order.lines[0].id, 40);
    await agree();
    const removed = await loyal.noPromo();
    assert.equal(removed.subTotal, (await agree()).order.subTotal);
    assert.deepEqual(removed.discounts, []);
  });

  await t.test('a code that does not apply says why, and nothing is changed', async () => {
    const unknown = await loyal.promo('NOSUCH');
    assert.equal(unknown.errorCode, 'B2B_LOYALTY_ERROR');
    assert.match(unknown.reason, /^[^.]*NOSUCH.* → .*\(promo\.unknown\)$/);
    assert.equal(unknown.message, unknown.reason);
    assert.match((await loyal.promo('NOSUCH', 'ru')).message, /[а-я]{4}.*\(promo\.unknown\)/);
    for (const line of (await loyal.full()).lines.slice(1)) await on.remove(line.id);
    await on.adjust((await loyal.full()).lines[0].id, 10);
    const early = await loyal.promo('AUTUMN');
    assert.match(early.message, /6,000\.00.* → .*\(promo\.condition\)/);
    assert.equal((await agree()).cart.promo, null);
  });

  await t.test('a code that applied is barred from placing once it does not, and the engine shows full prices', async () => {
    await on.adjust((await loyal.full()).lines[0].id, 30);
    assert.equal((await loyal.promo('AUTUMN')).__typename, 'Order');
    await on.adjust((await loyal.full()).lines[0].id, 20);
    const { order, cart } = await agree();
    assert.deepEqual([cart.promo.applies, cart.promo.discount, order.discounts.length], [false, '0', 0]);
    await on.address();
    const refused = await on.to('ArrangingPayment');
    assert.match(refused.transitionError, /\(promo\.condition\)/);
    await empty();
  });

  await t.test('a gift is a line of its own at no price, and comes and goes with the code', async () => {
    await on.add('0983', 30);
    assert.equal((await loyal.promo('CALENDAR')).__typename, 'Order');
    let { order, cart } = await agree();
    assert.deepEqual(cart.promo.gift, { sku: '1204', quantity: '1' });
    let gift = order.lines.find(({ productVariant }) => productVariant.sku === '1204');
    assert.deepEqual([gift.quantity, gift.linePrice], [1, 0]);
    const more = await on.adjust(gift.id, 5);
    assert.match(more.interceptorError, /comptoir\.gift/);
    await on.add('1204', 5);
    ({ order } = await agree());
    assert.deepEqual(
      order.lines.filter(({ productVariant }) => productVariant.sku === '1204').map(({ quantity }) => quantity).sort(), [1, 5],
      'what is bought stays apart',
    );
    // Below the code's sum it goes, above it comes again.
    for (const { id, productVariant, unitPrice } of order.lines) {
      if (productVariant.sku === '1204' && unitPrice > 0) await on.remove(id);
    }
    const [line] = (await loyal.full()).lines;
    await on.adjust(line.id, 20);
    assert.equal((await loyal.full()).lines.length, 1);
    await on.adjust(line.id, 30);
    ({ order } = await agree());
    assert.equal(order.lines.length, 2);
    // Another code takes it along.
    assert.equal((await loyal.promo('COURIER')).__typename, 'Order');
    ({ order } = await agree());
    assert.equal(order.lines.length, 1);
    // He may also do without it, and place.
    await loyal.promo('CALENDAR');
    gift = (await loyal.full()).lines.find(({ linePrice }) => linePrice === 0);
    await on.remove(gift.id);
    await on.address();
    assert.equal((await on.to('ArrangingPayment')).__typename, 'Order');
    await on.to('AddingItems');
    await empty();
  });

  await t.test('free delivery is the engine\'s own discount on shipping', async () => {
    await shop.asAdmin();
    const { createShippingMethod } = await shop.admin(
      'mutation($input: CreateShippingMethodInput!) { createShippingMethod(input: $input) { id } }',
      { input: {
        code: 'courier', fulfillmentHandler: 'manual-fulfillment',
        checker: { code: 'default-shipping-eligibility-checker', arguments: [{ name: 'orderMinimum', value: '0' }] },
        calculator: { code: 'default-shipping-calculator', arguments: [
          { name: 'rate', value: '50000' }, { name: 'includesTax', value: 'auto' }, { name: 'taxRate', value: '22' }] },
        translations: [{ languageCode: 'en', name: 'Courier', description: '' }],
      } },
    );
    await on.add('0983', 30);
    await on.address();
    const { setOrderShippingMethod } = await shop.shop(
      'mutation($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { ... on Order { shippingWithTax } ... on ErrorResult { message } } }',
      { ids: [createShippingMethod.id] },
    );
    assert.ok(setOrderShippingMethod.shippingWithTax >= 50000, JSON.stringify(setOrderShippingMethod));
    await loyal.promo('COURIER');
    assert.equal((await agree()).order.shippingWithTax, 0);
    await loyal.noPromo();
    assert.ok((await agree()).order.shippingWithTax >= 50000);
    await empty();
    await shop.admin('mutation($id: ID!) { deleteShippingMethod(id: $id) { result } }', { id: createShippingMethod.id });
  });

  let first;
  await t.test('bonuses pay when they are asked to, up to the cap, and goods stay taxed in full', async () => {
    const start = await balanced();
    assert.equal(start.balance, '770');
    assert.equal(start.cart, null, 'there is nothing in the cart');
    assert.deepEqual([start.stage.id, start.stage.missing], [null, '87650.00']);
    assert.equal(start.burnsOn, '2027-09-03');
    await on.add('0983', 30);
    let { cart } = await agree();
    assert.equal(cart.bonus.redeemed, '0', 'nobody asked');
    for (const wrong of ['0', '-5', 'all']) {
      assert.match((await loyal.use(wrong)).message, /\(comptoir\.bonus\)|\(bonus\./, wrong);
    }
    const used = await loyal.use('120');
    assert.equal(used.__typename, 'Order', JSON.stringify(used));
    assert.deepEqual(used.surcharges, [{ sku: 'comptoir-bonus', description: 'Bonuses', price: -12000, priceWithTax: -12000 }]);
    ({ cart } = await agree());
    assert.equal(cart.bonus.redeemed, '120');
    await loyal.use('max');
    const max = await agree();
    assert.equal(max.cart.bonus.redeemed, '770', 'all there are: less than a fifth');
    // The cap follows the cart.
    await on.adjust(max.order.lines[0].id, 10);
    const fifth = await agree();
    assert.equal(Number(fifth.cart.bonus.redeemed), Math.floor(Number(fifth.cart.gross) / 5));
    await on.adjust(fifth.order.lines[0].id, 30);
    // A code leaves none to redeem, but one that says so.
    await loyal.promo('AUTUMN');
    assert.equal((await agree()).cart.bonus.redeemed, '0');
    assert.deepEqual((await loyal.full()).surcharges, []);
    assert.match((await loyal.use('max')).reason, /^[^(]*\(bonus\.promo\)$/, 'that, and nothing else');
    await loyal.promo('FIRSTCOME');
    assert.equal((await agree()).cart.bonus.redeemed, '770');
    await loyal.use('500');
    first = await place();
    assert.equal(first.state, 'PaymentAuthorized', JSON.stringify(first));
    const after = await balanced();
    assert.equal(after.balance, '270');
    assert.deepEqual(after.moves.filter(({ kind }) => kind === 'redeemed').map(({ amount, order, lot }) => [amount, order, lot]),
      [['-150', first.code, 'V-1991'], ['-350', first.code, 'V-1880']], 'the oldest lot first');
    const paid = (await on.adminOrder(first.id)).order.payments;
    assert.equal(paid[0].amount, first.totalWithTax, 'the client pays the rest');
  });

  await t.test('a used code is used up, for everybody', async () => {
    await shop.as(BORIS);
    await on.add('0983', 30);
    const late = await loyal.promo('FIRSTCOME');
    assert.match(late.message, /\(promo\.limit\)/);
    await empty();
  });

  await t.test('no order for a year: the balance is burnt, and the task writes it off once', async () => {
    const burnt = await loyal.bonus();
    assert.equal(burnt.balance, '0', JSON.stringify(burnt.findings));
    assert.deepEqual(burnt.lots.map(({ remaining }) => remaining), ['250'], 'not written off yet');
    await on.add('0983', 30);
    assert.match((await loyal.use('max')).message, /\(bonus\./);
    await empty();
    await shop.asAdmin();
    assert.deepEqual(await loyal.expire(), { accounts: 1, expired: '250' });
    assert.deepEqual(await loyal.expire(), { accounts: 0, expired: '0' });
    const after = await balanced();
    assert.deepEqual(after.moves.map(({ kind, amount }) => [kind, amount]), [['expired', '-250'], ['loaded', '250']]);
  });

  await t.test('completed, an order earns on what was left to pay', async () => {
    await complete(first.id);
    await shop.as(ANNA);
    const { balance, moves } = await balanced();
    // 5,272.50 − 300.00, with 22 %: 6,066.45; less 500 bonuses, 2 %, rounded down.
    assert.deepEqual([moves[0].kind, moves[0].amount, moves[0].order], ['earned', '111', first.code]);
    assert.equal(balance, '381');
  });

  await t.test('cancelled, it gives back what it took, and earns nothing', async () => {
    await on.add('0983', 30);
    await loyal.use('300');
    const placed = await place();
    assert.equal(placed.state, 'PaymentAuthorized', JSON.stringify(placed));
    assert.equal((await balanced()).balance, '81');
    await shop.asAdmin();
    const { cancelOrder } = await shop.admin(
      'mutation($id: ID!) { cancelOrder(input: { orderId: $id, reason: "no truck" }) { __typename ... on Order { state } ... on OrderStateTransitionError { transitionError } } }',
      { id: placed.id },
    );
    assert.equal(cancelOrder.state, 'Cancelled', JSON.stringify(cancelOrder));
    const { balance, moves } = await balanced();
    assert.equal(balance, '381');
    assert.ok(moves.filter(({ order }) => order === placed.code).every(({ kind }) => ['redeemed', 'given-back'].includes(kind)));
  });

  await t.test('returned, it takes back what it earned and gives back what it took', async () => {
    await on.add('0983', 30);
    await loyal.use('100');
    const placed = await place();
    assert.equal(placed.state, 'PaymentAuthorized', JSON.stringify(placed));
    await complete(placed.id);
    const earned = (await balanced()).moves[0];
    assert.deepEqual([earned.kind, earned.order], ['earned', placed.code]);
    for (const [event, who] of [['request-return', 'olga@vega.example'], ['accept-return', undefined]]) {
      await shop.asAdmin(who);
      const fired = await on.fire(placed.id, event, 'damaged');
      assert.ok(fired.applied, `${event}: ${fired.refusal}`);
    }
    assert.equal((await balanced()).balance, '381', 'as before the order');
  });

  await t.test('spent twice: whoever comes second is told, and nothing of his is placed', async () => {
    await shop.as(ANNA);
    await on.add('0983', 30);
    await loyal.use('381');
    await on.address();
    assert.equal((await on.to('ArrangingPayment')).__typename, 'Order');
    // Meanwhile the accounting system takes a lot away.
    await shop.asAdmin();
    const lots = (await loyal.bonus()).lots;
    const rows = lots.map(({ code, amount, earned }) => `+74950000001,${code},${amount},${earned},0`);
    assert.deepEqual(await on.load('bonusLots', `phone,lot,amount,earned,left\n${rows.join('\n')}\n`), { rows: lots.length, problems: [] });
    const refused = await on.pay();
    assert.equal(refused.__typename, 'IneligiblePaymentMethodError', JSON.stringify(refused));
    assert.match(refused.eligibilityCheckerMessage, /\(quote\.changed\)|\(bonus\./);
    assert.equal((await balanced()).balance, '0');
    assert.equal((await loyal.full()).state, 'ArrangingPayment');
    await on.to('AddingItems');
    await empty();
    const back = lots.map(({ code, amount, earned, remaining }) => `+74950000001,${code},${amount},${earned},${remaining}`);
    await on.load('bonusLots', `phone,lot,amount,earned,left\n${back.join('\n')}\n`);
    assert.equal((await balanced()).balance, '381');
  });

  await t.test('bonuses and codes are nobody else\'s, and a coupon of the engine\'s is still refused', async () => {
    await shop.as('vera@nowhere.example');
    await assert.rejects(loyal.bonus(), /not currently authorized/i);
    await assert.rejects(loyal.promo('AUTUMN'), /not currently authorized/i);
    await shop.as(ANNA);
    assert.match((await loyal.promo('AUTUMN')).message, /\(comptoir\.cart\)|\(promo\./, 'an empty cart');
  });

  await t.test('a channel that gets no promotions of ours is said in the log, and the shop goes on', async () => {
    await shop.asAdmin();
    const { zones } = await shop.admin('{ zones { items { id } } }');
    const channels = shop.injector.get(ChannelService);
    const { assignToChannels } = channels;
    const { error } = Logger;
    const logged = new Promise((resolve) => { Logger.error = resolve; });
    channels.assignToChannels = (ctx, entity, ...more) => (entity.name === 'Promotion'
      ? Promise.reject(new Error('the database is away'))
      : assignToChannels.call(channels, ctx, entity, ...more));
    try {
      const { createChannel } = await shop.admin(
        'mutation($input: CreateChannelInput!) { createChannel(input: $input) { __typename } }',
        { input: {
          code: 'second', token: 'second', defaultLanguageCode: 'en', defaultCurrencyCode: 'RUB', pricesIncludeTax: false,
          defaultTaxZoneId: zones.items[0].id, defaultShippingZoneId: zones.items[0].id,
        } },
      );
      assert.equal(createChannel.__typename, 'Channel');
      assert.match(await logged, /second.*the database is away/);
    } finally {
      channels.assignToChannels = assignToChannels;
      Logger.error = error;
    }
  });
}

module.exports = { loyalty };
