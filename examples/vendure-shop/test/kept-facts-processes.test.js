'use strict';
// Several servers and workers on one PostgreSQL: what one of them writes, the others go by from the next request on, as soon as
// it is committed and not before.

const assert = require('node:assert/strict');
const { fork } = require('node:child_process');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { PLAIN } = require('../bench/pair');
const { fromPlugin, seedShop, startShop } = require('./server');
const { callsOf } = require('./queries');
const { startPostgres } = require('./postgres');

const { TransactionalConnection } = fromPlugin('@vendure/core');
const [SKU] = PLAIN;

let postgres;
let shop;
let on;
let other;
before(async () => {
  postgres = await startPostgres();
  shop = await startShop(
    'kept', { policy: path.join(__dirname, 'policies/loyalty.toml') },
    { dbConnectionOptions: { ...postgres.connection, synchronize: true, poolSize: 10 } },
  );
  await seedShop(shop);
  on = callsOf(shop);
  await on.learn();
  await shop.as('anna@romashka.example');
  const { database } = shop.injector.get(TransactionalConnection).rawConnection.options;
  other = fork(path.join(__dirname, 'stories/other-process.js'), [JSON.stringify({ ...postgres.connection, database })]);
  assert.equal(await heard(), 'ready');
}, { timeout: 600_000 });
after(async () => {
  if (other?.connected) await tell({ stop: true }).catch(() => other.kill());
  await shop?.stop();
  await postgres?.stop();
  setTimeout(() => process.exit(), 500).unref();
});

function heard() {
  return new Promise((resolve, reject) => {
    const gone = (code) => reject(new Error(`the worker ended with ${code}`));
    other.once('exit', gone);
    other.once('message', ({ done, failed }) => {
      other.removeListener('exit', gone);
      if (failed) reject(new Error(failed));
      else resolve(done);
    });
  });
}

function tell(message) {
  const answer = heard();
  other.send(message);
  return answer;
}

async function price() {
  const { products } = await shop.shop('{ products(options: { take: 100 }) { items { variants { sku price } } } }');
  return products.items.flatMap(({ variants }) => variants).find(({ sku }) => sku === SKU).price;
}

test('what a worker loads counts for the server from the next request on', async () => {
  const first = await price();
  assert.equal(await price(), first);
  const loaded = await tell({ load: ['prices', `sku,price_list,from,price\n${SKU},wholesale,1,77.00\n`] });
  assert.deepEqual(loaded.problems, []);
  const now = await price();
  assert.notEqual(now, first);
  assert.equal((await on.add(SKU, 1)).lines[0].unitPrice, now);
  assert.deepEqual((await tell({ load: ['employees', 'email,outlet,suspended\nanna@romashka.example,anna,true\n'] })).problems, []);
  assert.match((await on.add(SKU, 1)).interceptorError, /access\.suspended/);
  assert.deepEqual((await tell({ load: ['employees', 'email,outlet,suspended\nanna@romashka.example,anna,false\n'] })).problems, []);
  assert.equal((await on.add(SKU, 1)).__typename, 'Order');
});

test('what is not committed is not there, and what is taken back never was', async () => {
  const first = await price();
  const write = (amount) => tell({ begin: ['PriceRow', { sku: SKU, fromQuantity: '1' }, { amount }] });
  await write('33.00');
  assert.equal(await price(), first);
  await tell({ end: 'rollback' });
  assert.equal(await price(), first);
  await write('44.00');
  assert.equal(await price(), first);
  await tell({ end: 'commit' });
  assert.notEqual(await price(), first);
});

test('two who write at once, of whom the second commits first, are both heard of', async () => {
  const rows = shop.injector.get(TransactionalConnection).rawConnection;
  const first = await price();
  await tell({ begin: ['PriceRow', { sku: SKU, fromQuantity: '1' }, { amount: '66.00' }] });
  // Its row has a later number and is there before the other one's.
  await rows.getRepository('Contract').update({ code: 'lotos-prepaid' }, { discount: '1' });
  await rows.getRepository('PriceRow').update({ sku: PLAIN[1], fromQuantity: '1' }, { amount: '66.00' });
  assert.equal(await price(), first);
  await tell({ end: 'commit' });
  assert.notEqual(await price(), first);
});

test('whoever writes waits for nobody who writes something else', async () => {
  await tell({ begin: ['PriceRow', { sku: SKU, fromQuantity: '1' }, { amount: '70.00' }] });
  const done = on.load('prices', `sku,price_list,from,price\n${PLAIN[2]},wholesale,1,71.00\n`).then(({ problems }) => problems);
  const late = new Promise((resolve) => setTimeout(resolve, 10_000, 'it waited'));
  assert.deepEqual(await Promise.race([done, late]), []);
  await tell({ end: 'rollback' });
});
