'use strict';
// What a first order says of the client; a rep at work in a client's cart; and what contracts let see.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { PASSWORD } = require('../seed');
const { fromPlugin, later, plugin, startShop, stopped } = require('./server');
const { callsOf, ORDER } = require('./queries');
const { rowsCallsOf } = require('./stories/rows-calls');
const { workbook } = require('./workbook');

const OFFICE = fs.readFileSync(path.resolve(__dirname, '../../../fixtures/policies/office-supplies.toml'), 'utf8');
const POLICY = OFFICE.replace('confirmed_by = "rep"', 'confirmed_by = "rep"\ndetails = ["legal_name", "city", "address", "phone"]') + `
[[delivery.method]]
id = "pickup"
kind = "pickup"
[[delivery.method]]
id = "van"
kind = "company-transport"
`;

const { default: readExcelFile } = fromPlugin('read-excel-file/node');
const { TransactionalConnection } = fromPlugin('@vendure/core');
const { Detail } = plugin();
const MINUTE = 60_000;

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
const VIKTOR = 'viktor@severstroy.example';
const OLGA = 'olga@vega.example';

let shop;
let on;

const load = async (table, csv) => assert.deepEqual((await on.load(table, csv)).problems, []);

before(async () => {
  shop = await startShop('behalf', { policy: { name: 'behalf.toml', text: POLICY } }, {}, { seeded: true });
  on = callsOf(shop);
  await on.learn();
  await shop.admin('mutation($input: CreateShippingMethodInput!) { createShippingMethod(input: $input) { id } }', { input: {
    code: 'van', fulfillmentHandler: 'manual-fulfillment',
    checker: { code: 'comptoir-may-ship', arguments: [{ name: 'method', value: 'van' }] },
    calculator: { code: 'default-shipping-calculator', arguments: [
      { name: 'rate', value: '0' }, { name: 'includesTax', value: 'auto' }, { name: 'taxRate', value: '0' }] },
    translations: [{ languageCode: 'en', name: 'Van', description: '' }],
  } });
  await shop.admin('mutation($input: CreatePaymentMethodInput!) { createPaymentMethod(input: $input) { id } }', { input: {
    code: 'card', enabled: true, checker: { code: 'comptoir-may-pay', arguments: [] },
    handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'false' }] },
    translations: [{ languageCode: 'en', name: 'Card', description: '' }],
  } });
  // Enough of one article is shown to everybody.
  await load('bought', ['romashka', 'lotos', 'severstroy'].reduce(
    (csv, company) => `${csv}${company},1204,2026-09,600\n${company},1204,2026-10,600\n`, 'company,sku,month,quantity\n'));
}, { timeout: 600_000 });
after(() => stopped(shop));

const DETAILS = 'details { name value kept }';
const details = async () => (await shop.shop(`{ b2bCart { ${DETAILS} } }`)).b2bCart.details;
const say = async (said, languageCode) => (await shop.shop(
  `mutation($said: [B2bDetailInput!]!) { sayB2bDetails(details: $said) { outcome ${DETAILS} } }`, { said }, languageCode && { languageCode },
)).sayB2bDetails;
const address = (input) => shop.shop(
  'mutation($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { __typename ... on Order { id } } }',
  { input: { countryCode: 'RU', ...input } },
);
async function by(method) {
  const { eligibleShippingMethods } = await shop.shop('{ eligibleShippingMethods { id code } }');
  await shop.shop(
    'mutation($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { __typename } }',
    { ids: [eligibleShippingMethods.find(({ code }) => code === method).id] },
  );
}
/** Code of the placed order. */
async function placed() {
  const arranging = await on.to('ArrangingPayment');
  assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
  const order = await on.pay();
  assert.equal(order.__typename, 'Order', JSON.stringify(order));
  return order;
}
const values = (list) => Object.fromEntries(list.map(({ name, value, kept }) => [name, kept ? `${value}, kept` : value]));

