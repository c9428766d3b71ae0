'use strict';
// Clients of the example's data under the policy `office-supplies`, through GraphQL alone.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { fromPlugin, later, startShop, stopped } = require('./server');
const { callsOf, ORDER } = require('./queries');
const { bomb } = require('./workbook');

const { Order, TransactionalConnection } = fromPlugin('@vendure/core');

let shop;
let on;
before(async () => {
  shop = await startShop('office-supplies', {}, {}, { seeded: true });
  on = callsOf(shop);
  await on.learn();
}, { timeout: 600_000 });
after(() => stopped(shop));

const ANNA = 'anna@romashka.example';
const VIKTOR = 'viktor@severstroy.example';

const FILES = fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-files-'));
fs.copyFileSync(path.resolve(__dirname, '../../../fixtures/files/demo-order.xlsx'), path.join(FILES, 'demo-order.xlsx'));
fs.writeFileSync(path.join(FILES, 'broken.xlsx'), 'PK\x03\x04 and nothing of a workbook');

const upload = (file) => shop.shopClient.fileUploadMutation({
  mutation: shop.gql(`mutation UploadFile($file: Upload!) { uploadB2bOrderFile(file: $file) {
    rows { row article outcome sku quantity texts } order { ${ORDER} } } }`),
  filePaths: [file],
  mapVariables: () => ({ file: null }),
});

/** An upload's whole answer, errors and all. */
async function posted(file, params = '') {
  const body = new FormData();
  body.append('operations', JSON.stringify({
    query: 'mutation($file: Upload!) { uploadB2bOrderFile(file: $file) { rows { row } } }', variables: { file: null },
  }));
  body.append('map', '{"0":["variables.file"]}');
  body.append('0', new Blob([fs.readFileSync(file)]), path.basename(file));
  const response = await fetch(`http://localhost:${shop.port}/shop-api${params}`, {
    method: 'POST', body,
    headers: { authorization: `Bearer ${shop.shopClient.getAuthToken()}`, 'apollo-require-preflight': 'true' },
  });
  return response.json();
}

const minor = (decimal) => Math.round(Number(decimal) * 100);

/** The engine's totals are the decision's, to the last unit. */
async function agree(order) {
  const cart = await on.cart();
  assert.equal(order.subTotal, minor(cart.net), 'before tax');
  assert.equal(order.subTotalWithTax, minor(cart.gross), 'with tax');
  assert.equal(order.lines.reduce((sum, line) => sum + line.linePrice, 0), order.subTotal);
}

/** What is in the cart becomes an order on account. */
async function place() {
  assert.equal((await on.address()).__typename, 'Order');
  const arranging = await on.to('ArrangingPayment');
  if (arranging.__typename !== 'Order') return arranging;
  await agree(arranging);
  return on.pay();
}

async function empty() {
  const order = await on.order();
  for (const { id } of order?.lines ?? []) await on.remove(id);
}

test('a client buys at his prices; one line more makes the others cheaper', async () => {
  await shop.as(ANNA);
  let order = await on.add('3001', 10);
  assert.equal(order.__typename, 'Order', JSON.stringify(order));
  assert.equal(order.lines[0].unitPrice, 18620, '196.00 less 5 % of the tier gold');
  await agree(order);

  // Over 30,000.00 at list prices the grid takes 1 % off every line: the first one too.
  order = await on.add('0983', 90);
  assert.equal(order.__typename, 'Order', JSON.stringify(order));
  order = await on.add('1204', 55);
  await agree(order);
  const before = order.lines[0].unitPrice;
  order = await on.add('05512', 40);
  await agree(order);
  assert.ok(order.lines[0].unitPrice <= before);
  const discounted = order.lines[0].unitPrice;
  for (const line of order.lines.slice(1)) {
    order = await on.remove(line.id);
    assert.equal(order.__typename, 'Order', JSON.stringify(order));
    await agree(order);
  }
  assert.ok(order.lines[0].unitPrice > discounted || discounted === 18620);
  await empty();
});

