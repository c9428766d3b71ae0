'use strict';
// Order files as clients send them: long ones, and ones that ask for more than the shop takes; and who else asks for more than there is.

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { plugin, startShop, stopped } = require('./server');
const { callsOf, ORDER } = require('./queries');
const { workbook } = require('./workbook');

const ANNA = 'anna@romashka.example';

let shop;
let on;
before(async () => {
  shop = await startShop('office-supplies', {}, { orderOptions: { orderItemsLimit: 100 } }, { seeded: true });
  on = callsOf(shop);
  await on.learn();
  await shop.as(ANNA);
}, { timeout: 600_000 });
after(() => stopped(shop));

const HEAD = ['sku', 'quantity'];
const csv = (rows) => [HEAD, ...rows].map((row) => row.join(',')).join('\n');

/** An upload's whole answer, errors and all. */
async function posted(name, content, languageCode = 'en') {
  const body = new FormData();
  body.append('operations', JSON.stringify({
    query: `mutation($file: Upload!) { uploadB2bOrderFile(file: $file) {
      rows { row article outcome sku quantity texts codes } order { ${ORDER} } } }`,
    variables: { file: null },
  }));
  body.append('map', '{"0":["variables.file"]}');
  body.append('0', new Blob([content]), name);
  const response = await fetch(`http://localhost:${shop.port}/shop-api?languageCode=${languageCode}`, {
    method: 'POST', body,
    headers: { authorization: `Bearer ${shop.shopClient.getAuthToken()}`, 'apollo-require-preflight': 'true' },
  });
  return response.json();
}

async function upload(name, content) {
  const { data, errors } = await posted(name, content);
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data.uploadB2bOrderFile;
}

async function empty() {
  for (const { id } of (await on.order())?.lines ?? []) await on.remove(id);
}

test('5,000 rows of unknown articles: each is named, and what is known is in the cart', async () => {
  const unknown = Array.from({ length: 5000 }, (_, at) => [`NONE-${at}`, 1]);
  const { rows, order } = await upload('unknown.csv', csv([...unknown, ['1204', 20]]));
  assert.equal(rows.length, 5001);
  for (const [at, row] of rows.slice(0, 5000).entries()) {
    assert.deepEqual([row.article, row.outcome, row.codes], [`NONE-${at}`, 'block', ['product.unknown']]);
    assert.ok(row.texts[0].includes(`NONE-${at}`), row.texts[0]);
  }
  assert.deepEqual([rows[5000].outcome, rows[5000].sku, rows[5000].quantity], ['allow', '1204', '20']);
  assert.deepEqual(order.lines.map(({ productVariant, quantity }) => [productVariant.sku, quantity]), [['1204', 20]]);
  await empty();
});

test('as many rows as a file may have: no more is bound to one statement than a database takes', async () => {
  // Numbers, as a spreadsheet keeps them: each may have lost up to four zeros.
  const { rows } = await upload('numbers.xlsx', workbook([
    HEAD, ...Array.from({ length: 8000 }, (_, at) => [900000 + at, 1]), [983, 10],
  ]));
  assert.equal(rows.length, 8001);
  assert.deepEqual([rows[0].outcome, rows[0].codes], ['block', ['product.unknown']]);
  assert.deepEqual([rows[8000].outcome, rows[8000].sku, rows[8000].codes], ['hold', '0983', ['import.repair']]);

  const long = await upload('long.csv', csv(Array.from({ length: 19_999 }, (_, at) => [`NONE-${at}`, 1])));
  assert.equal(long.rows.length, 19_999);
  assert.ok(long.rows.every(({ codes }) => codes.join() === 'product.unknown'));
});

/** What an upload is refused with. */
async function refused(file, languageCode) {
  const { data, errors } = await posted('refused.csv', file, languageCode);
  assert.ok(errors, JSON.stringify(data));
  const [{ message, extensions }] = errors;
  assert.equal(extensions.code, 'COMPTOIR_REFUSED');
  return message;
}

test('more than the shop takes into one cart: refused in words, and nothing is added', async () => {
  await on.add('1204', 20);
  const before = await on.order();
  const file = csv([['05512', 10], ['0983', 90]]);
  assert.match(await refused(file), /no more than 100 pieces.*nothing was added\. → .* \(comptoir\.limit\)/);
  assert.match(await refused(file, 'ru'), /[а-я]{5}.*100.*\(comptoir\.limit\)/);
  assert.match(await refused(file, 'it'), /non più di 100 pezzi.*\(comptoir\.limit\)/);
  assert.deepEqual(await on.order(), before);
  await empty();
  const { orderB2bOnBehalf } = await shop.admin(
    'mutation($input: B2bOnBehalfInput!) { orderB2bOnBehalf(input: $input) { __typename ... on B2bNotEntered { text } } }',
    { input: { account: 'anna', payment: 'on-account', lines: [{ sku: '1204', quantity: 20 }, { sku: '0983', quantity: 90 }] } },
  );
  assert.match(orderB2bOnBehalf.text, /no more than 100 pieces.*\(comptoir\.limit\)/);
});

