'use strict';
// Rows that are taken out of the tables: all that are named or none, and nothing goes with them.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { fromPlugin, later, plugin, PLUGIN, stopped } = require('./server');
const { PASSWORD } = require('../seed');
const { callsOf } = require('./queries');
const { startWithRows, STAYING } = require('./stories/rows-calls');

const { parse } = fromPlugin('csv-parse/sync');
const { Order } = fromPlugin('@vendure/core');
const { AuditRecord, BonusLot, BonusMove, Company, dueTask, Engine, Grant, Invoice, Paper, PromoUse } = plugin();

const OLGA = 'olga@vega.example';
const HOUR = 3600_000;

let shop;
let on;
let of;
let connection;
let asked;
let all;
let content;
before(async () => { ({ shop, on, of, connection, asked, all, content } = await startWithRows()); }, { timeout: 600_000 });
after(() => stopped(shop));

/** Names of a table's key, as a refused header tells them. */
async function keyOf(table) {
  const { problems: [{ message }] } = await of.remove(table, ['nosuch']);
  return /known are (.*)$/.exec(message)[1].split(', ');
}

test('a row that is taken out and loaded again is as it was', async () => {
  for (const table of (await of.tables()).filter((name) => !STAYING.includes(name))) {
    const before = await all(table);
    const key = await keyOf(table);
    const { csv: last } = await of.rows(table, { offset: before.total - 1 });
    const [cells] = parse(last, { columns: true });
    const named = key.map((name) => (cells[name].includes(',') ? `"${cells[name]}"` : cells[name])).join(',');
    await of.removed(table, key.join(','), named);
    const without = await all(table);
    assert.deepEqual(without.rows, before.rows.slice(0, -1), table);
    assert.deepEqual(await of.load(table, last), { rows: 1, problems: [] }, table);
    assert.deepEqual(await all(table), before, table);
  }
});

test('a thousand rows go at once, in statements that they share', async () => {
  const before = await content();
  const rows = Array.from({ length: 1200 }, (_, at) => `sku-${at},spare,1`);
  await of.loaded('prices', 'sku,price_list,from,price', ...rows.map((row) => `${row},1.00`));
  assert.equal((await of.having('prices', { price_list: 'spare' })).total, 1200);
  asked.length = 0;
  await of.removed('prices', 'sku,price_list,from', ...rows);
  assert.ok(asked.length < 100, `${asked.length} statements`);
  assert.deepEqual(await content(), before);
});

test('every problem is told by its line, and nothing is taken out', async () => {
  const before = await content();
  const told = async (table, ...lines) => {
    const { rows, problems } = await of.remove(table, lines);
    assert.equal(rows, 0);
    return problems.map(({ line, message }) => `${line}: ${message}`);
  };
  assert.deepEqual(await told('companies', 'code,name', 'spare,Spare'), ['1: there is no column `name`; known are code']);
  assert.deepEqual(await told('bindings', 'rep,company', 'igor,umbra'), ['1: the column `outlet` is missing']);
  assert.deepEqual(await told('bindings', ''), ['rep', 'company', 'outlet'].map((name) => `1: the column \`${name}\` is missing`));
  assert.deepEqual(await told('companies', 'code', '"spare'), await told('companies', 'code', '"spare'));
  assert.match((await told('companies', 'code', 'sp"are'))[0], /^2: /);
  assert.deepEqual(await told('bindings', 'rep,company,outlet', 'igor,umbra,', 'igor,umbra', 'igor,,umbra-1', 'igor,lotos,', 'igor,umbra,'), [
    '3: 2 cells; the header has 3', '4: `company` is empty', '5: there is no row with `rep` `igor`, `company` `lotos`, no `outlet`',
    '6: `rep`, `company`, `outlet`: as in line 2; expected each once',
  ]);
  assert.deepEqual(await told('employees', 'email', 'Spare@umbra.example', 'spare@umbra.example'), ['3: `email`: as in line 2; expected each once']);
  assert.deepEqual(await told('workingTime', 'start', '2026-11-23T09:00+03:00', '2026-11-23T06:00Z', 'monday'), [
    '3: `start`: as in line 2; expected each once', '4: `start` is `monday`; expected a moment such as `2026-01-31T09:00+03:00`',
  ]);
  assert.deepEqual(await told('reps', 'code', 'spare', 'olga', 'nosuch'), [
    '3: `olga` has 3 bindings; take these out first. It is named by 1 absence of somebody else; load that with another first',
    '4: there is no row with `code` `nosuch`',
  ]);
  assert.deepEqual(await told('products', 'sku', '1204'), [
    "1: a product is Vendure's: disable or delete the variant there, or load it with empty cells",
  ]);
  assert.deepEqual(await told('bonusLots', 'phone,lot', '+74950000001,V-1880'), [
    '1: the moves of a lot stay, and so does it: load it with `left` `0`',
  ]);
  // The engine's own orders are in no table.
  assert.deepEqual(await told('bonusOrders', 'phone,order', '+74950000001,OWN'), ['2: there is no row with `phone` `+74950000001`, `order` `OWN`']);
  assert.deepEqual(await of.remove('reps', ['code']), { rows: 0, problems: [] });
  assert.deepEqual(await content(), before);
});