test('a first order says who the client is and where the goods go', async () => {
  await shop.as(BORIS);
  await on.add('1204', 20);
  assert.deepEqual(values(await details()), { legal_name: null, city: null, address: null, phone: null });
  await by('van');
  const refused = await on.to('ArrangingPayment');
  assert.equal(refused.errorCode, 'ORDER_STATE_TRANSITION_ERROR');
  assert.equal(refused.transitionError.match(/\(details\.missing\)/g).length, 4, refused.transitionError);
  assert.match(refused.transitionError, /legal_name.* → /);
  const { transitionOrderToState: russian } = await shop.shop(
    'mutation { transitionOrderToState(state: "ArrangingPayment") { ... on OrderStateTransitionError { transitionError } } }', {}, { languageCode: 'ru' },
  );
  assert.match(russian.transitionError, /[а-я]{4}.*\(details\.missing\)/);

  // Vendure's shipping address is where the goods go.
  await address({ fullName: 'Boris Belov', streetLine1: 'Sadovaya 3', city: 'Moscow' });
  const said = await say([{ name: 'legal_name', value: ' Lotos LLC ' }]);
  assert.deepEqual(values(said.details), { legal_name: 'Lotos LLC', city: 'Moscow', address: 'Sadovaya 3', phone: null });
  assert.match((await on.to('ArrangingPayment')).transitionError, /phone.*\(details\.missing\)/);
  assert.deepEqual(values((await say([{ name: 'phone', value: '+7 900 7' }])).details).phone, '+7 900 7');
  const { code } = await placed();
  const { orderByCode } = await shop.shop(
    'query($code: String!) { orderByCode(code: $code) { b2bDetails { name value } shippingAddress { streetLine1 city phoneNumber } } }', { code },
  );
  assert.deepEqual(values(orderByCode.b2bDetails), { legal_name: 'Lotos LLC', city: 'Moscow', address: 'Sadovaya 3', phone: '+7 900 7' });
  assert.deepEqual(orderByCode.shippingAddress, { streetLine1: 'Sadovaya 3', city: 'Moscow', phoneNumber: '+7 900 7' });
});

test('the next order starts with it, and carries it to the warehouse', async () => {
  await shop.as(BORIS);
  await on.add('1204', 20);
  await by('van');
  const kept = { legal_name: 'Lotos LLC, kept', city: 'Moscow, kept', address: 'Sadovaya 3, kept', phone: '+7 900 7, kept' };
  assert.deepEqual(values(await details()), kept);
  // Another place is said whole, or it is not said: the old street is not taken to another city.
  assert.deepEqual(values((await say([{ name: 'city', value: 'Sochi' }])).details), { ...kept, city: 'Sochi', address: null });
  assert.match((await on.to('ArrangingPayment')).transitionError, /address.*\(details\.missing\)/);
  assert.deepEqual(values((await say([{ name: 'city', value: null }])).details), kept);
  const { id } = await placed();
  const { order } = await shop.admin('query($id: ID!) { order(id: $id) { shippingAddress { streetLine1 city phoneNumber } } }', { id });
  assert.deepEqual(order.shippingAddress, { streetLine1: 'Sadovaya 3', city: 'Moscow', phoneNumber: '+7 900 7' });
  const { b2bOrder } = await shop.admin('query($id: ID!) { b2bOrder(id: $id) { details { name value } } }', { id });
  assert.deepEqual(values(b2bOrder.details), { legal_name: 'Lotos LLC', city: 'Moscow', address: 'Sadovaya 3', phone: '+7 900 7' });
});

test('what an order says anew is what the next one starts with; an order that is not placed keeps nothing', async () => {
  await shop.as(BORIS);
  await on.add('1204', 20);
  await by('van');
  await say([{ name: 'phone', value: '+7 900 8' }]);
  const other = await shop.shopper(BORIS);
  assert.equal(values((await other(`{ b2bCart { ${DETAILS} } }`)).b2bCart.details).phone, '+7 900 8', 'it is the cart\'s');
  await on.remove((await on.order()).lines[0].id);
  await say([{ name: 'phone', value: '' }]);
  await by('van');
  assert.equal(values(await details()).phone, '+7 900 7, kept');
  await on.add('1204', 20);
  await address({ streetLine1: 'Mira 1', city: 'Sochi', phoneNumber: '+7 900 9' });
  await by('van');
  await placed();
  await on.add('1204', 5);
  assert.deepEqual(values(await details()), {
    legal_name: 'Lotos LLC, kept', city: 'Sochi, kept', address: 'Mira 1, kept', phone: '+7 900 9, kept',
  });
  await on.remove((await on.order()).lines[0].id);
});

