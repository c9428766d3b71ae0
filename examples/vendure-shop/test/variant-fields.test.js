'use strict';
// Vendure's reading of a variant leaves out what the rules keep of it; both APIs have it all the same, wherever a variant is.

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { callsOf } = require('./queries');
const { fromPlugin, startShop } = require('./server');

const { ProductVariant, TransactionalConnection } = fromPlugin('@vendure/core');

/** With a smallest quantity and a multiple of 10, and 320 grams. */
const SKU = '0983';

const asked = [];
const silent = () => {};
const logger = {
  logQuery: (sql) => asked.push(sql),
  logQueryError: silent, logQuerySlow: silent, logSchemaBuild: silent, logMigration: silent, log: silent,
};

let shop;
let on;
before(async () => {
  shop = await startShop('office-supplies', {}, { dbConnectionOptions: { logger } }, { seeded: true });
  on = callsOf(shop);
  await on.learn();
  await shop.as('anna@romashka.example');
});
after(() => shop?.stop());

const set = (customFields) => shop.admin(
  'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { customFields { comptoirMoq comptoirReplacedBy } } }',
  { input: [{ id: on.id(SKU), customFields }] },
);

test('a cart\'s variants are read without them, and a query that asks for them has them', async () => {
  asked.length = 0;
  const { lines: [line] } = await on.add(SKU, 10);
  const read = asked.filter((sql) => /comptoirmoq/i.test(sql));
  assert.equal(read.length, 1, 'the rules themselves read them once');
  const { activeOrder } = await shop.shop(
    '{ activeOrder { lines { id productVariant { customFields { comptoirMoq comptoirMultiple comptoirWeight } } } } }');
  assert.deepEqual(activeOrder.lines, [
    { id: line.id, productVariant: { customFields: { comptoirMoq: 10, comptoirMultiple: 10, comptoirWeight: '0.320' } } },
  ]);
});

test('of a page\'s variants all are read in one query', async () => {
  asked.length = 0;
  const { products } = await shop.shop('{ products(options: { take: 50 }) { items { variants { sku customFields { comptoirMoq } } } } }');
  const variants = products.items.flatMap((product) => product.variants);
  assert.equal(variants.find(({ sku }) => sku === SKU).customFields.comptoirMoq, 10);
  assert.equal(variants.find(({ sku }) => sku === '0117').customFields.comptoirMoq, null);
  // The rules' own names are others.
  assert.equal(asked.filter((sql) => /^SELECT "variant"\."id" AS "variant_id", .*comptoirmoq/i.test(sql) && !/JOIN/.test(sql)).length, 1);
});

test('staff sort and filter by them, and see them in an order', async () => {
  const listed = async (options) => (await shop.admin(
    'query($options: ProductVariantListOptions) { productVariants(options: $options) { items { sku customFields { comptoirMultiple } } } }',
    { options },
  )).productVariants.items;
  const tens = await listed({ filter: { comptoirMultiple: { eq: 10 } }, sort: { comptoirMultiple: 'DESC' }, take: 3 });
  assert.ok(tens.some(({ sku }) => sku === SKU));
  assert.ok(tens.every(({ customFields }) => customFields.comptoirMultiple === 10));
  const [most] = await listed({ sort: { comptoirMultiple: 'DESC' }, take: 1 });
  assert.ok(most.customFields.comptoirMultiple >= 10);
  const { orders } = await shop.admin('{ orders { items { lines { productVariant { sku customFields { comptoirMoq } } } } } }');
  assert.deepEqual(orders.items.flatMap(({ lines }) => lines), [{ productVariant: { sku: SKU, customFields: { comptoirMoq: 10 } } }]);
});

test('what is changed by hand is answered at once, and what is not named stays', async () => {
  const changed = await set({ comptoirReplacedBy: '0117' });
  assert.deepEqual(changed.updateProductVariants, [{ customFields: { comptoirMoq: 10, comptoirReplacedBy: '0117' } }]);
  assert.equal((await set({ comptoirReplacedBy: null })).updateProductVariants[0].customFields.comptoirReplacedBy, null);
  // A cart goes by it from the next request on, and leaving Vendure's own fields alone leaves ours alone.
  await shop.admin(
    'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
    { input: [{ id: on.id(SKU), outOfStockThreshold: 0 }] },
  );
  assert.equal((await on.offers([SKU]))[0].moq, '10');
});

test('a file that says what is known already moves nothing', async () => {
  const variant = async () => shop.injector.get(TransactionalConnection).rawConnection.getRepository(ProductVariant)
    .findOneOrFail({ where: { sku: SKU } });
  const before = await variant();
  const text = 'sku,weight_kg,volume_m3,moq,multiple\n';
  asked.length = 0;
  assert.deepEqual(await on.load('products', `${text}${SKU},0.320,0.0009,10,10\n`), { rows: 1, problems: [] });
  assert.deepEqual(asked.filter((sql) => /^UPDATE "product_variant"/.test(sql)), []);
  assert.deepEqual((await variant()).updatedAt, before.updatedAt);
  assert.deepEqual(await on.load('products', `${text}${SKU},0.320,0.0009,20,10\n`), { rows: 1, problems: [] });
  assert.equal((await on.offers([SKU]))[0].moq, '20');
});