/** A customer who is an employee of this outlet, at a screen of his own. */
async function hired(email, outlet) {
  await of.loaded('employees', 'email,outlet', `${email},${outlet}`);
  await shop.admin(
    'mutation($input: CreateCustomerInput!, $password: String) { createCustomer(input: $input, password: $password) { __typename } }',
    { input: { firstName: 'New', lastName: 'Employee', emailAddress: email }, password: PASSWORD },
  );
  const ask = await shop.shopper(email);
  const calls = callsOf({ shop: ask, admin: shop.admin });
  for (const [sku, id] of on.ids()) calls.ids().set(sku, id);
  return { ask, ...calls };
}

async function placed(his, sku, quantity) {
  assert.equal((await his.add(sku, quantity)).__typename, 'Order');
  assert.equal((await his.address()).__typename, 'Order');
  assert.equal((await his.to('ArrangingPayment')).__typename, 'Order');
  const order = await his.pay();
  assert.equal(order.__typename, 'Order', JSON.stringify(order));
  return order;
}

test('what something refers to stays, and takes nothing with it', async () => {
  const before = await content();
  const { total: prices } = await of.having('prices', { price_list: 'retail' });
  for (const [table, key, name, words] of [
    ['companies', 'code', 'umbra', 'has 2 outlets, 2 bindings, 3 contracts and 3 limits; take these out first'],
    ['companies', 'code', 'severstroy', 'has 1 outlet, 1 binding, 2 contracts, 3 receivables, 1 row of turnover, 4 rows of bought, 1 book, 1 opening '
      + 'and 6 ledger entries; take these out first'],
    ['outlets', 'account', 'umbra-1', 'has 2 employees, 1 binding, 1 bonus account and 2 details; take these out first'],
    ['reps', 'code', 'igor', 'has 2 bindings and 2 absences; take these out first'],
    ['contracts', 'code', 'umbra-1', 'has 1 limit; take that out first'],
    ['contracts', 'code', 'severstroy-net-30', 'has 1 opening and 6 ledger entries; take these out first'],
    ['priceLists', 'code', 'retail', `has ${prices} prices; take these out first. It is named by 1 company and 1 contract; load these with another first`],
    ['bonusAccounts', 'phone', '+3901', 'has 1 member and 1 bonus order; take these out first'],
    ['bonusAccounts', 'phone', '+74950000001', 'has 1 member and 1 bonus order. It is named by 1 order and 2 lots; these stay, and so does it: '
      + 'take its members out instead'],
  ]) {
    assert.equal(await of.kept(table, key, name), `\`${name}\` ${words}`);
  }
  assert.deepEqual(await content(), before);
});

