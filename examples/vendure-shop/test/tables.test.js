'use strict';
// Tables as they are loaded again and again: what a file says, what it leaves out, and what it moves.

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { fromPlugin, plugin, startShop } = require('./server');
const { callsOf } = require('./queries');

const { TransactionalConnection } = fromPlugin('@vendure/core');
const { Contract, Employee } = plugin();

const ANNA = 'anna@romashka.example';

let shop;
let on;
let connection;
before(async () => {
  shop = await startShop('office-supplies', {}, {}, { seeded: true });
  on = callsOf(shop);
  await on.learn();
  connection = shop.injector.get(TransactionalConnection).rawConnection;
  await shop.as(ANNA);
}, { timeout: 600_000 });
after(async () => {
  await shop?.stop();
  // Vendure keeps timers.
  setTimeout(() => process.exit(), 500).unref();
});

const load = async (table, csv) => assert.deepEqual((await on.load(table, csv)).problems, []);
const chosen = async () => (await on.contracts()).find(({ isChosen }) => isChosen)?.code;

async function empty() {
  for (const { id } of (await on.order())?.lines ?? []) await on.remove(id);
}

/** An upload's rows, or what it is refused with. */
async function uploaded(csv) {
  const body = new FormData();
  body.append('operations', JSON.stringify({
    query: 'mutation($file: Upload!) { uploadB2bOrderFile(file: $file) { rows { outcome codes } order { lines { id } } } }', variables: { file: null },
  }));
  body.append('map', '{"0":["variables.file"]}');
  body.append('0', new Blob([csv]), 'order.csv');
  const response = await fetch(`http://localhost:${shop.port}/shop-api`, {
    method: 'POST', body,
    headers: { authorization: `Bearer ${shop.shopClient.getAuthToken()}`, 'apollo-require-preflight': 'true' },
  });
  const { data, errors } = await response.json();
  return errors ? errors[0].message : data.uploadB2bOrderFile;
}

test('who moves to another company buys under a contract of that one', async () => {
  await on.choose('romashka-net-30');
  // Another outlet of his, or the same one: he goes on as he chose.
  await load('employees', `email,outlet\n${ANNA},anna\n`);
  assert.equal(await chosen(), 'romashka-net-30');
  await load('employees', `email,outlet\n${ANNA},viktor\n`);
  assert.equal(await chosen(), 'severstroy-net-30');
  const added = await on.add('1204', 20);
  assert.equal(added.__typename, 'Order', JSON.stringify(added));
  assert.ok(added.subTotal > 0);
  await empty();
  await load('employees', `email,outlet\n${ANNA},anna\n`);
  await on.choose('romashka-net-30');
  // The outlet goes over with its people.
  await load('outlets', 'account,company,name\nanna,severstroy,Lenina 12\n');
  assert.equal(await chosen(), 'severstroy-net-30');
  await load('outlets', 'account,company,name\nanna,romashka,Lenina 12\n');
  assert.equal(await chosen(), 'romashka-prepaid');
});

test('a contract that is over: nothing enters the cart without a price, and the reason is told', async () => {
  const { validUntil } = await connection.getRepository(Contract).findOneByOrFail({ code: 'romashka-net-30' });
  await on.choose('romashka-net-30');
  const before = await on.add('1204', 20);
  assert.equal(before.__typename, 'Order', JSON.stringify(before));
  await load('contracts', 'code,company,terms,currency,valid_until\nromashka-net-30,romashka,net-30,RUB,2026-11-01\n');
  const refused = await on.add('05512', 5);
  assert.equal(refused.errorCode, 'ORDER_INTERCEPTOR_ERROR', JSON.stringify(refused));
  assert.match(refused.interceptorError, /→ .*\(contract\.\w+\)/);
  const more = await on.adjust(before.lines[0].id, 25);
  assert.match(more.interceptorError, /→ .*\(contract\.\w+\)/);
  assert.match(await uploaded('sku,quantity\n05512,5\n'), /→ .*\(contract\.\w+\)/);
  const order = await on.order();
  assert.deepEqual(order.lines.map(({ productVariant, quantity }) => [productVariant.sku, quantity]), [['1204', 20]]);
  await on.choose('romashka-prepaid');
  assert.ok((await on.order()).subTotal > 0);
  assert.equal((await on.add('05512', 5)).__typename, 'Order');
  await empty();
  await connection.getRepository(Contract).update({ code: 'romashka-net-30' }, { validUntil });
});
