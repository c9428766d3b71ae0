'use strict';
// What a table takes is what the rules take: a row that they can't read is a problem of its line, and shuts nobody out.

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { fromPlugin, plugin, stopped } = require('./server');
const { callsOf } = require('./queries');
const { startWithRows } = require('./stories/rows-calls');

const { TransactionalConnection } = fromPlugin('@vendure/core');
const { PriceList, PriceRow } = plugin();

const VIKTOR = 'viktor@severstroy.example';
/** The largest that a table takes, of what is no money and of what is. */
const LARGEST = '999999999999.999999';
const RICHEST = '999999999999.9999';

let shop;
let on;
let of;
let content;
let rep;
before(async () => {
  ({ shop, on, of, content } = await startWithRows());
  await shop.as(VIKTOR);
  rep = await shop.administrator('olga@vega.example');
}, { timeout: 600_000 });
after(() => stopped(shop));

/** All that the client and his rep read; a fact that the rules can't read is an error in one of them. */
async function answers() {
  const cart = await on.cart();
  const offers = await on.offers(['1204', '9001']);
  const { b2bStatement } = await shop.shop(
    '{ b2bStatement(start: "2026-10-01", end: "2026-11-20") { accounts { closing } findings { code } } }',
  );
  const { b2bClients } = await rep('{ b2bClients { items { code owed { amount } } } }');
  return { cart, offers, contracts: await on.contracts(), statement: b2bStatement, clients: b2bClients.items };
}

async function standing() {
  const { cart, offers, contracts, statement, clients } = await answers();
  assert.ok(!cart?.findings.some(({ code }) => /unavailable|overflow|contradictory/.test(code)), JSON.stringify(cart?.findings));
  assert.deepEqual(offers.map(({ net }) => Number(net) > 0), [true, true], JSON.stringify(offers));
  assert.ok(contracts.length > 0);
  assert.ok(clients.some(({ code }) => code === 'severstroy'));
  return { cart, statement, clients };
}

const NUMBER = 'a number such as `12.50`, at most 12 digits before the point and 6 behind it';
const SUM = 'a sum such as `12.50`, at most 12 digits before the point and 4 behind it';
const SIGNED = 'a sum such as `12.50` or `-12.50`, at most 12 digits before the point and 4 behind it';
const LIMIT = 'a sum such as `12.50`, at most 12 digits before the point and 4 behind it, or `unlimited`';
const PIECES = 'a whole number above 0, at most 999999999';
const SHARE = 'a percentage from `0` to `100`, at most 6 digits behind the point';

test('what the rules can\'t read is a problem of its line', async () => {
  const before = await content();
  const big = ['9999999999999.123456', '999999999999999.999999', '1000000000000', '1.1234567', '1e3', '1,5', '-', '.5', '5.'];
  const refused = async (table, header, row, column, cells, expected) => {
    for (const cell of cells) {
      const quoted = cell.includes(',') ? `"${cell}"` : cell;
      assert.deepEqual(await of.load(table, `${header}\n${row.replace('?', quoted)}\n`), {
        rows: 0, problems: [{ line: 2, message: `\`${column}\` is \`${cell}\`; expected ${expected}` }],
      }, `${table} ${column} ${cell}`);
    }
  };
  const sums = [...big, '-1'];
  await refused('turnover', 'company,month,shipped', 'severstroy,2026-10,?', 'shipped', sums, SUM);
  await refused('turnover', 'company,month,shipped,returned', 'severstroy,2026-10,1,?', 'returned', sums, SUM);
  await refused('receivables', 'id,company,currency,amount,paid', 'S-1,severstroy,RUB,?,0', 'amount', sums, SUM);
  await refused('receivables', 'id,company,currency,amount,paid', 'S-1,severstroy,RUB,1,?', 'paid', sums, SUM);
  await refused('limits', 'company,currency,amount', 'severstroy,RUB,?', 'amount', [...sums, 'none'], LIMIT);
  await refused('employees', 'email,outlet,spending_limit', `${VIKTOR},viktor,?`, 'spending_limit', sums, SUM);
  await refused('openings', 'company,contract,currency,balance', 'severstroy,severstroy-net-30,RUB,?', 'balance', [...big, '-1000000000000'], SIGNED);
  await refused(
    'ledger', 'id,company,contract,currency,day,kind,amount', 'L-1,severstroy,severstroy-net-30,RUB,2026-11-01,invoice,?', 'amount', big, SIGNED,
  );
  await refused('bought', 'company,sku,month,quantity', 'severstroy,1204,2026-10,?', 'quantity', sums, NUMBER);
  await refused('bonusAccounts', 'phone,turnover', '+3901,?', 'turnover', sums, SUM);
  await refused('bonusLots', 'phone,lot,amount,earned', '+3901,U-9,?,2026-01-01', 'amount', sums, SUM);
  await refused('bonusLots', 'phone,lot,amount,earned,left', '+3901,U-9,1,2026-01-01,?', 'left', sums, SUM);
  await refused('products', 'sku,weight_kg', '1204,?', 'weight_kg', sums, NUMBER);
  await refused('products', 'sku,volume_m3', '1204,?', 'volume_m3', sums, NUMBER);
  await refused('prices', 'sku,price_list,from,price', '1204,wholesale,1,?', 'price', sums, NUMBER);
  const pieces = [...sums, '0', '0.000', '1.5', '1.123456'];
  await refused('prices', 'sku,price_list,from,price', '1204,wholesale,?,1', 'from', pieces, PIECES);
  await refused('products', 'sku,moq', '1204,?', 'moq', pieces, PIECES);
  await refused('products', 'sku,multiple', '1204,?', 'multiple', pieces, PIECES);
  await refused(
    'contracts', 'code,company,terms,currency,discount', 'severstroy-net-30,severstroy,net-30,RUB,?', 'discount',
    [...sums, '100.000001', '101', '100.0000000'], SHARE,
  );
  for (const day of ['2026-02-31', '2026-13-01', '31.10.2026', '2026-1-1', '2026-10']) {
    await refused('books', 'company,since', 'severstroy,?', 'since', [day], 'a day such as `2026-01-31`');
  }
  for (const month of ['2026-13', '2026-00', '2026-1', '2026-10-01']) {
    await refused('turnover', 'company,month,shipped', 'severstroy,?,1', 'month', [month], 'a month such as `2026-01`');
  }
  for (const moment of ['2026-02-31T09:00Z', '2026-01-31T25:00Z', '2026-01-31T09:00', '2026-01-31 09:00Z', '2026-01-31T09:00+99:00']) {
    await refused('employees', 'email,outlet,effective_from', `${VIKTOR},viktor,?`, 'effective_from', [moment], 'a moment such as `2026-01-31T09:00+03:00`');
  }
  assert.deepEqual(await content(), before);
  await standing();
});