test('what was bought, granted and worked at keeps companies, outlets, contracts and employees', async () => {
  await of.loaded('companies', 'code,name', 'nova,Nova LLC');
  await of.loaded('outlets', 'account,company,name', 'nova-1,nova,Nova 1', 'nova-2,nova,Nova 2');
  await of.loaded(
    'contracts', 'code,company,terms,currency,default',
    'nova-prepaid,nova,prepaid,RUB,true', 'nova-net-30,nova,net-30,RUB,false', 'nova-net-15,nova,net-15,RUB,false',
  );
  await of.loaded('bindings', 'rep,company,outlet', 'olga,nova,');
  const dora = await hired('dora@nova.example', 'nova-1');
  await dora.choose('nova-net-30');
  assert.equal(await of.kept('contracts', 'code', 'nova-net-30'), '`nova-net-30` is chosen by 1 employee; he chooses another first');
  await dora.choose('nova-prepaid');

  const { id } = await dora.add('1204', 5);
  await connection.getRepository(Order).update(Number(id.replace(/\D/g, '')), { customFields: { comptoirContract: 'nova-net-15' } });
  assert.equal(await of.kept('contracts', 'code', 'nova-net-15'), '`nova-net-15` is kept by 1 cart; wait until that is over');
  await connection.getRepository(Order).update(Number(id.replace(/\D/g, '')), { customFields: { comptoirContract: null } });
  await dora.remove((await dora.order()).lines[0].id);

  // A rep at work in her cart: until he leaves it under that contract, and for ever in hers.
  const rep = await shop.administrator(OLGA);
  const enter = async (contract) => (await rep(
    'mutation($account: String!, $contract: String) { enterB2bClient(account: $account, contract: $contract) { ticket } }', { account: 'nova-1', contract },
  )).enterB2bClient.ticket;
  await enter('nova-net-15');
  assert.equal(await of.kept('contracts', 'code', 'nova-net-15'), '`nova-net-15` is kept by 1 entry of staff; wait until that is over');
  await rep('mutation { leaveB2bClient(account: "nova-1") }');
  await of.removed('contracts', 'code', 'nova-net-15');
  assert.equal(
    await of.kept('employees', 'email', 'Dora@nova.example'),
    '`dora@nova.example` is named by 1 entry of staff; that stays, and so does it: load it with `suspended` `true` instead',
  );

  // An order keeps its outlet when nobody is left there.
  const eva = await hired('eva@nova.example', 'nova-2');
  const order = await placed(eva, '9001', 5);
  await of.removed('employees', 'email', 'eva@nova.example');
  const audits = (await shop.admin('{ b2bAudit { records } }')).b2bAudit.records.filter((record) => JSON.parse(record).entry.principal === 'nova-2').length;
  assert.ok(audits > 0);
  const stays = 'these stay, and so does it';
  assert.equal(
    await of.kept('outlets', 'account', 'nova-2'),
    `\`nova-2\` is named by 1 order and ${audits} audit record${audits === 1 ? '' : 's'}; ${stays}: suspend its employees instead`,
  );
  assert.equal(
    await of.kept('contracts', 'code', 'nova-prepaid'),
    '`nova-prepaid` is chosen by 1 employee. It is named by 1 order; that stays, and so does it: load it with `valid_until` instead',
  );
  await connection.getRepository(Grant).save(new Grant({
    company: await connection.getRepository(Company).findOneByOrFail({ code: 'nova' }), gate: 'overdue', role: 'head-of-sales', by: 'pavel',
    reason: 'known', granted: '2026-11-20T12:00:00Z', key: 'nova',
  }));
  await connection.getRepository(Invoice).save(new Invoice({
    number: 'N-1', order: order.code, issued: '2026-11-20', voided: null, lines: [], delivery: '0', payable: '0', document: {},
  }));
  for (const kind of ['waybill', 'demo-invoice']) {
    await connection.getRepository(Paper).save(new Paper({ kind, number: 'N-1', for: 'nova', document: {} }));
  }
  await connection.getRepository(PromoUse).save(new PromoUse({ promo: 'spring', company: 'nova', order: order.code }));
  await connection.getRepository(BonusMove).save(new BonusMove({
    lot: await connection.getRepository(BonusLot).findOneByOrFail({ code: 'V-1880' }), effect: 'nova', kind: 'redeemed', amount: '0',
    order: order.code, day: '2026-11-20',
  }));
  assert.equal(
    await of.kept('companies', 'code', 'nova'),
    '`nova` has 2 outlets, 1 binding and 2 contracts. It is named by 1 grant, 1 order, 1 invoice, 1 waybill, 1 bonus move and 1 use of a promo code; '
      + `${stays}: suspend its employees instead`,
  );
  assert.equal((await shop.admin('query($id: ID!) { b2bOrder(id: $id) { account } }', { id: order.id })).b2bOrder.account, 'nova-2');
});

test('a code that stands in nothing but the audit keeps its row', async () => {
  const code = 'a%_"b';
  const quoted = '"a%_""b"';
  await of.loaded('companies', 'code,name', `${quoted},A`, 'axxb,Other');
  await connection.getRepository(AuditRecord).save(new AuditRecord({
    writer: 'another', number: 1, record: JSON.stringify({ entry: { principal: code } }),
  }));
  assert.equal(
    await of.kept('companies', 'code', quoted),
    `\`${code}\` is named by 1 audit record; that stays, and so does it: suspend its employees instead`,
  );
  await of.removed('companies', 'code', 'axxb');
  await connection.getRepository(AuditRecord).delete({ writer: 'another' });
  await of.removed('companies', 'code', quoted);
});

