'use strict';
// Tables as they are loaded again and again: what a file says, what it leaves out, and what it moves.

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { fromPlugin, plugin, startShop, stopped } = require('./server');
const { callsOf } = require('./queries');
const { rowsCallsOf } = require('./stories/rows-calls');

const { TransactionalConnection } = fromPlugin('@vendure/core');
const { Binding, BonusLot, Company, Contract, Employee, Receivable } = plugin();

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
after(() => stopped(shop));

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

test('a column that the file does not have leaves the value, an empty cell clears it', async () => {
  const row = async (kind, where) => connection.getRepository(kind).findOneByOrFail(where);
  const is = async (kind, where, expected) => {
    const found = await row(kind, where);
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, found[name]])), expected);
  };

  const email = 'carl@romashka.example';
  await load('employees', `email,outlet\n${email},anna\n`);
  await is(Employee, { email }, { level: 'buyer', spendingLimit: null, effectiveFrom: null, suspended: false });
  const carl = { level: 'viewer', spendingLimit: '100.00', effectiveFrom: '2026-11-01T09:00+03:00', suspended: true };
  await load('employees', `email,outlet,level,spending_limit,effective_from,suspended\n${email},anna,viewer,100.00,2026-11-01T09:00+03:00,true\n`);
  await load('employees', `email,outlet\n${email},anna\n`);
  await is(Employee, { email }, carl);
  await load('employees', `email,outlet,spending_limit\n${email},anna,\n`);
  await is(Employee, { email }, { ...carl, spendingLimit: null });
  await load('employees', `email,outlet,level,effective_from,suspended\n${email},anna,,,\n`);
  await is(Employee, { email }, { level: 'buyer', spendingLimit: null, effectiveFrom: null, suspended: false });

  // A suspension holds whatever list is loaded after it.
  await load('employees', `email,outlet,suspended\n${ANNA},anna,true\n`);
  await load('employees', `email,outlet\n${ANNA},anna\n`);
  assert.match((await on.add('1204', 20)).interceptorError ?? '', /\(access\.\w+\)/);
  await load('employees', `email,outlet,suspended\n${ANNA},anna,\n`);
  assert.equal((await on.add('1204', 20)).__typename, 'Order');
  await empty();

  await load('companies', 'code,name\nnew,New LLC\n');
  await is(Company, { code: 'new' }, { country: '', taxId: '', attributes: '', profiles: '', priceList: null, homeWarehouse: null, receivablesKnown: true });
  await load('companies', 'code,name,country,tax_id,profiles,receivables_known\nnew,New LLC,RU,77,school,false\n');
  await load('companies', 'code,name\nnew,Newer LLC\n');
  await is(Company, { code: 'new' }, { name: 'Newer LLC', country: 'RU', taxId: '77', profiles: 'school', receivablesKnown: false });
  await load('companies', 'code,name,profiles,receivables_known\nnew,Newer LLC,,\n');
  await is(Company, { code: 'new' }, { country: 'RU', taxId: '77', profiles: '', receivablesKnown: true });

  const contract = { code: 'new-prepaid' };
  await load('contracts', 'code,company,terms,currency,default,valid_until,discount,categories\nnew-prepaid,new,prepaid,RUB,true,2026-12-01,5,-\n');
  await load('contracts', 'code,company,terms,currency\nnew-prepaid,new,prepaid,RUB\n');
  await is(Contract, contract, { isDefault: true, validUntil: '2026-12-01', discount: '5', categories: '' });
  await load('contracts', 'code,company,terms,currency,valid_until,categories\nnew-prepaid,new,prepaid,RUB,,\n');
  await is(Contract, contract, { isDefault: true, validUntil: null, discount: '5', categories: null });

  const receivable = { code: 'N-1' };
  await load('receivables', 'id,company,currency,amount,paid,shipped,due\nN-1,new,RUB,10.00,0.00,2026-10-01,2026-11-01\n');
  await load('receivables', 'id,company,currency,amount,paid\nN-1,new,RUB,10.00,5.00\n');
  await is(Receivable, receivable, { paid: '5.00', shipped: '2026-10-01', due: '2026-11-01' });

  await load('bindings', 'rep,company,ended\nolga,new,true\n');
  await load('bindings', 'rep,company\nolga,new\n');
  await is(Binding, { company: { code: 'new' } }, { ended: true });

  const variant = async () => (await shop.admin(
    'query($id: ID!) { productVariant(id: $id) { customFields { comptoirMoq comptoirMultiple comptoirWeight comptoirCategories } } }', { id: on.id('1204') },
  )).productVariant.customFields;
  const known = await variant();
  assert.deepEqual([known.comptoirMoq, known.comptoirMultiple, known.comptoirWeight], [5, 5, '2.500']);
  await load('products', 'sku,moq\n1204,10\n');
  assert.deepEqual(await variant(), { ...known, comptoirMoq: 10 });
  await load('products', 'sku,moq,weight_kg\n1204,,2.500\n');
  assert.deepEqual(await variant(), { ...known, comptoirMoq: null });
  await load('products', 'sku,moq\n1204,5\n');

  const lot = { code: 'V-1880' };
  const { remaining } = await row(BonusLot, lot);
  await load('bonusLots', 'phone,lot,amount,earned\n+74950000001,V-1880,500,2026-03-10\n');
  assert.equal((await row(BonusLot, lot)).remaining, remaining);
  await load('bonusLots', 'phone,lot,amount,earned,left\n+74950000001,V-1880,500,2026-03-10,\n');
  assert.equal(Number((await row(BonusLot, lot)).remaining), 500);
  await load('bonusLots', `phone,lot,amount,earned,left\n+74950000001,V-1880,500,2026-03-10,${remaining}\n`);
});