test('what nobody asks for, or is too long, is not said', async () => {
  await shop.as(BORIS);
  await assert.rejects(say([{ name: 'shoe_size', value: '44' }]), /there is no detail `shoe_size`; known are legal_name, city, address, phone/);
  await assert.rejects(say([{ name: 'legal_name', value: 'x'.repeat(1001) }]), /`legal_name` is longer than 1000 characters/);
  assert.equal(values(await details()).legal_name, 'Lotos LLC, kept');
  await shop.as('vera@nowhere.example');
  await assert.rejects(say([{ name: 'legal_name', value: 'Vera' }]), /not currently authorized/);
});

test('details come from another system too, and serve a rep\'s order', async () => {
  await load('details', 'account,name,value\nviktor,legal_name,Severstroy JSC\nviktor,city,Omsk\nviktor,address,Site 4\n');
  const { problems } = await on.load('details', 'account,name,value\nnobody,legal_name,X\nviktor,city,\n');
  assert.deepEqual(problems.map(({ message }) => message), ['there is no account `nobody`', '`value` is empty']);
  await shop.asAdmin(OLGA);
  const behalf = async (input) => (await shop.admin(
    `mutation($input: B2bOnBehalfInput!) { orderB2bOnBehalf(input: $input) { __typename
      ... on B2bEntered { order { placedBy details { name value } } } ... on B2bNotEntered { text } } }`,
    { input: { account: 'viktor', payment: 'on-account', shippingMethod: 'van', lines: [{ sku: '1204', quantity: 20 }], ...input } },
  )).orderB2bOnBehalf;
  const missing = await behalf({});
  assert.match(missing.text, /phone.*\(details\.missing\)/, JSON.stringify(missing));
  const entered = await behalf({ details: [{ name: 'phone', value: '+7 900 5' }] });
  assert.equal(entered.__typename, 'B2bEntered', JSON.stringify(entered));
  assert.equal(entered.order.placedBy, 'olga');
  assert.deepEqual(values(entered.order.details), { legal_name: 'Severstroy JSC', city: 'Omsk', address: 'Site 4', phone: '+7 900 5' });
  await shop.asAdmin();
});

/** A ticket of the administrator who is signed in. */
const ticketFor = async (wish) => (await shop.admin(
  `mutation($account: String!, $employee: String, $contract: String) {
    enterB2bClient(account: $account, employee: $employee, contract: $contract) { ticket entry { account company employee until } } }`,
  wish,
)).enterB2bClient;

const ENTER = 'mutation($ticket: String!) { enterB2bClient(ticket: $ticket) { account company employee } }';

/** Olga at a screen of hers, in a client's cart. */
async function entered(wish, client = shop.visitor()) {
  await shop.asAdmin(OLGA);
  const { ticket } = await ticketFor(wish);
  await shop.asAdmin();
  const ask = shop.asker(client);
  const { enterB2bClient: entry } = await ask(ENTER, { ticket });
  const calls = callsOf({ shop: ask, admin: shop.admin });
  for (const [sku, id] of on.ids()) calls.ids().set(sku, id);
  return { ask, client, entry, ticket, on: calls };
}

const audit = async () => {
  const all = [];
  for (let after = 0; ;) {
    const { b2bAudit: { records } } = await shop.admin('query($after: Int!) { b2bAudit(after: $after) { records } }', { after });
    if (records.length === 0) return all;
    all.push(...records.map((record) => JSON.parse(record)));
    after = all.at(-1).number;
  }
};

