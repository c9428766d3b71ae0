'use strict';
// Carts and listings go by facts that an earlier request has read, as long as nothing was written since: whoever writes, by
// whatever call, the next request knows it. What binds reads everything anew.

const assert = require('node:assert/strict');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { PLAIN } = require('../bench/pair');
const { fromPlugin, PLUGIN, seedShop, startShop, stopped } = require('./server');
const { callsOf } = require('./queries');

const { TransactionalConnection } = fromPlugin('@vendure/core');
const { Shelf } = require(path.join(PLUGIN, 'dist/rules/kept-facts'));

const EMAILS = ['anna@romashka.example', 'boris@lotos.example', 'viktor@severstroy.example'];
const [SKU, OTHER] = PLAIN;

const asked = [];
const silent = () => {};
const logger = {
  logQuery: (sql) => asked.push(sql),
  logQueryError: silent, logQuerySlow: silent, logSchemaBuild: silent, logMigration: silent, log: silent,
};

let shop;
let on;
let connection;
before(async () => {
  shop = await startShop('kept', { policy: path.join(__dirname, 'policies/loyalty.toml') }, { dbConnectionOptions: { logger } });
  await seedShop(shop);
  on = callsOf(shop);
  await on.learn();
  await shop.as('anna@romashka.example');
  connection = shop.injector.get(TransactionalConnection).rawConnection;
}, { timeout: 600_000 });
after(() => stopped(shop));

/** How a variant is listed, for whoever `ask`s. */
async function listed(sku, ask = shop.shop) {
  const { products } = await ask('{ products(options: { take: 100 }) { items { variants { id sku price priceWithTax stockLevel } } } }');
  return products.items.flatMap(({ variants }) => variants).find((variant) => variant.sku === sku);
}

/** Statements on the plugin's own tables. */
async function own(work) {
  asked.length = 0;
  await work();
  return asked.filter((sql) => /"comptoir_\w+"/.test(sql));
}

const load = async (table, csv) => assert.deepEqual((await on.load(table, csv)).problems, []);
const update = (input) => shop.admin(
  'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }', { input: [{ id: on.id(SKU), ...input }] },
);

test('what was read once is read again where something was written, and not before', async () => {
  assert.equal((await on.add(SKU, 1)).__typename, 'Order');
  assert.equal((await on.add(OTHER, 1)).__typename, 'Order');
  await listed(SKU);
  for (const work of [() => on.add(SKU, 1), () => listed(SKU), () => on.cart()]) {
    const statements = await own(work);
    assert.equal(statements.length, 1, statements.join('\n'));
    assert.match(statements[0], /"comptoir_change"/);
  }
  await load('companies', 'code,name,tax_id\nromashka,Romashka LLC,7707083893\n');
  // Nothing of it is another one, and nothing is written.
  assert.equal((await own(() => on.cart())).length, 1);
  await load('companies', 'code,name,tax_id\nromashka,Romashka & Co,7707083893\n');
  assert.ok((await own(() => on.cart())).length > 5);
  assert.equal((await own(() => on.cart())).length, 1);
});

test('a price that is loaded counts from the next request on', async () => {
  const { price } = await listed(SKU);
  const [line] = (await on.order()).lines.filter(({ productVariant }) => productVariant.sku === SKU);
  await load('prices', `sku,price_list,from,price\n${SKU},wholesale,1,77.00\n`);
  const now = await listed(SKU);
  assert.notEqual(now.price, price);
  const added = await on.adjust(line.id, line.quantity + 1);
  assert.equal(added.lines.find(({ id }) => id === line.id).unitPrice, now.price);
});

test('a turnover, a contract and a level that are loaded count from the next request on', async () => {
  const { price } = await listed(SKU);
  await load('contracts', 'code,company,terms,currency,default,discount\nromashka-prepaid,romashka,prepaid,RUB,true,10\n');
  assert.ok((await listed(SKU)).price < price);
  await load('contracts', 'code,company,terms,currency,default,discount\nromashka-prepaid,romashka,prepaid,RUB,true,\n');
  assert.equal((await listed(SKU)).price, price);
  await load('turnover', 'company,month,shipped\nromashka,2026-10,100.00\n');
  assert.notEqual((await listed(SKU)).price, price);
  await load('employees', 'email,outlet,suspended\nanna@romashka.example,anna,true\n');
  const refused = await on.add(SKU, 1);
  assert.match(refused.interceptorError, /access\.suspended/);
  await load('employees', 'email,outlet,suspended\nanna@romashka.example,anna,false\n');
  assert.equal((await on.add(SKU, 1)).__typename, 'Order');
});

