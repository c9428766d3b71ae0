'use strict';
// Orders that leave in parcels, by Vendure's own fulfillments: whichever way a parcel goes, the rules are asked before.

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { startShop, stopped } = require('./server');
const { callsOf } = require('./queries');

const ANNA = 'anna@romashka.example';
const OLGA = 'olga@vega.example';

let shop;
let on;
before(async () => {
  shop = await startShop('office-supplies', {}, {}, { seeded: true });
  on = callsOf(shop);
  await on.learn();
}, { timeout: 600_000 });
after(() => stopped(shop));

async function place(quantity) {
  await shop.as(ANNA);
  const added = await on.add('1204', quantity);
  assert.equal(added.__typename, 'Order', JSON.stringify(added));
  assert.equal((await on.address()).__typename, 'Order');
  const arranging = await on.to('ArrangingPayment');
  assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
  const placed = await on.pay();
  assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
  await shop.asAdmin();
  return placed;
}

async function confirm(id) {
  await shop.asAdmin(OLGA);
  const { applied, refusal } = await on.fire(id, 'confirm');
  assert.ok(applied, refusal);
  await shop.asAdmin();
}

/** Parcels of an order of `1204` alone, by their quantities; their ids. */
async function parcels(id, quantities) {
  const made = [];
  for (const quantity of quantities) {
    const parcel = await on.fulfill(id, { 1204: quantity });
    assert.equal(parcel.__typename, 'Fulfillment', JSON.stringify(parcel));
    made.push(parcel.id);
  }
  return made;
}

/** Shipment of the rules, and Vendure's states of the parcels, in order. */
async function seen(id) {
  const { order, b2bOrder } = await on.adminOrder(id);
  const states = [...order.fulfillments].sort((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }));
  return { shipment: b2bOrder.shipment, parcels: states.map(({ state }) => state) };
}

async function refused(id, state, text) {
  const moved = await on.ship(id, state);
  assert.equal(moved.__typename, 'FulfillmentStateTransitionError', JSON.stringify(moved));
  assert.match(moved.transitionError, text);
}

async function moved(id, state) {
  const answer = await on.ship(id, state);
  assert.equal(answer.state, state, JSON.stringify(answer));
}

test('a parcel that is delivered at once leaves past no gate: nothing of it before the order is confirmed', async () => {
  const placed = await place(20);
  const [one] = await parcels(placed.id, [15, 5]);
  await refused(one, 'Delivered', /\(order\.event\)/);
  assert.deepEqual(await seen(placed.id), { shipment: 'none', parcels: ['Pending', 'Pending'] });
});

test('nor past debt, in part or whole; where it may leave, it is shipped and then delivered', async () => {
  const placed = await place(30);
  await confirm(placed.id);
  const [one, other] = await parcels(placed.id, [10, 20]);
  const owes = (paid) => on.load('receivables', `id,company,currency,amount,paid,shipped,due\nP-1,romashka,RUB,50.00,${paid},2026-09-01,2026-10-01\n`);
  assert.deepEqual(await owes('0.00'), { rows: 1, problems: [] });
  await refused(one, 'Delivered', /\(credit\.overdue\)/);
  await refused(other, 'Shipped', /\(credit\.overdue\)/);
  assert.deepEqual(await seen(placed.id), { shipment: 'none', parcels: ['Pending', 'Pending'] });

  await owes('50.00');
  await moved(one, 'Delivered');
  assert.deepEqual(await seen(placed.id), { shipment: 'part', parcels: ['Delivered', 'Pending'] });
  await owes('0.00');
  await refused(other, 'Delivered', /\(credit\.overdue\)/);
  assert.deepEqual(await seen(placed.id), { shipment: 'part', parcels: ['Delivered', 'Pending'] });
  await owes('50.00');
  await moved(other, 'Delivered');
  assert.deepEqual(await seen(placed.id), { shipment: 'delivered', parcels: ['Delivered', 'Delivered'] });
  const { history } = (await on.adminOrder(placed.id)).b2bOrder;
  assert.deepEqual(history.slice(-3).map(({ event }) => event), ['ship', 'ship', 'deliver']);
});

test('an order that goes in one parcel is delivered at once: both events are the rules\' own', async () => {
  const placed = await place(20);
  await confirm(placed.id);
  const [whole] = await parcels(placed.id, [20]);
  await moved(whole, 'Delivered');
  assert.deepEqual(await seen(placed.id), { shipment: 'delivered', parcels: ['Delivered'] });
});

test('what has left the house is not cancelled, shipped or delivered; what is only picked is', async () => {
  const placed = await place(20);
  await confirm(placed.id);
  const stock = async () => (await shop.admin(
    'query($id: ID!) { productVariant(id: $id) { stockLevels { stockOnHand stockAllocated } } }', { id: on.id('1204') },
  )).productVariant.stockLevels;
  const [picked] = await parcels(placed.id, [15]);
  await moved(picked, 'Cancelled');
  const [one, other] = await parcels(placed.id, [15, 5]);
  await moved(one, 'Shipped');
  const free = await stock();
  await refused(one, 'Cancelled', /left the house.*\(comptoir\.shipped\)/);
  for (const [languageCode, words] of [['ru', /уже отгружена.*\(comptoir\.shipped\)/], ['it', /già partito.*\(comptoir\.shipped\)/]]) {
    const { transitionFulfillmentToState } = await shop.admin(
      `mutation($id: ID!) { transitionFulfillmentToState(id: $id, state: "Cancelled") {
        ... on FulfillmentStateTransitionError { transitionError } } }`, { id: one }, { languageCode },
    );
    assert.match(transitionFulfillmentToState.transitionError, words);
  }
  assert.deepEqual(await seen(placed.id), { shipment: 'part', parcels: ['Cancelled', 'Shipped', 'Pending'] });
  await moved(one, 'Delivered');
  await refused(one, 'Cancelled', /\(comptoir\.shipped\)/);
  assert.deepEqual(await stock(), free, 'nothing is put into stock again');

  // What was not sent yet is sent by another parcel.
  await moved(other, 'Cancelled');
  const [again] = await parcels(placed.id, [5]);
  await moved(again, 'Shipped');
  await moved(again, 'Delivered');
  assert.deepEqual(await seen(placed.id), { shipment: 'delivered', parcels: ['Cancelled', 'Delivered', 'Cancelled', 'Delivered'] });
});
