'use strict';
// What a client must not see is in none of Vendure's own lists, pages and searches, and its id is nobody's.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { fromPlugin, startShop, stopped } = require('./server');
const { callsOf } = require('./queries');

const { DefaultSearchPlugin } = fromPlugin('@vendure/core');

const POLICY = `${fs.readFileSync(path.join(__dirname, 'policies/loyalty.toml'), 'utf8').replace('confirmed_by = "rep"', 'confirmed_by = "auto"')}
[catalogue]
visitors_see = ["calendars"]
clients_see = ["calendars", "paper"]

[[catalogue.profile]]
id = "school"
sees = ["paper", "pens"]

[[catalogue.profile]]
id = "partner"
sees = "all"
`;

/** 0983 hangs on the wall, 05512 is written on, 5512 is in no category. */
const PRODUCTS = 'sku,categories\n0983,calendars\n0117,calendars\n05512,"paper, school"\n3001,pens\n';

let shop;
let on;
before(async () => {
  shop = await startShop('pages', { policy: { name: 'policy.toml', text: POLICY } }, { plugins: [DefaultSearchPlugin.init({ bufferUpdates: false })] }, { seeded: true });
  on = callsOf(shop);
  await on.learn();
  assert.deepEqual((await on.load('products', PRODUCTS)).problems, []);
  const profiles = 'code,name,tax_id,profiles\nlotos,Lotos LLC,7728168971,school\nseverstroy,Severstroy JSC,7736050003,partner\n';
  assert.deepEqual((await on.load('companies', profiles)).problems, []);
  await shop.admin('mutation { reindex { id } }');
  await until(async () => (await shop.admin('{ search(input: { take: 1 }) { totalItems } }')).search.totalItems >= 120);
}, { timeout: 600_000 });
after(() => stopped(shop));

async function until(done) {
  for (let turn = 0; turn < 120; turn += 1) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  assert.fail('it never came');
}

/** Every way to a product that the shop API has. */
async function seen(skus) {
  const found = {};
  const { products } = await shop.shop('{ products(options: { take: 100 }) { totalItems items { slug variants { sku } } } }');
  assert.equal(products.totalItems > 100 ? 100 : products.totalItems, products.items.length, 'totals count what is seen');
  const { search } = await shop.shop('{ search(input: { take: 100, groupByProduct: false }) { totalItems items { sku } } }');
  assert.equal(Math.min(100, search.totalItems), search.items.length);
  const { search: few } = await shop.shop('{ search(input: { take: 1, skip: 1, groupByProduct: true }) { totalItems } }');
  assert.equal(few.totalItems, search.totalItems, 'an article has one variant here');
  assert.equal(search.items.length, products.items.length, 'the search finds what is seen too');
  for (const sku of skus) {
    const term = (await shop.shop('query($term: String!) { search(input: { term: $term, groupByProduct: false }) { items { sku } } }', { term: sku })).search;
    const { product } = await shop.shop('query($slug: String!) { product(slug: $slug) { id variants { sku } } }', { slug: `p-${sku}` });
    found[sku] = [
      products.totalItems > 100 || products.items.some(({ slug }) => slug === `p-${sku}`),
      term.items.some((item) => item.sku === sku),
      product !== null,
    ];
  }
  return found;
}

const YES = [true, true, true];
const NO = [false, false, false];
const SKUS = ['0983', '05512', '3001', '5512'];

test('clients of different profiles have different shops; visitors have theirs', async () => {
  await shop.shopClient.asAnonymousUser();
  assert.deepEqual(await seen(SKUS), { '0983': YES, '05512': NO, 3001: NO, 5512: NO }, 'a visitor');
  await shop.as('anna@romashka.example');
  assert.deepEqual(await seen(SKUS), { '0983': YES, '05512': YES, 3001: NO, 5512: NO }, 'no profile');
  await shop.as('boris@lotos.example');
  assert.deepEqual(await seen(SKUS), { '0983': NO, '05512': YES, 3001: YES, 5512: NO }, 'a school');
  await shop.as('viktor@severstroy.example');
  assert.deepEqual(await seen(SKUS), { '0983': YES, '05512': YES, 3001: YES, 5512: YES }, 'a partner');
});

