'use strict';
// What the rules are told, from tables and from Vendure's own: what is refused, and what counts in which month, currency and stock.

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { fromPlugin, later, plugin, startShop, stopped } = require('./server');
const { callsOf } = require('./queries');

const { TransactionalConnection } = fromPlugin('@vendure/core');

const ANNA = 'anna@romashka.example';

let shop;
let on;
before(async () => {
  shop = await startShop('office-supplies', {}, {}, { seeded: true });
  on = callsOf(shop);
  await on.learn();
}, { timeout: 600_000 });
after(() => stopped(shop));

async function empty() {
  const order = await on.order();
  for (const { id } of order?.lines ?? []) await on.remove(id);
}

test('tables load as a whole or not at all', async () => {
  await shop.asAdmin();
  const bad = await on.load('prices', 'sku,price_list,from,price\n3001,wholesale,1,199.00\n3001,nowhere,1,1.00\n3001,wholesale,x,1.00\n');
  assert.equal(bad.rows, 0);
  assert.deepEqual(bad.problems.map(({ line }) => line), [3, 4]);
  assert.match(bad.problems[0].message, /no price list `nowhere`/);
  const wrong = await on.load('prices', 'sku,list,from,price\n');
  assert.match(wrong.problems.map(({ message }) => message).join(), /no column `list`.*`price_list` is missing/);
  await shop.as('boris@lotos.example');
  assert.equal((await on.offers(['3001']))[0].listPrice, '196.00', 'nothing was written');
});

test('a value that no decision can read is told by line, and closes nothing', async () => {
  await shop.asAdmin();
  const problem = async (table, csv, expected) => {
    const { rows, problems } = await on.load(table, csv);
    assert.equal(rows, 0, csv);
    assert.match(problems.map(({ line, message }) => `${line}: ${message}`).join(), expected);
  };
  await problem('employees', `email,outlet,effective_from\n${ANNA},anna,31.12.2099\n`, /^2: `effective_from`.*expected a moment/);
  await problem('employees', `email,outlet,effective_from\n${ANNA},anna,2099-02-30T10:00Z\n`, /^2: .*expected a moment/);
  await problem('priceLists', 'code,currency,valid_until\nwholesale,RUB,2026-02-30\n', /^2: `valid_until`.*expected a day/);
  await problem('turnover', 'company,month,shipped\nlotos,2026-13,1.00\n', /^2: `month`.*expected a month/);
  await problem('limits', 'company,currency,amount\nlotos,RUB,1.00\nlotos,USD,1.00\nlotos,RUB,2.00\n', /^4: .*as in line 2/);
  await problem('employees', 'email,outlet\nnew@lotos.example,boris\nNEW@lotos.example,boris\n', /^3: `email`: as in line 2/);
  const set = (customFields) => shop.admin(
    'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
    { input: [{ id: on.id('3001'), customFields }] },
  );
  await assert.rejects(set({ comptoirWeight: '1,5' }), /1,5.*expected a number/);
  await assert.rejects(set({ comptoirNextBatch: 'soon' }), /soon.*expected a day/);
  await assert.rejects(set({ comptoirMoq: 0 }), /comptoirMoq/);
  await set({ comptoirWeight: '1.5', comptoirNextBatch: '2026-12-01' });
  await shop.as('boris@lotos.example');
  assert.equal((await on.offers(['3001'])).length, 1);
});

test('a company has a limit in each currency', async () => {
  const { CreditLimit } = plugin();
  await shop.asAdmin();
  for (const row of ['RUB,1000000.00', 'USD,50.00', 'RUB,2000000.00']) {
    assert.deepEqual(await on.load('limits', `company,currency,amount\nlotos,${row}\n`), { rows: 1, problems: [] });
  }
  const kept = await shop.server.app.get(TransactionalConnection).rawConnection.getRepository(CreditLimit)
    .find({ where: { company: { code: 'lotos' } }, order: { currency: 'ASC' } });
  assert.deepEqual(kept.map(({ currency, amount }) => [currency, amount]), [['RUB', '2000000.00'], ['USD', '50.00']]);
});

test('months that were bought in are those of the shop, from its midnight on', async () => {
  await shop.asAdmin();
  assert.deepEqual((await on.load('bought', 'company,sku,month,quantity\nlotos,1204,2026-11,900\n')).problems, []);
  await shop.as('boris@lotos.example');
  const visible = async (hours) => {
    later(hours * 3600_000);
    const [offer] = await on.offers(['1204']);
    later(0);
    return offer.visible;
  };
  const before = await visible(0);
  // From the 20th, 12:00, to the 1st of December: 00:30 there, and the 30th of November still in UTC.
  const [night, noon] = [await visible(10 * 24 + 12.5), await visible(11 * 24)];
  assert.equal(night, noon);
  assert.notEqual(night, before);
});