test('what Vendure itself writes counts from the next request on', async () => {
  const { stockLevel } = await listed(SKU);
  await update({ stockOnHand: 2 });
  assert.equal((await listed(SKU)).stockLevel, '2');
  await update({ stockOnHand: 190 });
  assert.equal((await listed(SKU)).stockLevel, stockLevel);
  // What Vendure keeps back, of this variant and of all.
  await update({ useGlobalOutOfStockThreshold: false, outOfStockThreshold: 187 });
  assert.equal((await listed(SKU)).stockLevel, '3');
  await update({ useGlobalOutOfStockThreshold: true });
  await shop.admin('mutation { updateGlobalSettings(input: { outOfStockThreshold: 189 }) { ... on GlobalSettings { id } } }');
  assert.equal((await listed(SKU)).stockLevel, '1');
  await shop.admin('mutation { updateGlobalSettings(input: { outOfStockThreshold: 0 }) { ... on GlobalSettings { id } } }');
  assert.equal((await listed(SKU)).stockLevel, stockLevel);
  // Its own fields, and those of ours that it keeps.
  await update({ customFields: { comptoirMoq: 4 } });
  assert.equal((await on.offers([SKU]))[0].moq, '4');
  await update({ customFields: { comptoirMoq: null } });
  assert.equal((await on.offers([SKU]))[0].moq, null);
});

test('a tax category, a disabled variant and a price of the channel count from the next request on', async () => {
  const { taxCategories } = await shop.admin('{ taxCategories { items { id name } } }');
  const id = (name) => taxCategories.items.find((one) => one.name === name).id;
  const tax = async () => {
    const { lines } = await on.add(SKU, 1);
    const { unitPrice, unitPriceWithTax } = lines.find(({ productVariant }) => productVariant.sku === SKU);
    return Math.round((100 * (unitPriceWithTax - unitPrice)) / unitPrice);
  };
  assert.equal(await tax(), 22);
  await update({ taxCategoryId: id('reduced') });
  assert.equal(await tax(), 10);
  await update({ taxCategoryId: id('standard') });
  assert.equal(await tax(), 22);
  await update({ enabled: false });
  await assert.rejects(() => on.add(SKU, 1));
  assert.deepEqual(await on.offers([SKU]), []);
  await update({ enabled: true });
  assert.equal((await on.add(SKU, 1)).__typename, 'Order');
  // Without a loaded price it is the channel's that counts.
  await connection.getRepository('PriceRow').delete({ sku: SKU });
  await update({ prices: [{ currencyCode: 'RUB', price: 12_300 }] });
  const { price } = await listed(SKU);
  await update({ prices: [{ currencyCode: 'RUB', price: 24_600 }] });
  assert.equal((await listed(SKU)).price, 2 * price);
  await load('prices', `sku,price_list,from,price\n${SKU},wholesale,1,77.00\n`);
  assert.notEqual((await listed(SKU)).price, 2 * price);
});

test('whoever moves to another company, or is none of a company any more, is so from the next request on', async () => {
  const { price } = await listed(SKU);
  await load('employees', 'email,outlet\nanna@romashka.example,viktor\n');
  const moved = await listed(SKU);
  assert.notEqual(moved.price, price);
  assert.equal(moved.price, (await listed(SKU, await shop.shopper('viktor@severstroy.example'))).price);
  await load('employees', 'email,outlet\nanna@romashka.example,anna\n');
  assert.equal((await listed(SKU)).price, price);
  const { customers } = await shop.admin('{ customers(options: { filter: { emailAddress: { eq: "anna@romashka.example" } } }) { items { id } } }');
  const rename = (emailAddress) => shop.admin(
    'mutation($input: UpdateCustomerInput!) { updateCustomer(input: $input) { __typename } }',
    { input: { id: customers.items[0].id, emailAddress } },
  );
  await rename('anna@elsewhere.example');
  assert.equal(await on.cart().catch(() => null), null);
  await rename('anna@romashka.example');
  assert.equal((await listed(SKU)).price, price);
});

test('what a transaction wrote and took back is nobody\'s', async () => {
  const { price } = await listed(SKU);
  const rows = connection.getRepository('PriceRow');
  const seen = [];
  await assert.rejects(() => connection.transaction(async (manager) => {
    await manager.getRepository('PriceRow').update({ sku: SKU, fromQuantity: '1' }, { amount: '11.00' });
    // SQLite has one connection for all: whoever asks meanwhile reads what is written here.
    seen.push((await listed(SKU)).price);
    throw new Error('taken back');
  }), /taken back/);
  assert.equal((await rows.findOneBy({ sku: SKU, fromQuantity: '1' })).amount, '77.00');
  assert.notEqual(seen[0], price);
  assert.equal((await listed(SKU)).price, price);
  // The next one to write brings the tables to the state that the other one was in.
  await load('prices', `sku,price_list,from,price\n${OTHER},wholesale,1,55.00\n`);
  assert.equal((await listed(SKU)).price, price);
});