test('a rep enters a client\'s cart, and both of them stand in what is decided', async () => {
  await shop.as(ANNA);
  await on.add('1204', 5);
  const rep = await entered({ account: 'anna' });
  assert.deepEqual(rep.entry, { account: 'anna', company: 'Romashka LLC', employee: ANNA });
  const { b2bOnBehalf } = await rep.ask('{ b2bOnBehalf { actor kind entry { account employee } } }');
  assert.deepEqual(b2bOnBehalf, { actor: 'olga', kind: 'rep', entry: { account: 'anna', employee: ANNA } });
  assert.equal((await shop.shop('{ b2bOnBehalf { actor } }')).b2bOnBehalf, null, 'the client is herself');

  // His cart, at his prices, under his rules.
  const cart = await rep.on.add('1204', 15);
  assert.deepEqual(cart.lines.map(({ quantity }) => quantity), [20]);
  assert.equal((await on.order()).code, cart.code);
  assert.equal((await on.order()).totalWithTax, cart.totalWithTax);
  assert.deepEqual(await rep.on.offers(['3001']), await on.offers(['3001']));

  await rep.on.address();
  await rep.ask(
    'mutation($said: [B2bDetailInput!]!) { sayB2bDetails(details: $said) { outcome } }',
    { said: [{ name: 'legal_name', value: 'Romashka LLC' }, { name: 'phone', value: '+7 900 1' }] },
  );
  const arranging = await rep.on.to('ArrangingPayment');
  assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
  const card = await rep.on.pay('card');
  assert.equal(card.errorCode, 'INELIGIBLE_PAYMENT_METHOD_ERROR', JSON.stringify(card));
  assert.match(card.eligibilityCheckerMessage, /card.* → .*\((access|rep|payment)\.[a-z-]+\)/);
  const order = await rep.on.pay();
  assert.equal(order.__typename, 'Order', JSON.stringify(order));
  const seen = await on.b2bOrder(order.id);
  assert.deepEqual([seen.account, seen.entity, seen.placedBy, seen.placedByKind], ['anna', 'romashka', 'olga', 'rep']);
  assert.equal((await rep.on.placed(order.code)).state, 'PaymentAuthorized');
  assert.equal((await on.placed(order.code)).state, 'PaymentAuthorized', 'it is the client\'s own');
  const sealed = (await audit()).map(({ entry }) => entry);
  const both = { acting: { id: 'olga', kind: 'rep' }, principal: 'anna' };
  for (const call of ['accounts.authorise', 'checkout.place']) {
    const { acting, principal } = sealed.findLast((entry) => entry.call === call);
    assert.deepEqual({ acting, principal }, both, call);
  }
  await rep.ask('mutation { leaveB2bClient }');
});