test('what he is shown is what he gets: clamped by the engine, and nothing tells the real stock', async () => {
  await shop.as(ANNA);
  const [offer] = await on.offers(['7001']);
  const asked = await on.add('7001', 500);
  assert.equal(asked.__typename, 'InsufficientStockError');
  assert.equal(String(asked.quantityAvailable), offer.visible);
  assert.equal(asked.order.lines[0].quantity, Number(offer.visible), 'only what is available is added');
  assert.match(asked.message, new RegExp(`Only ${offer.visible} were added.* → .* \\(stock\\.visible\\)`));
  assert.match((await on.add('7001', 500, 'ru')).message, /[а-я]{5}.* → .*\(stock\.visible\)/);
  assert.match((await on.add('7001', 500, 'it')).message, /nulla.* → .*\(stock\.visible\)/);
  await agree(asked.order);
  const { product } = await shop.shop(`{ productVariants: activeOrder { lines { productVariant { stockLevel } } } product(slug: "p-7001") { variants { stockLevel } } }`);
  assert.equal(product.variants[0].stockLevel, offer.visible);
  await empty();
});

test('a multiple is refused in the language of the request, with code and remedy', async () => {
  await shop.as(ANNA);
  const refused = await on.add('0983', 15);
  assert.equal(refused.errorCode, 'ORDER_INTERCEPTOR_ERROR');
  assert.match(refused.interceptorError, /multiples of 10.* → .*10.*\(quantity\.multiple\)/);
  assert.equal((await on.order())?.lines.length ?? 0, 0);
  const russian = await on.add('0983', 15, 'ru');
  assert.match(russian.interceptorError, /[а-я]{4}.*\(quantity\.multiple\)/);
});

test('less is always legal, more passes the gate', async () => {
  await shop.as(ANNA);
  let order = await on.add('0983', 30);
  order = await on.adjust(order.lines[0].id, 25);
  assert.equal(order.__typename, 'Order', 'reducing is legal, even to what is no multiple');
  const more = await on.adjust(order.lines[0].id, 26);
  assert.equal(more.errorCode, 'ORDER_INTERCEPTOR_ERROR', JSON.stringify(more));
  const refused = await on.to('ArrangingPayment');
  assert.equal(refused.__typename, 'OrderStateTransitionError', 'but it can\'t be placed so');
  // The cart says so before, and of which article; put right, it says nothing.
  const place = ({ stages }) => stages.find(({ stage }) => stage === 'place').outcome;
  const cart = await on.cart();
  assert.equal(place(cart), 'block', JSON.stringify(cart));
  assert.match(cart.findings.find(({ code }) => code === 'quote.changed').text, /^0983: /);
  order = await on.adjust(order.lines[0].id, 20);
  await on.add('1204', 50);
  const right = await on.cart();
  assert.equal(place(right), 'allow', JSON.stringify(right));
  assert.ok(!right.findings.some(({ code }) => code === 'quote.changed'));
  await empty();
});

test('another contract, other prices, at once; another client\'s contract looks like none', async () => {
  await shop.as(ANNA);
  const cheap = await on.add('3001', 30);
  assert.deepEqual((await on.contracts()).map(({ code, isChosen }) => [code, isChosen]),
    [['romashka-prepaid', true], ['romashka-net-30', false]]);
  const cart = await on.choose('romashka-net-30');
  assert.equal(cart.contract, 'romashka-net-30');
  const dear = await on.order();
  assert.ok(dear.subTotal > cheap.subTotal);
  await agree(dear);
  await assert.rejects(on.choose('severstroy-net-30'), /severstroy-net-30/);
  await assert.rejects(on.choose('no-such-contract'), /no-such-contract/);
  assert.equal((await on.choose('romashka-prepaid')).contract, 'romashka-prepaid');
  assert.equal((await on.order()).subTotal, cheap.subTotal);
  await empty();
});

test('an order file: a verdict on every row, and what may be added is in the cart', async () => {
  await shop.as(ANNA);
  const { uploadB2bOrderFile } = await upload(path.join(FILES, 'demo-order.xlsx'));
  const { rows, order } = uploadB2bOrderFile;
  assert.equal(rows.length, 15);
  const of = (row) => rows.find((one) => one.row === row);
  assert.equal(of(8).outcome, 'block', 'no such article');
  assert.match(of(8).texts.join(), /9999-X/);
  assert.equal(of(3).outcome, 'hold', 'leading zeros are proposed, not guessed');
  assert.ok(order.lines.length >= 5, JSON.stringify(order.lines));
  await agree(order);
  await empty();

});