test('more of what is in the cart already: the rules are asked about the sum, and no more', async () => {
  const [{ visible }] = await on.offers(['1204']);
  assert.equal(visible, '55');
  for (const quantity of [20, 25, 10]) {
    const added = await on.add('1204', quantity);
    assert.equal(added.__typename, 'Order', JSON.stringify(added));
  }
  assert.equal((await on.order()).lines[0].quantity, 55);
  await empty();
  await on.add('1204', 20);
  const { rows, order } = await upload('more.csv', csv([['1204', 35]]));
  assert.deepEqual([rows[0].outcome, rows[0].quantity, order.lines[0].quantity], ['allow', '55', 55]);
  await empty();
  // Brought down to what is left, it is still a sum that the rules have to accept.
  await on.add('1204', 20);
  const less = await on.add('1204', 70);
  assert.equal(less.__typename, 'InsufficientStockError', JSON.stringify(less));
  assert.deepEqual([less.quantityAvailable, less.order.lines[0].quantity], [35, 55]);
  const { interceptorError } = await on.add('0983', 10).then(() => on.add('0983', 5));
  assert.match(interceptorError, /15 asked.*\(quantity\.multiple\)/);
  await empty();
});

test('a cart that is being paid is none to add to', async () => {
  await on.add('1204', 20);
  await on.address();
  assert.equal((await on.to('ArrangingPayment')).__typename, 'Order');
  const placed = await on.pay();
  assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
  await on.add('1204', 20);
  await on.address();
  assert.equal((await on.to('ArrangingPayment')).__typename, 'Order');
  const before = await on.order();
  assert.match(await refused(csv([['05512', 10]])), /go back to the cart from payment \(comptoir\.cart\)/);
  await assert.rejects(on.reorder(placed.code), /\(comptoir\.cart\)/);
  assert.deepEqual(await on.order(), before);
  assert.equal((await on.to('AddingItems')).__typename, 'Order');
  assert.equal((await on.reorder(placed.code)).order.lines[0].quantity, 40, 'the copy comes on top');
  await empty();
});

test('what is short is told by its article, with the next batch, whatever way it was asked for', async () => {
  await shop.asAdmin();
  assert.deepEqual((await on.load('products', 'sku,next_batch\n1204,2026-12-01\n')).problems, []);
  const short = await on.add('1204', 70);
  assert.equal(short.__typename, 'InsufficientStockError', JSON.stringify(short));
  const told = /^1204: 70 asked, 55 available, 55 accepted\. Next delivery: 1 Dec 2026\. Only 55 were added.* → .*\(stock\.visible\)$/;
  assert.match(short.message, told);
  // All of it is in the cart by now: the sum is what the rules are asked about.
  assert.match((await on.add('1204', 10, 'ru')).message, /^1204: запрошено 65, .*Следующая поставка: 01\.12\.2026\. Ничего не добавлено/);
  const [line] = (await on.order()).lines;
  await on.adjust(line.id, 20);
  const adjusted = await on.adjust(line.id, 60);
  assert.match(adjusted.message, /^1204: 60 asked, 55 available.*Next delivery/);
  await empty();

  const several = async (...inputs) => {
    const { addItemsToOrder } = await shop.shop(
      `mutation($inputs: [AddItemInput!]!) { addItemsToOrder(inputs: $inputs) {
        order { lines { quantity } } errorResults { __typename ... on ErrorResult { message } } } }`,
      { inputs: inputs.map(([sku, quantity]) => ({ productVariantId: on.id(sku), quantity })) },
    );
    return addItemsToOrder.errorResults.map(({ message }) => message);
  };
  const [one, ...others] = await several(['05512', 10], ['1204', 70]);
  assert.match(one, told);
  assert.deepEqual(others, []);
  // Two that have nothing left are not told apart: no article is named for another.
  const both = await several(['1204', 1], ['9001', 5], ['9001', 1]);
  assert.ok(both.length > 0, 'nothing is left');
  for (const message of both) assert.doesNotMatch(message, /INSUFFICIENT_STOCK_ERROR|^9001/, message);
  await empty();
  await shop.asAdmin();
  assert.deepEqual((await on.load('products', 'sku,next_batch\n1204,\n')).problems, []);
});