test('every foreign key to a row of a table has its words', () => {
  const { NAMINGS } = require(path.join(PLUGIN, 'dist/load/namings'));
  const { TABLES } = require(path.join(PLUGIN, 'dist/load/tables'));
  let seen = 0;
  for (const [table, { kind }] of Object.entries(TABLES).filter(([name]) => !STAYING.includes(name))) {
    for (const { relations, target } of connection.entityMetadatas) {
      for (const { propertyName, isOwning, inverseEntityMetadata } of relations) {
        if (!isOwning || inverseEntityMetadata.target !== kind) continue;
        seen += 1;
        assert.ok(NAMINGS[table]?.some((one) => one.kind === target && one.at === propertyName), `${table}: ${target.name}.${propertyName}`);
      }
    }
  }
  assert.ok(seen > 20);
});

test('what is taken out is gone from the next decision on, of a shop that has kept its facts', async () => {
  const engine = shop.server.app.get(Engine);
  const policy = fs.readFileSync(path.resolve(__dirname, '../../../fixtures/policies/office-supplies.toml'), 'utf8');
  const gate = '[[credit.gate]]\nid = "limit"\nstage = ["edit"]\nwhen = { exposure_over = "100%" }\nthen = "warn"\n';
  await engine.swap({ name: 'limits', text: `${policy}\n${gate}` });
  const zoe = await hired('zoe@lotos.example', 'boris');
  await of.loaded('limits', 'company,currency,amount', 'lotos,RUB,1.00');
  assert.equal((await zoe.add('1204', 5)).__typename, 'Order');
  const codes = async () => (await zoe.cart()).findings.map(({ code }) => code);
  const own = async (work) => {
    asked.length = 0;
    await work();
    return asked.filter((sql) => /"comptoir_\w+"/.test(sql)).length;
  };
  const warm = async () => {
    await zoe.cart();
    await zoe.offers(['1204']);
    assert.equal(await own(() => zoe.cart()), 1);
  };

  await warm();
  const said = await codes();
  assert.ok(said.includes('credit.limit'), said.join());
  await of.removed('limits', 'company,contract,currency', 'lotos,,RUB');
  assert.ok(await own(() => zoe.cart()) > 1);
  assert.notDeepEqual(await codes(), said);

  await warm();
  const [{ net }] = await zoe.offers(['1204']);
  const { csv } = await of.having('prices', { sku: '1204', price_list: 'wholesale', from: '1' });
  await of.removed('prices', 'sku,price_list,from', '1204,wholesale,1');
  assert.notEqual((await zoe.offers(['1204']))[0].net, net);
  assert.deepEqual((await of.load('prices', csv)).problems, []);
  assert.equal((await zoe.offers(['1204']))[0].net, net);

  await warm();
  await of.removed('employees', 'email', 'zoe@lotos.example');
  assert.equal((await zoe.add('1204', 5)).errorCode, 'ORDER_INTERCEPTOR_ERROR');
  await assert.rejects(zoe.cart(), /not currently authorized/);
  await engine.swap({ name: 'office-supplies', text: policy });
});

test('a binding, an absence and a working time that are taken out', async () => {
  const rep = await shop.administrator(OLGA);
  const clients = async () => (await rep('{ b2bClients { items { code } } }')).b2bClients.items.map(({ code }) => code);
  assert.ok((await clients()).includes('lotos'));
  const { csv } = await of.having('bindings', { rep: 'olga', company: 'lotos' });
  await of.removed('bindings', 'rep,company,outlet', 'olga,lotos,');
  assert.ok(!(await clients()).includes('lotos'));
  assert.deepEqual((await of.load('bindings', csv)).problems, []);
  assert.ok((await clients()).includes('lotos'));

  const who = async () => (await shop.admin('{ b2bRep(company: "romashka") { code } }')).b2bRep.code;
  await of.loaded('absences', 'rep,first_day,back,substitute', 'olga,2026-11-19,2026-12-01,spare');
  assert.equal(await who(), 'spare');
  await of.removed('absences', 'rep,first_day', 'olga,2026-11-19');
  assert.equal(await who(), 'olga');

  const days = ['2026-11-20T09:00+03:00,2026-11-20T18:00+03:00', '2026-11-23T09:00+03:00,2026-11-23T18:00+03:00'];
  const closed = async () => of.removed('workingTime', 'start', ...(await all('workingTime')).rows.map(([start]) => start));
  await closed();
  const order = await placed(await hired('zeno@lotos.example', 'boris'), '9001', 5);
  const escalated = async () => {
    await dueTask.execute(shop.injector);
    return (await on.adminOrder(order.id)).b2bOrder.history.length > 0;
  };
  await of.loaded('workingTime', 'start,end', ...days);
  later(72 * HOUR);
  await closed();
  assert.equal(await escalated(), false, 'without working time nobody knows when a working day is over');
  await of.loaded('workingTime', 'start,end', ...days);
  assert.equal(await escalated(), true);
  later(0);
});