test('a weight that staff write by hand is one too', async () => {
  const write = (weight) => shop.admin(
    'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
    { input: [{ id: on.id('9001'), customFields: { comptoirWeight: weight } }] },
  );
  await assert.rejects(write('9999999999999.123456'), /expected a number such as/);
  await write(LARGEST);
  await on.add('9001', 5);
  await standing();
  await write(null);
  for (const { id } of (await on.order()).lines) await on.remove(id);
});

test('the largest of every column, and several of a company, leave him his shop', async () => {
  await on.add('1204', 20);
  await standing();
  const several = (count, row) => Array.from({ length: count }, (_, at) => row.replace('?', String(at)));
  await of.loaded('turnover', 'company,month,shipped,returned', `severstroy,2026-10,${RICHEST},${RICHEST}`, `severstroy,2026-09,${RICHEST},0`);
  await of.loaded('bought', 'company,sku,month,quantity', ...['2026-08', '2026-09', '2026-10'].map((month) => `severstroy,1204,${month},${LARGEST}`));
  await of.loaded('limits', 'company,currency,amount,contract', `severstroy,RUB,${RICHEST},`, `severstroy,RUB,${RICHEST},severstroy-net-30`);
  await of.loaded('employees', 'email,outlet,spending_limit', `${VIKTOR},viktor,${RICHEST}`);
  await of.loaded('receivables', 'id,company,currency,amount,paid,shipped,due', ...several(900, `M-?,severstroy,RUB,${RICHEST},0,2026-11-10,2026-12-10`));
  await of.loaded('openings', 'company,contract,currency,balance', `severstroy,severstroy-net-30,RUB,${RICHEST}`);
  await of.loaded(
    'ledger', 'id,company,contract,currency,day,kind,amount',
    ...several(900, `M-?,severstroy,severstroy-net-30,RUB,2026-11-10,invoice,${RICHEST}`),
  );
  await of.loaded('contracts', 'code,company,terms,currency,default,discount', 'severstroy-net-30,severstroy,net-30,RUB,true,0', 'spare,umbra,net-30,EUR,,100.000000');
  await of.loaded('prices', 'sku,price_list,from,price', `3001,wholesale,1,${LARGEST}`, `3001,wholesale,999999999,${LARGEST}`);
  await of.loaded('products', 'sku,weight_kg,volume_m3', `3001,${LARGEST},${LARGEST}`);
  const { statement, clients } = await standing();
  assert.ok(Number(statement.accounts[0].closing) > 899e12, JSON.stringify(statement));
  assert.ok(Number(clients.find(({ code }) => code === 'severstroy').owed[0].amount) > 899e12);
  assert.equal((await on.offers(['3001']))[0].listPrice, LARGEST);
  await on.add('3001', 5);
  assert.ok(Number((await on.cart()).gross) > 5e12);
});