test('what is short is told however little the query asks for', async () => {
  const told = /^1204: \d+ asked, 55 available, 55 accepted\. .* → .*\(stock\.visible\)$/;
  const ask = async (call) => (await shop.shop(`mutation { answer: ${call} }`)).answer;
  const add = (sku, quantity, selection) => ask(`addItemToOrder(productVariantId: "${on.id(sku)}", quantity: ${quantity}) { __typename ${selection} }`);
  const selections = [
    '... on ErrorResult { message }', '... on Order { code } ... on ErrorResult { message }', '... on Order { totalWithTax } ... on ErrorResult { message }',
    '... on Order { lines { id } } ... on InsufficientStockError { message }', '... on InsufficientStockError { message order { lines { id } } }',
    '... on InsufficientStockError { message order { code totalWithTax customer { id } } }',
  ];
  for (const selection of selections) {
    const added = await add('1204', 70, selection);
    assert.equal(added.__typename, 'InsufficientStockError');
    assert.match(added.message, told, selection);
    const [line] = (await on.order()).lines;
    await on.adjust(line.id, 20);
    const adjusted = await ask(`adjustOrderLine(orderLineId: "${line.id}", quantity: 60) { __typename ${selection} }`);
    assert.match(adjusted.message, told, selection);
    await empty();
  }
  for (const selection of ['... on ErrorResult { message }', '... on InsufficientStockError { message order { code } }']) {
    const { errorResults } = await ask(
      `addItemsToOrder(inputs: [{ productVariantId: "${on.id('1204')}", quantity: 70 }]) { errorResults { __typename ${selection} } }`,
    );
    assert.match(errorResults[0].message, told, selection);
    await empty();
  }
  // An article of which there is none is in no line, and comes in no order.
  assert.match((await add('7010', 1, '... on ErrorResult { message }')).message, /^7010: 1 asked, 0 available/);
});

test('whoever is no client is told by Vendure alone; and a text that can\'t be had leaves Vendure\'s', async () => {
  const text = (client, selection, quantity = 1) => client(
    `mutation($id: ID!, $quantity: Int!) { addItemToOrder(productVariantId: $id, quantity: $quantity) { __typename ${selection} } }`,
    { id: on.id('7010'), quantity },
  ).then(({ addItemToOrder }) => addItemToOrder);
  for (const selection of ['... on ErrorResult { message }', '... on InsufficientStockError { message order { lines { id } } }']) {
    const answer = await text(shop.asker(shop.visitor()), selection);
    assert.equal(answer.__typename, 'InsufficientStockError');
    assert.match(answer.message, /^None was added/);
  }
  const engine = shop.server.app.get(plugin().Engine);
  const { cart } = engine;
  engine.cart = () => { throw new TypeError('Cannot read properties of undefined'); };
  try {
    assert.match((await text(shop.shop, '... on ErrorResult { message }')).message, /^None was added/);
  } finally {
    engine.cart = cart;
  }
});

test('no call of a cart rests on what its query asks for', async () => {
  await on.add('9001', 5);
  const [{ id: line }] = (await on.order()).lines;
  const { eligibleShippingMethods: [method] } = await shop.shop('{ eligibleShippingMethods { id } }');
  const calls = [
    `addItemToOrder(productVariantId: "${on.id('1204')}", quantity: 5)`, `adjustOrderLine(orderLineId: "${line}", quantity: 4)`,
    'setOrderShippingAddress(input: { streetLine1: "Lenina 12", city: "Moscow", postalCode: "101000", countryCode: "RU" })',
    'setOrderBillingAddress(input: { streetLine1: "Lenina 12", countryCode: "RU" })',
    `setOrderShippingMethod(shippingMethodId: ["${method.id}"])`, 'applyCouponCode(couponCode: "NONE")', 'removeCouponCode(couponCode: "NONE")',
    'transitionOrderToState(state: "ArrangingPayment")', 'transitionOrderToState(state: "AddingItems")',
    `removeOrderLine(orderLineId: "${line}")`, `addItemToOrder(productVariantId: "${on.id('1204')}", quantity: 5)`, 'removeAllOrderLines',
  ];
  for (const call of calls) {
    for (const fields of ['', '... on Order { code b2bLabel b2bDetails { name } b2bStages { stage } }']) {
      // A line that is gone by the second time is Vendure's to miss.
      await shop.shop(`mutation { answer: ${call} { __typename ${fields} } }`).catch((error) => {
        if (!call.startsWith('removeOrderLine') || !/[Ll]ine/.test(error.message)) throw error;
      });
    }
  }
  await empty();
  const { activeOrder } = await shop.shop('{ activeOrder { b2bLabel b2bDetails { name } b2bStages { stage } } }');
  assert.equal(activeOrder?.b2bLabel ?? null, null);
});