test('clients who ask in turns and at once are each answered what is theirs', async () => {
  const asks = new Map();
  for (const email of EMAILS) asks.set(email, await shop.shopper(email));
  const skus = PLAIN.slice(0, 12);
  const alone = new Map();
  for (const [email, ask] of asks) {
    const offers = await callsOf({ shop: ask, admin: shop.admin }).offers(skus);
    alone.set(email, offers.map(({ sku, net, visible }) => [sku, Math.round(Number(net) * 100), visible]));
  }
  assert.equal(new Set([...alone.values()].map((offers) => JSON.stringify(offers))).size, EMAILS.length);
  const page = async (ask) => {
    const { products } = await ask('{ products(options: { take: 100 }) { items { variants { sku price stockLevel } } } }');
    const all = new Map(products.items.flatMap(({ variants }) => variants).map((variant) => [variant.sku, variant]));
    return skus.filter((sku) => all.has(sku)).map((sku) => [sku, all.get(sku).price, all.get(sku).stockLevel]);
  };
  for (let turn = 0; turn < 4; turn += 1) {
    const pages = await Promise.all([...asks].map(async ([email, ask]) => [email, await page(ask)]));
    for (const [email, offers] of pages) {
      assert.ok(offers.length > 5);
      const expected = alone.get(email).filter(([sku]) => offers.some(([listedSku]) => listedSku === sku));
      assert.deepEqual(offers, expected, `${email}, turn ${turn}`);
    }
  }
  // Who is no client is shown nothing of theirs.
  const visitor = shop.asker(shop.visitor());
  const all = new Set([...alone.values()].flat().map(([, net]) => net));
  assert.ok(!all.has((await listed(SKU, visitor)).price));
});

test('what binds does not go by what is kept: a price that nobody heard of refuses placing', async () => {
  const boris = await shop.shopper('boris@lotos.example');
  const his = callsOf({ shop: boris, admin: shop.admin });
  await his.learn();
  const sku = '3001';
  // All that he is shown of each, until it is an order.
  let order;
  for (const { sku: of, visible } of await his.offers([sku, ...PLAIN.slice(2, 40)])) {
    if (order?.subTotalWithTax > 600_000) break;
    order = await his.add(of, Number(visible));
    assert.equal(order.__typename, 'Order', `${of}: ${JSON.stringify(order)}`);
  }
  assert.equal((await his.address()).__typename, 'Order');
  assert.equal((await his.to('ArrangingPayment')).__typename, 'Order');
  // By SQL, past Vendure and the plugin.
  await connection.query(`UPDATE comptoir_price_row SET amount = '999.00' WHERE sku = '${sku}'`);
  const before = await listed(sku, boris);
  assert.ok(before.price < 99_900);
  const refused = await his.pay();
  assert.equal(refused.errorCode, 'INELIGIBLE_PAYMENT_METHOD_ERROR', JSON.stringify(refused));
  // Whoever writes by SQL says so by SQL.
  await connection.query("INSERT INTO comptoir_change (kind) VALUES ('goods')");
  assert.notEqual((await listed(sku, boris)).price, before.price);
});

test('what is sold in which channel counts from the next request on', async () => {
  const { stockLevel } = await listed(SKU);
  assert.notEqual(stockLevel, '0');
  const { activeChannel } = await shop.admin('{ activeChannel { id } }');
  const [{ id }] = await connection.getRepository('StockLocation').find();
  const channel = activeChannel.id.replace('T_', '');
  const pairs = () => connection.createQueryBuilder().relation('StockLocation', 'channels').of(id);
  await pairs().remove(channel);
  assert.equal((await listed(SKU)).stockLevel, '0');
  await pairs().add(channel);
  assert.equal((await listed(SKU)).stockLevel, stockLevel);
});

test('what is kept is bounded, and what was asked for lately stays', () => {
  const shelf = new Shelf(100);
  for (let at = 0; at < 10_000; at += 1) {
    shelf.set(`key ${at}`, at);
    shelf.get('key 0');
    assert.ok(shelf.size <= 100);
  }
  assert.equal(shelf.get('key 0'), 0);
  assert.equal(shelf.get('key 9999'), 9999);
  assert.equal(shelf.get('key 5000'), undefined);
});

test('rows that say what was written are taken out from the oldest on', async () => {
  const rows = connection.getRepository('Change');
  const { price } = await listed(SKU);
  await connection.query(`INSERT INTO comptoir_change (kind) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
    SELECT 'orders' FROM n`);
  assert.equal((await listed(SKU)).price, price);
  for (let turn = 0; turn < 50 && (await rows.count()) > 300; turn += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok((await rows.count()) <= 300);
  assert.equal((await listed(SKU)).price, price);
  await load('prices', `sku,price_list,from,price\n${SKU},wholesale,1,88.00\n`);
  assert.notEqual((await listed(SKU)).price, price);
});