test('an entry is not the client: what is his own is refused, and nothing of it happens', async () => {
  await shop.as(ANNA);
  const rep = await entered({ account: 'anna' });
  const own = {
    updateCustomer: 'mutation { updateCustomer(input: { firstName: "Olga" }) { id } }',
    updateCustomerPassword: `mutation { updateCustomerPassword(currentPassword: "${PASSWORD}", newPassword: "mine") { __typename } }`,
    requestUpdateCustomerEmailAddress:
      `mutation { requestUpdateCustomerEmailAddress(password: "${PASSWORD}", newEmailAddress: "o@vega.example") { __typename } }`,
    createCustomerAddress: 'mutation { createCustomerAddress(input: { streetLine1: "Mine 1", countryCode: "RU" }) { id } }',
    deleteCustomerAddress: 'mutation { deleteCustomerAddress(id: "T_1") { success } }',
    requestPasswordReset: `mutation { requestPasswordReset(emailAddress: "${ANNA}") { __typename } }`,
    setCustomerForOrder: 'mutation { setCustomerForOrder(input: { firstName: "O", lastName: "O", emailAddress: "o@vega.example" }) { __typename } }',
    logout: 'mutation { logout { success } }',
    login: `mutation { login(username: "${BORIS}", password: "${PASSWORD}") { __typename } }`,
    authenticate: `mutation { authenticate(input: { native: { username: "${BORIS}", password: "${PASSWORD}" } }) { __typename } }`,
    order: '{ order(id: "T_1") { id } }',
    'Customer.orders': '{ activeCustomer { orders { totalItems } } }',
    'Customer.addresses': '{ activeCustomer { addresses { id } } }',
    b2bEmployees: '{ b2bEmployees { email } }',
    addB2bEmployee: 'mutation { addB2bEmployee(input: { email: "o@vega.example", level: "buyer" }) { email } }',
  };
  for (const [what, query] of Object.entries(own)) {
    await assert.rejects(rep.ask(query), ({ message }) => message.includes(`\`${what}\``) && message.includes('(comptoir.on-behalf)'), what);
  }
  await assert.rejects(rep.ask(own.updateCustomer, {}, { languageCode: 'ru' }), /[а-я]{4}.*\(comptoir\.on-behalf\)/);
  await rep.on.add('1204', 5);
  await assert.rejects(rep.ask('{ activeOrder { customer { addresses { id } } } }'), /`Customer\.addresses`/);
  assert.equal((await rep.ask('{ activeCustomer { emailAddress } }')).activeCustomer.emailAddress, ANNA);
  // The Admin API knows the session as little.
  const adminUrl = `http://localhost:${shop.port}/admin-api`;
  const answer = await fetch(adminUrl, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${rep.client.getAuthToken()}` },
    body: JSON.stringify({ query: 'mutation { logout { success } }' }),
  });
  assert.match((await answer.json()).errors[0].message, /\(comptoir\.on-behalf\)/);
  // The client is who he was, and where he was.
  const { activeCustomer } = await shop.shop('{ activeCustomer { firstName emailAddress addresses { streetLine1 } } }');
  assert.deepEqual([activeCustomer.firstName, activeCustomer.emailAddress], ['Anna', ANNA]);
  assert.ok(!activeCustomer.addresses.some(({ streetLine1 }) => streetLine1 === 'Mine 1'));
  await (await shop.shopper(ANNA))('{ activeCustomer { id } }');
  await on.remove((await on.order()).lines[0].id);
  await rep.ask('mutation { leaveB2bClient }');
});

test('a contract chosen on behalf is the entry\'s, not the client\'s', async () => {
  await shop.as(ANNA);
  await on.choose('romashka-prepaid');
  const before = await on.add('1204', 20);
  const rep = await entered({ account: 'anna', contract: 'romashka-net-30' });
  const chosen = async (calls) => (await calls.contracts()).find(({ isChosen }) => isChosen).code;
  assert.equal(await chosen(rep.on), 'romashka-net-30');
  assert.equal(await chosen(on), 'romashka-prepaid');
  const dearer = await rep.on.add('1204', 5);
  assert.ok(dearer.lines[0].unitPrice > before.lines[0].unitPrice);
  await rep.on.choose('romashka-prepaid');
  assert.equal((await rep.on.order()).lines[0].unitPrice, before.lines[0].unitPrice);
  await rep.on.choose('romashka-net-30');
  await rep.ask('mutation { leaveB2bClient }');
  assert.equal(await chosen(on), 'romashka-prepaid');
  assert.equal((await on.order()).lines[0].unitPrice, before.lines[0].unitPrice, 'the cart has its own prices again');
  await on.remove((await on.order()).lines[0].id);
  await shop.asAdmin(OLGA);
  await assert.rejects(ticketFor({ account: 'anna', contract: 'lotos-prepaid' }), /has no contract `lotos-prepaid`/);
  await shop.asAdmin();
});

test('a ticket serves once, for two minutes, and takes nothing along', async () => {
  // At this screen Boris was signed in, with a cart.
  const client = shop.visitor();
  await client.asUserWithCredentials(BORIS, PASSWORD);
  const boris = callsOf({ shop: shop.asker(client), admin: shop.admin });
  for (const [sku, id] of on.ids()) boris.ids().set(sku, id);
  const his = await boris.add('3001', 1);
  const rep = await entered({ account: 'anna' }, client);
  assert.equal((await rep.on.order())?.lines.length ?? 0, 0);
  const { activeOrder } = await (await shop.shopper(BORIS))(`{ activeOrder { ${ORDER} } }`);
  assert.deepEqual([activeOrder.code, activeOrder.lines.length], [his.code, 1]);

  const visitor = shop.asker(shop.visitor());
  const gone = (ticket) => assert.rejects(visitor(ENTER, { ticket }), /\(comptoir\.ticket\)/);
  await gone(rep.ticket);
  await gone('nonsense');
  await shop.asAdmin(OLGA);
  const late = await ticketFor({ account: 'anna' });
  try {
    later(2 * MINUTE);
    await gone(late.ticket);
  } finally {
    later(0);
  }
  await shop.asAdmin();
  // A customer who signs out signs out everywhere, and whoever works in his cart is nobody then: not he, and no other client.
  await shop.as(ANNA);
  const second = await entered({ account: 'anna' });
  await shop.as(BORIS);
  assert.match((await second.on.add('1204', 5)).interceptorError, /\(comptoir\.client\)/);
  await rep.ask('mutation { leaveB2bClient }').catch(() => undefined);
});

test('an entry ends by a call, by itself, and with what it rests on', async () => {
  const over = async (rep) => {
    const refused = /\(comptoir\.entry\)/;
    await assert.rejects(rep.on.add('1204', 5), refused);
    await assert.rejects(rep.on.order(), refused);
    await rep.ask('mutation { leaveB2bClient }');
    assert.equal((await rep.ask('{ activeCustomer { id } }')).activeCustomer, null);
  };
  // What earlier tests opened is closed first.
  await shop.asAdmin(OLGA);
  await shop.admin('mutation { leaveB2bClient(account: "anna") }');
  // By a call of his own, here or from the Admin API.
  const left = await entered({ account: 'anna' });
  const token = left.client.getAuthToken();
  assert.equal((await left.ask('mutation { leaveB2bClient }')).leaveB2bClient, true);
  left.client.setAuthToken(token);
  assert.equal((await left.ask('{ activeCustomer { id } }')).activeCustomer, null, 'the token is nobody\'s any more');
  const ended = await entered({ account: 'anna' });
  await shop.asAdmin(OLGA);
  assert.equal((await shop.admin('mutation { leaveB2bClient(account: "anna") }')).leaveB2bClient, 1);
  await over(ended);
  // By itself, an hour after it was opened, however busy.
  const long = await entered({ account: 'anna' });
  try {
    later(59 * MINUTE);
    assert.equal((await long.on.add('1204', 5)).__typename, 'Order');
    later(60 * MINUTE);
    await over(long);
  } finally {
    later(0);
  }
  // With the client who is his no more, and the rep who is none any more.
  const lost = await entered({ account: 'anna' });
  await load('bindings', 'rep,company,ended\nolga,romashka,true\n');
  await over(lost);
  await load('bindings', 'rep,company,ended\nolga,romashka,false\n');
  const suspended = await entered({ account: 'anna' });
  await load('reps', `code,name,email,suspended\nolga,Olga Orlova,${OLGA},true\n`);
  await over(suspended);
  await load('reps', `code,name,email\nolga,Olga Orlova,${OLGA}\n`);
  await shop.as(ANNA);
  await on.remove((await on.order()).lines[0].id);
});

test('another\'s client has no account, and a client gives no tickets', async () => {
  await load('bindings', 'rep,company,ended\nolga,severstroy,true\n');
  await shop.asAdmin(OLGA);
  const unknown = async (account) => {
    try {
      await ticketFor({ account });
    } catch (error) {
      return error.message.replace(account, 'ACCOUNT');
    }
    return assert.fail('it was given');
  };
  assert.match(await unknown('viktor'), /there is no account/);
  assert.equal(await unknown('viktor'), await unknown('nobody'));
  await shop.asAdmin();
  await load('bindings', 'rep,company,ended\nolga,severstroy,false\n');
  const token = shop.adminClient.getAuthToken();
  await shop.as(ANNA);
  shop.adminClient.setAuthToken(shop.shopClient.getAuthToken());
  await assert.rejects(ticketFor({ account: 'anna' }), /not currently authorized/);
  shop.adminClient.setAuthToken(token);
});

test('under a contract with categories of its own the client sees these alone, on every way', async () => {
  await load('products', 'sku,categories\n3001,pens\n3002,paper\n');
  const contract = (categories) => load('contracts',
    `code,company,terms,currency,default,valid_from,categories\nromashka-net-30,romashka,net-30,RUB,false,2026-03-01,${categories}\n`);
  await contract('"paper, calendars"');
  await shop.as(ANNA);
  const page = async (sku) => (await shop.shop('query($slug: String!) { product(slug: $slug) { id } }', { slug: `p-${sku}` })).product !== null;
  const listed = async () => (await shop.shop('{ products { totalItems } }')).products.totalItems;
  const offered = async () => (await on.offers(['3001', '3002'])).map(({ sku }) => sku);
  await on.choose('romashka-prepaid');
  assert.deepEqual([await page('3001'), await page('3002'), await listed()], [true, true, 120]);
  assert.deepEqual(await offered(), ['3001', '3002']);
  await on.add('3001', 1);

  await on.choose('romashka-net-30');
  assert.deepEqual([await page('3001'), await page('3002'), await listed()], [false, true, 1]);
  assert.deepEqual(await offered(), ['3002']);
  const words = async (id) => {
    try {
      return await shop.shop('mutation($id: ID!) { addItemToOrder(productVariantId: $id, quantity: 1) { __typename } }', { id });
    } catch (error) {
      return error.message.replaceAll(id.replace('T_', ''), 'ID');
    }
  };
  assert.equal(await words(on.id('3001')), await words('T_999999'));
  // What came into the cart under another contract is not placed under this one, and can be taken out.
  await on.address();
  assert.match((await on.to('ArrangingPayment')).transitionError, /\(product\.unknown\)/);
  const [line] = (await on.order()).lines;
  assert.equal((await on.remove(line.id)).lines.length, 0);

  await contract('-');
  assert.deepEqual([await page('3002'), await listed(), await offered()], [false, 0, []]);
  await contract('');
  assert.deepEqual([await page('3001'), await listed()], [true, 120]);
  await on.choose('romashka-prepaid');
  await shop.shopClient.asAnonymousUser();
  assert.equal(await listed(), 120);
});

test('an order file comes back as a workbook with a verdict on every row, in the client\'s language', async () => {
  await shop.as(ANNA);
  const upload = async (name, bytes, languageCode) => {
    const form = new FormData();
    form.append('operations', JSON.stringify({
      query: `mutation($file: Upload!) { uploadB2bOrderFile(file: $file) {
        rows { row quantity texts } corrected { name mediaType base64 } } }`,
      variables: { file: null },
    }));
    form.append('map', '{"0":["variables.file"]}');
    form.append('0', new Blob([bytes]), name);
    const response = await fetch(`http://localhost:${shop.port}/shop-api?languageCode=${languageCode}`, {
      method: 'POST', body: form,
      headers: { authorization: `Bearer ${shop.shopClient.getAuthToken()}`, 'apollo-require-preflight': 'true' },
    });
    const { data, errors } = await response.json();
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data.uploadB2bOrderFile;
  };
  const order = 'Артикул;Количество\n1204;25\n3002;9000\nnothing;1\n';
  const { rows, corrected } = await upload('order.csv', order, 'ru');
  assert.deepEqual([corrected.name, corrected.mediaType], [
    'order-corrected.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ]);
  const bytes = Buffer.from(corrected.base64, 'base64');
  const [{ data: [, ...cells] }] = await readExcelFile(bytes);
  assert.deepEqual(cells.map(([article, quantity]) => [article, Number(quantity)]), [['1204', 25], ['3002', 9000], ['nothing', 1]]);
  // What was accepted, and why no more.
  assert.deepEqual(rows.map(({ texts }) => texts.length > 0), [false, true, true], JSON.stringify(rows));
  for (const [at, { quantity, texts }] of rows.entries()) {
    assert.equal(Number(cells[at][2] ?? 0), Number(quantity ?? 0), JSON.stringify(cells[at]));
    for (const text of texts) assert.ok(cells[at].some((cell) => text.startsWith(String(cell))), `${text} in ${JSON.stringify(cells[at])}`);
  }
  assert.match(cells[2].join(' '), /[а-я]{4}/);
  const english = await upload('order.csv', order, 'en');
  const [{ data }] = await readExcelFile(Buffer.from(english.corrected.base64, 'base64'));
  assert.doesNotMatch(data.slice(1).flat().join(' '), /[а-я]/);
  // It is an order file itself.
  assert.deepEqual((await upload(corrected.name, bytes, 'en')).rows.map(({ row }) => row), [2, 3, 4]);
  for (const { id } of (await on.order()).lines) await on.remove(id);
});

