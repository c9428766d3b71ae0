'use strict';
// What a first order says of the client; a rep at work in a client's cart; and what contracts let see.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { seedShop, startShop } = require('./server');
const { callsOf } = require('./queries');

const OFFICE = fs.readFileSync(path.resolve(__dirname, '../../../fixtures/policies/office-supplies.toml'), 'utf8');
const POLICY = OFFICE.replace('confirmed_by = "rep"', 'confirmed_by = "rep"\ndetails = ["legal_name", "city", "address", "phone"]') + `
[[delivery.method]]
id = "pickup"
kind = "pickup"
[[delivery.method]]
id = "van"
kind = "company-transport"
`;

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
const VIKTOR = 'viktor@severstroy.example';
const OLGA = 'olga@vega.example';

let shop;
let on;

const load = async (table, csv) => assert.deepEqual((await on.load(table, csv)).problems, []);

before(async () => {
  shop = await startShop('behalf', { policy: { name: 'behalf.toml', text: POLICY } });
  await seedShop(shop);
  on = callsOf(shop);
  await on.learn();
  await shop.admin('mutation($input: CreateShippingMethodInput!) { createShippingMethod(input: $input) { id } }', { input: {
    code: 'van', fulfillmentHandler: 'manual-fulfillment',
    checker: { code: 'comptoir-may-ship', arguments: [{ name: 'method', value: 'van' }] },
    calculator: { code: 'default-shipping-calculator', arguments: [
      { name: 'rate', value: '0' }, { name: 'includesTax', value: 'auto' }, { name: 'taxRate', value: '0' }] },
    translations: [{ languageCode: 'en', name: 'Van', description: '' }],
  } });
  // Enough of one article is shown to everybody.
  await load('bought', ['romashka', 'lotos', 'severstroy'].reduce(
    (csv, company) => `${csv}${company},1204,2026-09,600\n${company},1204,2026-10,600\n`, 'company,sku,month,quantity\n'));
}, { timeout: 600_000 });
after(async () => {
  await shop?.stop();
  // Vendure keeps timers.
  setTimeout(() => process.exit(), 500).unref();
});

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