test('stock that Vendure does not count, or keeps back, is what the rules are told of', async () => {
  const set = (sku, input) => shop.admin(
    'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
    { input: [{ id: on.id(sku), ...input }] },
  );
  await shop.asAdmin();
  await set('0117', { trackInventory: 'FALSE', stockOnHand: 0 });
  await shop.as('boris@lotos.example');
  const [uncounted] = await on.offers(['0117']);
  assert.ok(Number(uncounted.visible) > 0, JSON.stringify(uncounted));
  const order = await on.add('0117', 1);
  assert.equal(order.__typename, 'Order', JSON.stringify(order));
  const beyond = await on.adjust(order.lines[0].id, Number(uncounted.visible) + 1);
  assert.equal(beyond.__typename, 'OrderInterceptorError', 'no more than he is shown');
  await empty();

  const [{ visible }] = await on.offers(['9001']);
  await set('9001', { useGlobalOutOfStockThreshold: false, outOfStockThreshold: 2 });
  const [kept] = await on.offers(['9001']);
  assert.ok(Number(kept.visible) > 0 && Number(kept.visible) <= Number(visible));
  assert.equal((await on.add('9001', Number(kept.visible))).__typename, 'Order', 'all that is shown is given');
  await empty();
  const { stockLevels: [{ stockOnHand, stockAllocated }] } = (await shop.admin(
    'query($id: ID!) { productVariant(id: $id) { stockLevels { stockOnHand stockAllocated } } }', { id: on.id('9001') },
  )).productVariant;
  await set('9001', { outOfStockThreshold: stockOnHand - stockAllocated });
  assert.equal((await on.offers(['9001']))[0].visible, '0', 'all of it is kept back');
  await set('9001', { outOfStockThreshold: 0 });
});

test('an article whose variant was deleted is the one that bears it now; a price counts in its own currency', async () => {
  await shop.asAdmin();
  await shop.admin('mutation($id: ID!) { deleteProductVariant(id: $id) { result } }', { id: on.id('7001') });
  const { createProduct } = await shop.admin(
    'mutation($input: CreateProductInput!) { createProduct(input: $input) { id } }',
    { input: { enabled: true, translations: [{ languageCode: 'en', name: 'again', slug: 'again', description: '' }] } },
  );
  const { createProductVariants: [again] } = await shop.admin(
    'mutation($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id } }',
    { input: [{
      productId: createProduct.id, sku: '7001', price: 1000, stockOnHand: 100, translations: [{ languageCode: 'en', name: 'again' }],
    }] },
  );
  assert.deepEqual(await on.load('products', 'sku,moq\n7001,3\n'), { rows: 1, problems: [] });
  const { productVariant } = await shop.admin(
    'query($id: ID!) { productVariant(id: $id) { customFields { comptoirMoq } } }', { id: again.id });
  assert.equal(productVariant.customFields.comptoirMoq, 3);
  await shop.as('boris@lotos.example');
  const [offer] = await on.offers(['7001']);
  assert.deepEqual([offer.productVariantId, offer.moq], [again.id, '3']);

  // No list has this one: Vendure's own price counts, where it is of the list's currency.
  await shop.admin(
    'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
    { input: [{ id: again.id, sku: 'NEW-1' }] },
  );
  assert.equal((await on.offers(['NEW-1']))[0].net, '10.00');
  const { activeChannel } = await shop.admin('{ activeChannel { id } }');
  const channel = (input) => shop.admin(
    'mutation($input: UpdateChannelInput!) { updateChannel(input: $input) { ... on Channel { id } ... on ErrorResult { message } } }',
    { input: { id: activeChannel.id, ...input } },
  );
  await channel({ pricesIncludeTax: true });
  assert.equal((await on.offers(['NEW-1']))[0].net, null, 'what has tax in it is not taxed again');
  await channel({ pricesIncludeTax: false, availableCurrencyCodes: ['RUB', 'USD'] });
  await shop.admin(
    'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
    { input: [{ id: again.id, prices: [{ currencyCode: 'USD', price: 500 }] }] },
  );
  const { b2bOffers } = await shop.shop('{ b2bOffers(skus: ["NEW-1"]) { net } }', {}, { currencyCode: 'USD' });
  assert.deepEqual(b2bOffers.map(({ net }) => net), [null], '5.00 dollars are not 5.00 roubles');
});