test('a hidden article answers as one that never was', async () => {
  await shop.as('anna@romashka.example');
  const words = async (id) => {
    try {
      return await shop.shop('mutation($id: ID!) { addItemToOrder(productVariantId: $id, quantity: 1) { __typename ... on ErrorResult { errorCode message } } }', { id });
    } catch (error) {
      return error.message.replaceAll(id, 'ID').replaceAll(id.replace('T_', ''), 'ID');
    }
  };
  assert.equal(await words(on.id('5512')), await words('T_999999'));
  assert.match(await words('T_999999'), /ID/);
  const product = async (id) => (await shop.shop('query($id: ID!) { product(id: $id) { slug } }', { id })).product;
  const { productVariants } = await shop.admin('{ productVariants(options: { filter: { sku: { eq: "5512" } } }) { items { product { id } } } }');
  assert.equal(await product(productVariants.items[0].product.id), null);
  assert.deepEqual(await on.offers(['5512', '05512']).then((offers) => offers.map(({ sku }) => sku)), ['05512']);
});

test('staff see all of it, and who is given more sees more at once', async () => {
  const all = await shop.admin('{ products { totalItems } search(input: {}) { totalItems } }');
  assert.equal(all.products.totalItems, 120);
  await shop.as('anna@romashka.example');
  const before = (await shop.shop('{ products { totalItems } }')).products.totalItems;
  assert.deepEqual((await on.load('companies', 'code,name,tax_id,profiles\nromashka,Romashka LLC,7707083893,partner\n')).problems, []);
  assert.equal((await shop.shop('{ products { totalItems } }')).products.totalItems, 120);
  assert.ok(before < 120);
  // What he put into the cart then, he may take out of it when it is hidden again.
  assert.equal((await on.add('5512', 1)).__typename, 'Order');
  assert.deepEqual((await on.load('companies', 'code,name,tax_id,profiles\nromashka,Romashka LLC,7707083893,school\n')).problems, []);
  const order = await on.order();
  assert.equal(order.lines.length, 1);
  await on.address();
  const refused = await on.to('ArrangingPayment');
  assert.equal(refused.__typename, 'OrderStateTransitionError', JSON.stringify(refused));
  const emptied = await on.remove(order.lines[0].id);
  assert.equal(emptied.__typename, 'Order', JSON.stringify(emptied));
  assert.equal(emptied.lines.length, 0);
});

test('a search tells a client his own prices, and what he pays goes into no index', async () => {
  const found = async (ask, sku, groupByProduct) => {
    const { search } = await ask(
      `query($term: String!, $grouped: Boolean!) { search(input: { term: $term, groupByProduct: $grouped }) {
        items { sku price { ... on SinglePrice { value } ... on PriceRange { min max } }
          priceWithTax { ... on SinglePrice { value } ... on PriceRange { min max } } } } }`,
      { term: sku, grouped: groupByProduct },
    );
    const { price, priceWithTax } = search.items.find((item) => item.sku === sku);
    return [price, priceWithTax];
  };
  const indexed = await found(shop.admin, '3001', false);
  await shop.as('anna@romashka.example');
  const [{ net }] = await on.offers(['3001']);
  const his = Math.round(Number(net) * 100);
  assert.notEqual(indexed[0].value, his, 'he has a price of his own');
  const own = await found(shop.shop, '3001', false);
  assert.equal(own[0].value, his);
  assert.ok(own[1].value > his, 'with tax');
  assert.deepEqual((await found(shop.shop, '3001', true))[0], { min: his, max: his });

  // Placed, its goods are set aside at once, and Vendure writes the index anew with the buyer's own context.
  assert.equal((await on.add('3001', 40)).__typename, 'Order');
  await on.address();
  const arranging = await on.to('ArrangingPayment');
  assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
  assert.equal((await on.pay()).state, 'PaymentAuthorized');
  const { jobs } = await shop.admin('{ jobs(options: { take: 1 }) { totalItems } }');
  assert.ok(jobs.totalItems > 0);
  await until(async () => (await shop.admin(
    '{ jobs(options: { filter: { isSettled: { eq: false } } }) { totalItems } }')).jobs.totalItems === 0);
  assert.deepEqual(await found(shop.admin, '3001', false), indexed);
});

test('what staff keep of an article is theirs', async () => {
  for (const field of ['comptoirCategories', 'comptoirReplacedBy', 'comptoirNextBatch']) {
    await assert.rejects(
      shop.shop(`{ product(slug: "p-3001") { variants { customFields { ${field} } } } }`), new RegExp(field),
    );
  }
});