test('lines of a detail are broken in one way, however they are said or loaded', async () => {
  const of = rowsCallsOf(shop);
  const rows = () => of.having('details', { account: 'viktor' });
  await shop.as(VIKTOR);
  await on.add('1204', 20);
  await address({ fullName: 'Viktor', streetLine1: 'Lenina 1\r\nyard', city: 'Perm' });
  await by('van');
  await say([{ name: 'legal_name', value: 'Severstroy\r\nLLC\rPerm' }, { name: 'phone', value: '+7 900 3' }]);
  assert.equal((await on.to('ArrangingPayment')).__typename, 'Order');
  assert.equal((await on.pay()).__typename, 'Order');
  const before = await rows();
  const value = (name) => before.rows.find((row) => row[1] === name)?.[2];
  assert.equal(value('legal_name'), 'Severstroy\nLLC\nPerm');
  assert.equal(value('address'), 'Lenina 1\nyard');
  const table = shop.injector.get(TransactionalConnection).rawConnection.getRepository(Detail);
  const kept = await table.find({ order: { id: 'ASC' } });
  await load('details', before.csv);
  assert.deepEqual(await table.find({ order: { id: 'ASC' } }), kept);
  await load('details', 'account,name,value\r\nviktor,legal_name,"Severstroy\r\nLLC\r\nPerm"\r\n');
  const sheet = workbook([['account', 'name', 'value'], ['viktor', 'legal_name', 'Severstroy&#13;\nLLC&#13;\nPerm']]);
  assert.deepEqual(await of.file('loadB2bFile', 'details', sheet), { rows: 1, problems: [] });
  assert.deepEqual(await table.find({ order: { id: 'ASC' } }), kept);
});