test('an order file that is none: a typed error with a text, and nothing changed', async () => {
  await shop.as(ANNA);
  await on.add('1204', 20);
  const before = await on.order();
  const file = (name, bytes) => {
    fs.writeFileSync(path.join(FILES, name), bytes);
    return path.join(FILES, name);
  };
  for (const [bad, expected] of [
    [path.join(FILES, 'broken.xlsx'), /\(order-file\.[a-z-]+\)/],
    [file('large.csv', Buffer.alloc(50 * 1024 * 1024, 'x')), /larger than \d+ bytes/],
    // It says of itself that it unpacks to 100 bytes.
    [file('bomb.xlsx', bomb()), /\(order-file\.damaged\)/],
    [file('letter.pdf', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3', 'latin1')), /\(order-file\.unsupported-format\)/],
    [file('picture.xlsx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), /\(order-file\.unsupported-format\)/],
    [file('empty.xlsx', Buffer.alloc(0)), /\(order-file\.empty\)/],
  ]) {
    const { data, errors } = await posted(bad);
    assert.ok(errors, `${path.basename(bad)}: ${JSON.stringify(data)}`);
    const [{ message, extensions }] = errors;
    assert.match(message, expected, path.basename(bad));
    assert.equal(extensions.code, 'USER_INPUT_ERROR', `${path.basename(bad)}: ${message}`);
  }
  const [english, russian, italian] = await Promise.all(['en', 'ru', 'it'].map(async (language) =>
    (await posted(path.join(FILES, 'letter.pdf'), `?languageCode=${language}`)).errors[0].message));
  assert.match(russian, /[а-я].*\(order-file\.unsupported-format\)/);
  assert.equal(new Set([english, russian, italian]).size, 3);
  assert.deepEqual(await on.order(), before);
  await empty();
});

test('placed, confirmed by the rep, shipped, delivered, paid: labels follow', async () => {
  await shop.as(ANNA);
  await on.add('1204', 20);
  const placed = await place();
  assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
  assert.equal(placed.state, 'PaymentAuthorized');
  assert.equal((await on.placed(placed.code)).b2bLabel, 'processing');

  await shop.asAdmin('olga@vega.example');
  const before = await on.b2bOrder(placed.id);
  assert.equal(before.order, 'awaiting-confirmation');
  assert.equal(before.contract, 'romashka-prepaid');

  await shop.asAdmin();
  const fulfillment = await on.fulfill(placed.id);
  assert.equal(fulfillment.__typename, 'Fulfillment', JSON.stringify(fulfillment));
  const early = await on.ship(fulfillment.id, 'Shipped');
  assert.equal(early.__typename, 'FulfillmentStateTransitionError', 'nobody ships what nobody confirmed');

  await shop.asAdmin('olga@vega.example');
  const confirmed = await on.fire(placed.id, 'confirm');
  assert.ok(confirmed.applied, confirmed.refusal);
  assert.equal(confirmed.order.order, 'confirmed');

  await shop.asAdmin();
  assert.equal((await on.ship(fulfillment.id, 'Shipped')).state, 'Shipped');
  assert.equal((await on.placed(placed.code)).b2bLabel, 'shipped');
  assert.equal((await on.ship(fulfillment.id, 'Delivered')).state, 'Delivered');
  assert.equal((await on.settle(placed.id)).state, 'Settled');
  assert.equal((await on.placed(placed.code)).b2bLabel, 'closed');
  const { b2bOrder } = await on.adminOrder(placed.id);
  assert.deepEqual([b2bOrder.order, b2bOrder.payment, b2bOrder.shipment], ['completed', 'full', 'delivered']);
  assert.deepEqual(b2bOrder.history.map(({ event, kind }) => [event, kind]),
    [['confirm', 'rep'], ['ship', 'staff'], ['deliver', 'staff'], ['see-payment', 'staff']]);

  await shop.as(ANNA);
  const again = await on.reorder(placed.code);
  assert.equal(again.rows[0].outcome, 'same', JSON.stringify(again.rows));
  assert.equal(again.order.lines[0].quantity, 20);
  await agree(again.order);
  await empty();
});

test('two mutations in one document: the second goes by what the first did', async () => {
  await shop.as(ANNA);
  const { lines: [line] } = await on.add('1204', 20);
  await on.address();
  assert.equal((await on.to('ArrangingPayment')).__typename, 'Order');
  const { back, more } = await shop.shop(
    `mutation($line: ID!) {
      back: transitionOrderToState(state: "AddingItems") { __typename }
      more: adjustOrderLine(orderLineId: $line, quantity: 25) { __typename ... on Order { lines { quantity } } ... on OrderInterceptorError { interceptorError } } }`,
    { line: line.id },
  );
  assert.equal(back.__typename, 'Order');
  assert.equal(more.__typename, 'Order', JSON.stringify(more));
  assert.equal(more.lines[0].quantity, 25);
  await empty();
});

test('a contract in roubles buys for roubles alone', async () => {
  const channel = async (currencies) => {
    const { activeChannel } = await shop.admin('{ activeChannel { id } }');
    await shop.admin(
      'mutation($input: UpdateChannelInput!) { updateChannel(input: $input) { __typename ... on ErrorResult { message } } }',
      { input: { id: activeChannel.id, availableCurrencyCodes: currencies } },
    );
  };
  await shop.asAdmin();
  await channel(['RUB', 'KZT']);
  await shop.admin(
    'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
    { input: [{ id: on.id('1204'), prices: [{ currencyCode: 'KZT', price: 900000 }] }] },
  );
  await shop.as(ANNA);
  const inTenge = callsOf({ shop: (query, variables) => shop.shop(query, variables, { currencyCode: 'KZT' }), admin: shop.admin });
  await inTenge.learn();
  const added = await inTenge.add('1204', 20);
  assert.equal(added.__typename, 'OrderInterceptorError', JSON.stringify(added));
  assert.match(added.interceptorError, /KZT.*RUB.*\(comptoir\.currency\)/);
  fs.writeFileSync(path.join(FILES, 'tenge.csv'), 'sku,quantity\n1204,20\n');
  const { errors } = await posted(path.join(FILES, 'tenge.csv'), '?currencyCode=KZT');
  assert.match(errors?.[0].message, /KZT.*RUB.*\(comptoir\.currency\)/);
  const listed = async (params) => (await shop.shop(
    'query($id: ID!) { product(id: $id) { variants { sku price currencyCode } } }', { id: product }, params,
  )).product.variants.find(({ sku }) => sku === '1204').price;
  const { productVariant: { productId: product } } = await shop.admin('query($id: ID!) { productVariant(id: $id) { productId } }', { id: on.id('1204') });
  assert.ok((await listed()) > 0);
  assert.equal(await listed({ currencyCode: 'KZT' }), 0, 'a price in roubles is none in tenge');
  // A cart in roubles stays one, and says so, in whatever currency it is looked at.
  await on.add('1204', 20);
  const seen = await on.order();
  assert.deepEqual(await inTenge.order(), seen);
  assert.equal(seen.currencyCode, 'RUB');
  assert.deepEqual(await inTenge.cart(), await on.cart());
  // One whose delivery is set in tenge is counted in tenge by the engine.
  await inTenge.address();
  const refused = await on.to('ArrangingPayment');
  assert.equal(refused.__typename, 'OrderStateTransitionError', JSON.stringify(refused));
  assert.match(refused.transitionError, /\(comptoir\.currency\)/);
  assert.equal((await place()).__typename, 'Order', 'asked for in roubles again it is placed');
  await shop.asAdmin();
  await channel(['RUB']);
});

test('overdue debt stops confirming and shipping, with the release sum; repaid, it goes', async () => {
  await shop.as(VIKTOR);
  const added = await on.add('8100', 5);
  const sku = added.__typename === 'Order' ? '8100' : '3002';
  if (added.__typename !== 'Order') await on.add('3002', 5);
  await on.add('9001', 5);
  const cart = await on.cart();
  const confirm = cart.stages.find(({ stage }) => stage === 'confirm');
  assert.deepEqual([confirm.outcome, confirm.release], ['hold', '1250.00'], `${sku} ${JSON.stringify(cart)}`);
  const placed = await place();
  assert.equal(placed.__typename, 'Order', JSON.stringify(placed));

  await shop.asAdmin('olga@vega.example');
  const held = await on.fire(placed.id, 'confirm');
  assert.equal(held.applied, false);
  assert.match(held.refusal, /1,250\.00 RUB.*\(credit\.overdue\)/);
  assert.equal(held.release, '1250.00');
  // A rep has no such role.
  await assert.rejects(on.grant('severstroy', 'overdue', 'head-of-sales', 'known client'));

  // The head of sales lets this one order pass, and no other; of another company's, or of nobody's, he is told.
  await shop.as(VIKTOR);
  await on.add('9001', 5);
  const other = await place();
  assert.equal(other.__typename, 'Order', JSON.stringify(other));
  await shop.asAdmin('pavel@vega.example');
  await assert.rejects(on.grant('romashka', 'overdue', 'head-of-sales', 'known client', placed.code), /no order/);
  await assert.rejects(on.grant('severstroy', 'overdue', 'head-of-sales', 'known client', 'NO-SUCH-ORDER'), /no order/);
  await on.grant('severstroy', 'overdue', 'head-of-sales', 'pays tomorrow', placed.code);
  await shop.asAdmin('olga@vega.example');
  assert.match((await on.fire(other.id, 'confirm')).refusal, /\(credit\.overdue\)/);
  await shop.asAdmin();
  assert.equal((await on.cancel(other.id)).state, 'Cancelled');

  // Shipping meets the gate again once the grant is over.
  await shop.asAdmin('olga@vega.example');
  const passed = await on.fire(placed.id, 'confirm');
  assert.ok(passed.applied, passed.refusal);

  // A day later the grant is over; what is still owed stops the goods at the door.
  later(25 * 3600_000);
  await shop.asAdmin();
  const fulfillment = await on.fulfill(placed.id);
  assert.equal(fulfillment.__typename, 'Fulfillment', JSON.stringify(fulfillment));
  const stopped = await on.ship(fulfillment.id, 'Shipped');
  assert.equal(stopped.__typename, 'FulfillmentStateTransitionError', JSON.stringify(stopped));
  assert.match(stopped.transitionError, /1,250\.00 RUB.*\(credit\.overdue\)/);
  assert.equal((await on.adminOrder(placed.id)).b2bOrder.shipment, 'none');

  const head = 'id,company,currency,amount,paid,shipped,due\n';
  const rows = 'S-1041,severstroy,RUB,2000.00,2000.00,2026-09-18,2026-10-18\nS-1077,severstroy,RUB,450.00,450.00,2026-10-05,2026-11-04\n';
  assert.deepEqual(await on.load('receivables', head + rows), { rows: 2, problems: [] });
  assert.equal((await on.ship(fulfillment.id, 'Shipped')).state, 'Shipped');
  later(0);
});

test('no way round', async (t) => {
  await shop.as(ANNA);
  await on.add('1204', 20);
  const placed = await place();
  assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
  await shop.asAdmin();

  await t.test('a placed order is not modified in place', async () => {
    const to = await on.adminTo(placed.id, 'Modifying');
    assert.equal(to.__typename, 'OrderStateTransitionError');
    assert.match(to.transitionError, /comptoir\.modify/);
  });
  await t.test('nor moved to shipped by hand', async () => {
    assert.equal((await on.adminTo(placed.id, 'Shipped')).__typename, 'OrderStateTransitionError');
    assert.equal((await on.adminOrder(placed.id)).b2bOrder.shipment, 'none');
  });
  await t.test('a coupon of the engine\'s changes totals: not placed', async () => {
    await shop.admin(
      `mutation($input: CreatePromotionInput!) { createPromotion(input: $input) { __typename } }`,
      { input: {
        enabled: true, couponCode: 'HALF', conditions: [],
        actions: [{ code: 'order_percentage_discount', arguments: [{ name: 'discount', value: '50' }] }],
        translations: [{ languageCode: 'en', name: 'Half', description: '' }],
      } },
    );
    await shop.as(ANNA);
    await on.add('1204', 20);
    const cheaper = await on.coupon('HALF');
    assert.equal(cheaper.__typename, 'Order', JSON.stringify(cheaper));
    await on.address();
    const refused = await on.to('ArrangingPayment');
    assert.equal(refused.__typename, 'OrderStateTransitionError', JSON.stringify(refused));
    await shop.shop('mutation { removeCouponCode(couponCode: "HALF") { id } }');
    await empty();
  });
  await t.test('a draft order passes the same gates', async () => {
    const { createDraftOrder } = await shop.admin('mutation { createDraftOrder { id } }');
    const { customers } = await shop.admin(`{ customers(options: { filter: { emailAddress: { eq: "${ANNA}" } } }) { items { id } } }`);
    const id = createDraftOrder.id;
    await shop.admin(
      'mutation($id: ID!, $customer: ID!) { setCustomerForDraftOrder(orderId: $id, customerId: $customer) { __typename } }',
      { id, customer: customers.items[0].id },
    );
    const { addItemToDraftOrder } = await shop.admin(
      `mutation($id: ID!, $input: AddItemToDraftOrderInput!) { addItemToDraftOrder(orderId: $id, input: $input) {
        __typename ... on OrderInterceptorError { interceptorError } } }`,
      { id, input: { productVariantId: on.id('0983'), quantity: 15 } },
    );
    assert.equal(addItemToDraftOrder.__typename, 'OrderInterceptorError');
    const beyond = await shop.admin(
      `mutation($id: ID!, $input: AddItemToDraftOrderInput!) { addItemToDraftOrder(orderId: $id, input: $input) {
        __typename ... on OrderInterceptorError { interceptorError } } }`,
      { id, input: { productVariantId: on.id('7001'), quantity: 30 } },
    );
    assert.equal(beyond.addItemToDraftOrder.__typename, 'OrderInterceptorError', 'more than the client is shown');
  });
  await t.test('a visitor and a customer without a company can\'t buy', async () => {
    await shop.as('vera@nowhere.example');
    const vera = await on.add('3001', 1);
    assert.match(vera.interceptorError, /comptoir\.client/);
    await assert.rejects(on.offers(['3001']), /not currently authorized/i);
    await shop.shopClient.asAnonymousUser();
    assert.match((await on.add('3001', 1)).interceptorError, /comptoir\.client/);
  });
  await t.test('another client\'s order is not copied', async () => {
    await shop.as('boris@lotos.example');
    await assert.rejects(on.reorder(placed.code), new RegExp(placed.code));
  });
});

test('an order of before the plugin is Vendure\'s to modify, and its client\'s to copy', async (t) => {
  await shop.as(ANNA);
  await empty();
  await on.add('1204', 20);
  const old = await place();
  assert.equal(old.__typename, 'Order', JSON.stringify(old));
  const orders = shop.server.app.get(TransactionalConnection).rawConnection.getRepository(Order);
  const { customFields } = await orders.findOneByOrFail({ code: old.code });
  await orders.update({ code: old.code }, { customFields: Object.fromEntries(Object.keys(customFields).map((name) => [
    name, ['comptoirLive', 'comptoirHeld'].includes(name) ? false : null,
  ])) });

  await t.test('he copies it, and so does a colleague', async () => {
    const copy = async () => {
      const { rows, order } = await on.reorder(old.code);
      assert.deepEqual(rows.map(({ article, quantity }) => [article, quantity]), [['1204', '20']]);
      assert.equal(order.lines[0].quantity, 20);
      await empty();
    };
    await copy();
    await shop.asAdmin();
    assert.deepEqual((await on.load('employees', `email,outlet\n${VIKTOR},anna\n`)).problems, []);
    await shop.as(VIKTOR);
    await copy();
    await shop.asAdmin();
    assert.deepEqual((await on.load('employees', `email,outlet\n${VIKTOR},viktor\n`)).problems, []);
  });
  await t.test('to another client it looks like none, and so does a cart', async () => {
    await shop.as(VIKTOR);
    await assert.rejects(on.reorder(old.code), new RegExp(old.code));
    await shop.as(ANNA);
    const cart = await on.add('1204', 5);
    await assert.rejects(on.reorder(cart.code), new RegExp(cart.code));
    await empty();
  });
  await t.test('the shop modifies it', async () => {
    await shop.asAdmin();
    const to = await on.adminTo(old.id, 'Modifying');
    assert.equal(to.state, 'Modifying', JSON.stringify(to));
    const { modifyOrder } = await shop.admin(
      `mutation($input: ModifyOrderInput!) { modifyOrder(input: $input) {
        __typename ... on Order { state lines { quantity } } ... on ErrorResult { message } } }`,
      { input: { dryRun: false, orderId: old.id, adjustOrderLines: [{ orderLineId: old.lines[0].id, quantity: 22 }] } },
    );
    assert.deepEqual(modifyOrder.lines, [{ quantity: 22 }], JSON.stringify(modifyOrder));
  });
});
