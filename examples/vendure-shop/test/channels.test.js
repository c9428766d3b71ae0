'use strict';
// Two channels of one shop: each has its own goods, stock, orders and staff.

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { PASSWORD } = require('../seed');
const { startShop, stopped } = require('./server');
const { secondChannel } = require('./second-channel');
const { correctionsOf } = require('./stories/correction-calls');
const { callsOf } = require('./queries');

const ANNA = 'anna@romashka.example';

let shop;
let on;
let fix;
before(async () => {
  shop = await startShop('office-supplies', {}, {}, { seeded: true });
  on = callsOf(shop);
  fix = correctionsOf(shop);
  await on.learn();
}, { timeout: 600_000 });
after(() => stopped(shop));

async function place() {
  assert.equal((await on.address()).__typename, 'Order');
  const arranging = await on.to('ArrangingPayment');
  return arranging.__typename === 'Order' ? on.pay() : arranging;
}

/** What the client may ask of an order by its code; each call by itself. */
const asked = (code) => ({
  proposal: () => fix.proposal(code),
  accept: () => fix.accept(code),
  decline: () => fix.decline(code, 'no'),
  invoice: () => fix.invoice(code),
  giveBack: () => shop.shop(
    'mutation($code: String!) { requestB2bReturn(code: $code, reason: "broken") { applied } }', { code },
  ),
  waybill: () => shop.shop('mutation($orders: [String!]!) { b2bWaybill(orders: $orders) { findings { code } } }', { orders: [code] }),
});

const history = async () => (await shop.shop('{ b2bHistory(offset: 0, limit: 100) { orders { code } } }')).b2bHistory.orders
  .map(({ code }) => code);

test('another channel: its goods, its stock, its orders', async () => {
  await shop.as(ANNA);
  await on.add('1204', 20);
  const placed = await place();
  assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
  await shop.asAdmin();
  const createChannel = await secondChannel(shop, 'second-token');
  const { createRole } = await shop.admin(
    'mutation($input: CreateRoleInput!) { createRole(input: $input) { id } }',
    { input: { code: 'second-sales', description: 'x', permissions: ['ReadOrder', 'UpdateOrder', 'ReadCustomer'], channelIds: [createChannel.id] } },
  );
  const { roles } = await shop.admin('{ roles { items { id code } } }');
  assert.ok(roles.items.length > 0);
  await shop.admin(
    'mutation($input: CreateAdministratorInput!) { createAdministrator(input: $input) { id } }',
    { input: { firstName: 'A', lastName: 'B', emailAddress: 'second@vega.example', password: PASSWORD, roleIds: [createRole.id] } },
  );
  const { productVariant } = await shop.admin('query($id: ID!) { productVariant(id: $id) { productId } }', { id: on.id('9001') });
  await shop.admin(
    'mutation($input: AssignProductsToChannelInput!) { assignProductsToChannel(input: $input) { id } }',
    { input: { productIds: [productVariant.productId], channelId: createChannel.id } },
  );
  try {
    await shop.asAdmin('second@vega.example');
    shop.adminClient.setChannelToken('second-token');
    await assert.rejects(on.b2bOrder(placed.id), /No Order with the id/);
    await assert.rejects(on.fire(placed.id, 'confirm'), /No Order with the id/);
    await assert.rejects(shop.admin('query($id: ID!) { b2bInvoice(id: $id) { step } }', { id: placed.id }), /No Order with the id/);
    await assert.rejects(fix.correct(placed.code, { 1204: 10 }, 'not his'), /No Order with the id/);
    await assert.rejects(fix.grant(placed.code, { 1204: 10 }), /No Order with the id/);
    assert.deepEqual((await shop.admin('{ b2bOrders(company: "romashka") { code } }')).b2bOrders, []);
    // His role is of this channel, and of no other; it lets no gate pass, and one that he has not got is not his to use.
    await assert.rejects(on.grant('severstroy', 'overdue', 'second-sales', 'known client'), /\(comptoir\.gate-role\)/);
    await assert.rejects(on.grant('severstroy', 'overdue', 'head-of-sales', 'known client'), /not currently authorized/);
    shop.shopClient.setChannelToken('second-token');
    await shop.as('boris@lotos.example');
    const offers = await on.offers(['9001', '3001']);
    assert.deepEqual(offers.map(({ sku, visible }) => [sku, visible]), [['9001', '0']]);
    // Nor is the client's own order of the other channel here.
    await shop.as(ANNA);
    for (const [name, ask] of Object.entries(asked(placed.code))) await assert.rejects(ask(), /No Order with the id/, name);
    assert.deepEqual(await history(), []);
  } finally {
    shop.adminClient.setChannelToken('e2e-default-channel');
    shop.shopClient.setChannelToken('e2e-default-channel');
  }
  await shop.asAdmin();
  assert.equal((await on.b2bOrder(placed.id)).order, 'awaiting-confirmation');
  await shop.as(ANNA);
  const { proposal, invoice } = asked(placed.code);
  assert.equal(await proposal(), null);
  await invoice();
  assert.deepEqual(await history(), [placed.code]);
});
