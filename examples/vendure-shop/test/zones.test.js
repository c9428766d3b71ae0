'use strict';
// A restaurant's bonuses, as published: what may be redeemed goes by delivery and zone. Policy `delivery-loyalty`.

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { seedPayment, seedPeople } = require('../seed');
const { startShop, stopped } = require('./server');
const { callsOf } = require('./queries');
const { loyaltyCallsOf } = require('./stories/loyalty-calls');

const ANNA = 'anna@romashka.example';
const minor = (decimal) => Math.round(Number(decimal) * 100);

let shop;
let on;
let loyal;
const methods = {};
before(async () => {
  shop = await startShop('delivery-loyalty');
  await seedPayment(shop.admin);
  await seedPeople(shop.admin);
  on = callsOf(shop);
  loyal = loyaltyCallsOf(shop);
  await on.learn();
  for (const [table, csv] of [
    ['companies', 'code,name\nromashka,Romashka'],
    ['outlets', 'account,company,name,city\nanna,romashka,Anna,Vladimir'],
    ['employees', `email,outlet\n${ANNA},anna`],
    ['contracts', 'code,company,terms,currency,default\nguest,romashka,guest,RUB,true'],
    ['priceLists', 'code,currency\nmenu,RUB'],
    ['prices', 'sku,price_list,from,price\n0117,menu,1,1.00\n3001,menu,1,100.00\n3002,menu,1,200.00'],
    ['products', 'sku,categories\n0117,drinks\n3001,kitchen\n3002,business-lunch'],
    ['bonusAccounts', 'phone,turnover\n+79000000001,0'],
    ['bonusMembers', 'outlet,phone\nanna,+79000000001'],
    ['bonusOrders', 'phone,order,day,channel\n+79000000001,L1,2026-10-01,site'],
    ['bonusLots', 'phone,lot,amount,earned\n+79000000001,L1,1000,2026-10-01'],
  ]) {
    const { problems } = await on.load(table, csv);
    assert.deepEqual(problems, [], table);
  }
  for (const code of ['pickup', 'courier', 'cafe']) {
    const { createShippingMethod } = await shop.admin(
      'mutation($input: CreateShippingMethodInput!) { createShippingMethod(input: $input) { id } }',
      { input: {
        code, fulfillmentHandler: 'manual-fulfillment',
        checker: { code: 'comptoir-may-ship', arguments: [{ name: 'method', value: code }] },
        calculator: { code: 'default-shipping-calculator', arguments: [
          { name: 'rate', value: '0' }, { name: 'includesTax', value: 'auto' }, { name: 'taxRate', value: '0' }] },
        translations: [{ languageCode: 'en', name: code, description: '' }],
      } },
    );
    methods[code] = createShippingMethod.id;
  }
}, { timeout: 600_000 });
after(() => stopped(shop));

async function by(method, city = 'Vladimir') {
  await shop.shop(
    'mutation($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { __typename } }',
    { input: { fullName: 'Anna', streetLine1: 'Lenina 12', city, countryCode: 'RU' } },
  );
  const { setOrderShippingMethod: set } = await shop.shop(
    'mutation($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { __typename ... on ErrorResult { message } } }',
    { ids: [methods[method]] },
  );
  assert.equal(set.__typename, 'Order', JSON.stringify(set));
}

/** Brings the cart to `goods`, of lines at 100.00 and 1.00. Never empty: the engine would forget the way of delivery. */
async function at(goods) {
  for (const [sku, quantity] of [['3001', Math.floor(goods / 100)], ['0117', goods % 100], ['3002', 0]]) {
    const line = (await loyal.full())?.lines.find(({ productVariant }) => productVariant.sku === sku);
    if (line && quantity === 0) await on.remove(line.id);
    else if (line) await on.adjust(line.id, quantity);
    else if (quantity > 0) await on.add(sku, quantity);
  }
  assert.equal((await loyal.full()).lines.reduce((sum, { linePrice }) => sum + linePrice, 0), goods * 100);
}

async function outcome() {
  const [order, cart] = [await loyal.full(), await loyal.decided()];
  const redeemed = order.surcharges.reduce((sum, { priceWithTax }) => sum - priceWithTax, 0) / 100;
  assert.equal(redeemed, Number(cart.bonus.redeemed));
  assert.equal(order.totalWithTax, minor(cart.payable));
  return [redeemed, Number(cart.bonus.accrues)];
}

test('nothing is redeemed before delivery is chosen, then it goes by the way of delivery', async () => {
  await shop.as(ANNA);
  await at(600);
  assert.match((await loyal.use('max')).message, /\(bonus\.delivery\)/);
  await by('pickup');
  assert.equal((await loyal.use('max')).__typename, 'Order');
  assert.deepEqual(await outcome(), [120, 48], 'pickup: a fifth; 10 % of 480');
  await by('courier');
  assert.deepEqual(await outcome(), [100, 15], 'delivery: 500.00 must be left; 3 %');
  for (const [goods, redeemed] of [[625, 125], [624, 124], [801, 160]]) {
    await at(goods);
    assert.equal((await outcome())[0], redeemed, `of ${goods}`);
  }
});

test('a pickup of exactly 500 takes the low rate', async () => {
  await loyal.use(null);
  await by('pickup');
  await at(500);
  assert.deepEqual(await outcome(), [0, 15]);
  await at(501);
  assert.deepEqual(await outcome(), [0, 50]);
});

test('the business lunch redeems nothing where it is eaten, and all it may where it is picked up', async () => {
  await at(800);
  await on.add('3002', 1);
  assert.equal((await loyal.use('max')).__typename, 'Order');
  assert.deepEqual(await outcome(), [200, 80]);
  await by('cafe');
  assert.deepEqual(await outcome(), [0, 30]);
});

test('placed with bonuses and delivery, the order costs what the decision says', async () => {
  await at(600);
  await by('courier');
  assert.deepEqual(await outcome(), [100, 15]);
  const arranging = await on.to('ArrangingPayment');
  assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
  const placed = await on.pay();
  assert.equal(placed.state, 'PaymentAuthorized', JSON.stringify(placed));
  assert.equal(placed.totalWithTax, 50000);
  assert.equal((await loyal.bonus()).balance, '900');
});