test('one quantity is one break, however it is written', async () => {
  const header = 'sku,price_list,from,price';
  const connection = shop.injector.get(TransactionalConnection).rawConnection;
  const breaks = async () => (await of.having('prices', { sku: '0983', price_list: 'wholesale' })).rows.map(([,, from, price]) => [from, price]);
  const before = await breaks();
  const price = async () => (await on.offers(['0983']))[0].net;
  const net = await price();
  await of.loaded('prices', header, '0983,wholesale,1.000,185.00', '0983,wholesale,050,172.00');
  assert.deepEqual(await breaks(), before);
  assert.equal(await price(), net);
  assert.deepEqual(await of.load('prices', `${header}\n0983,wholesale,50,1\n0983,wholesale,50.0,2\n0983,retail,50.0,2\n`), {
    rows: 0, problems: [{ line: 3, message: '`sku`, `price_list`, `from`: as in line 2; expected each once' }],
  });
  assert.equal((await of.having('prices', { sku: '0983', price_list: 'wholesale', from: '50.00' })).total, 1);

  // Rows that were stored before as a file had them.
  const rows = connection.getRepository(PriceRow);
  const priceList = await connection.getRepository(PriceList).findOneByOrFail({ code: 'wholesale' });
  await rows.update({ sku: '0983', fromQuantity: '50', priceList: { id: priceList.id } }, { fromQuantity: '50.00' });
  assert.deepEqual(await breaks(), before);
  assert.equal((await of.having('prices', { sku: '0983', price_list: 'wholesale', from: '50' })).total, 1);
  await of.loaded('prices', header, '0983,wholesale,50,172.00');
  assert.equal(await rows.countBy({ sku: '0983', fromQuantity: '50', priceList: { id: priceList.id } }), 1);
  assert.deepEqual(await breaks(), before);
  // One in two forms: written over as it is written now, told as a row that a file has twice, and taken out whole.
  await rows.save(new PriceRow({ sku: '0983', fromQuantity: '50.0', amount: '1.00', priceList }));
  await of.loaded('prices', header, '0983,wholesale,50,172.00');
  const { csv } = await of.having('prices', { sku: '0983', price_list: 'wholesale', from: '50' });
  assert.match((await of.load('prices', csv)).problems[0].message, /as in line 2; expected each once/);
  await of.removed('prices', 'sku,price_list,from', '0983,wholesale,50.000');
  assert.deepEqual(await breaks(), before.filter(([from]) => from !== '50'));
  await of.loaded('prices', header, '0983,wholesale,50,172.00');
  // What no price can begin at is not loaded any more, and is taken out.
  await rows.save(new PriceRow({ sku: '0983', fromQuantity: '0', amount: '1.00', priceList }));
  await of.removed('prices', 'sku,price_list,from', '0983,wholesale,0');
  await of.removed('prices', 'sku,price_list,from', '0983,wholesale,50.0');
  await of.loaded('prices', header, '0983,wholesale,50,172.00');
  assert.equal(await price(), net);
});

test('working times that overlap are one', async () => {
  await of.loaded('workingTime', 'start,end', '2026-11-20T09:00+03:00,2026-11-20T18:00+03:00', '2026-11-20T13:00+03:00,2026-11-20T15:00+03:00',
    '2026-11-20T17:00+03:00,2026-11-20T20:00+03:00');
  const ask = await shop.shopper('anna@romashka.example');
  const anna = callsOf({ shop: ask, admin: shop.admin });
  for (const [sku, id] of on.ids()) anna.ids().set(sku, id);
  await anna.add('1204', 20);
  await anna.address();
  assert.equal((await anna.to('ArrangingPayment')).__typename, 'Order');
  assert.equal((await anna.pay()).__typename, 'Order');
});

test('a text for which the database has no room is a problem of its line', async () => {
  const told = async (table, csv) => (await of.load(table, csv)).problems.map(({ line, message }) => `${line}: ${message}`);
  const long = 'ж'.repeat(256);
  assert.deepEqual(await told('companies', `code,name\nshort,${'x'.repeat(300)}\n${long},Long\n`), ['3: `code` is longer than 255 characters']);
  assert.deepEqual(await told('products', `sku,categories\n1204,${long}\n`), ['2: `categories` is longer than 255 characters']);
  assert.deepEqual(await told('prices', `sku,price_list,from,price\n${long},wholesale,1,1\n`), ['2: `sku` is longer than 255 characters']);
  assert.deepEqual(await told('companies', 'code,name\nnull,a\0b\n'), ['2: `name` has a character that is none, of code 0']);
});