test('a problem is told by the line that its row begins on', async () => {
  const lines = async (csv) => (await on.load('companies', csv)).problems.map(({ line }) => line);
  const csv = ['code,name,country', '', 'one,One LLC,XXX', '', '', 'two,"Two', 'LLC",RU', 'three,"Three', '', 'LLC",YYY', 'four,Four LLC,ZZZ'];
  for (const end of ['\n', '\r\n']) assert.deepEqual(await lines(csv.join(end)), [3, 8, 11]);
  assert.deepEqual(await lines(`\n${csv.slice(0, 3).join('\n')}\n\none,One,RU`), [4, 6]);
});

test('a table that is larger than a request may be: an error with a text, and as a file it is loaded and taken out', async () => {
  const rows = Array.from({ length: 6000 }, (_, at) => `sku-${at},wholesale,1,${at}.00`);
  const csv = ['sku,price_list,from,price', ...rows].join('\n');
  assert.ok(csv.length > 150_000);
  const tooLarge = (work, words) => assert.rejects(work, ({ response }) => {
    const [{ message, extensions }] = response.errors;
    assert.match(message, words);
    assert.equal(extensions.code, 'USER_INPUT_ERROR');
    return response.status === 413;
  });
  await tooLarge(on.load('prices', csv), /larger than 102400 bytes.* → .*loadB2bFile.*removeB2bFile.*\(comptoir\.size\)/);
  const skus = rows.map((_, at) => `an article with a long name ${at}`);
  await tooLarge(on.offers(skus), /larger than 102400 bytes.* → ask in parts \(comptoir\.size\)/);
  await tooLarge(
    shop.shop('query($skus: [String!]!) { b2bOffers(skus: $skus) { sku } }', { skus }, { languageCode: 'ru' }), /больше 102400 байт.*\(comptoir\.size\)/,
  );
  const of = rowsCallsOf(shop);
  assert.deepEqual(await of.file('loadB2bFile', 'prices', csv), { rows: 6000, problems: [] });
  const keys = ['sku,price_list,from', ...rows.map((_, at) => `sku-${at},wholesale,1`)];
  await tooLarge(of.remove('prices', keys), /removeB2bFile/);
  assert.deepEqual((await of.file('removeB2bFile', 'prices', [...keys, 'sku-0,nosuch,1'].join('\n'))).problems, [
    { line: 6002, message: 'there is no row with `sku` `sku-0`, `price_list` `nosuch`, `from` `1`' },
  ]);
  assert.deepEqual(await of.file('removeB2bFile', 'prices', keys.join('\n')), { rows: 6000, problems: [] });
  await assert.rejects(of.file('removeB2bFile', 'prices', Buffer.from([0xff, 0xfe])), /neither a workbook/);
});
