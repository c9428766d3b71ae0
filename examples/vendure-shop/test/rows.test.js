'use strict';
// Rows of the tables as they are read out: what is loaded again changes nothing, and not everybody sees them.

const assert = require('node:assert/strict');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { fromPlugin, PLUGIN, stopped } = require('./server');
const { secondChannel } = require('./second-channel');
const { PASSWORD } = require('../seed');
const { startWithRows } = require('./stories/rows-calls');

const { parse } = fromPlugin('csv-parse/sync');

let shop;
let on;
let of;
let asked;
let all;
let content;
before(async () => { ({ shop, on, of, asked, all, content } = await startWithRows()); }, { timeout: 600_000 });
after(() => stopped(shop));

test('what is read out of a table and loaded again changes nothing', async () => {
  const tables = await of.tables();
  assert.equal(tables.length, 23);
  for (const table of tables) {
    const rows = await all(table);
    assert.equal(rows.total, rows.rows.length, table);
    const unsaid = rows.columns.filter((_, at) => rows.rows.every((cells) => cells[at] === null));
    assert.deepEqual(unsaid, [], `${table}: no row says anything there`);
    assert.deepEqual(parse(rows.csv), [rows.columns, ...rows.rows.map((cells) => cells.map((cell) => cell ?? ''))], table);
    const before = await content();
    assert.deepEqual(await of.load(table, rows.csv), { rows: rows.total, problems: [] }, table);
    for (const [name, now] of Object.entries(await content())) assert.deepEqual(now, before[name], `${table} moved ${name}`);
    assert.deepEqual(await all(table), rows, table);
  }
});

test('columns are those that the loading names', async () => {
  for (const table of await of.tables()) {
    const { problems } = await of.load(table, 'nosuch\n');
    const { columns } = await of.rows(table, { limit: 1 });
    assert.equal(problems[0].message, `there is no column \`nosuch\`; known are ${columns.join(', ')}`);
  }
});

test('rows come page by page, in two statements whatever there is', async () => {
  const whole = await all('prices');
  assert.ok(whole.total > 20);
  const pages = [];
  for (let offset = 0; offset !== null;) {
    const page = await of.rows('prices', { offset, limit: 7 });
    assert.ok(page.rows.length <= 7);
    assert.equal(page.total, whole.total);
    pages.push(...page.rows);
    offset = page.nextOffset;
  }
  assert.deepEqual(pages, whole.rows);
  assert.equal((await of.rows('prices')).rows.length, Math.min(100, whole.total));
  assert.deepEqual((await of.rows('prices', { offset: whole.total })).rows, []);
  assert.equal((await of.rows('prices', { offset: whole.total + 5 })).nextOffset, null);

  for (const table of ['bindings', 'employees', 'bonusLots', 'products']) {
    for (const limit of [1, 1000]) {
      asked.length = 0;
      const { total } = await of.rows(table, { limit });
      assert.ok(total > 1, table);
      const own = asked.filter((sql) => /FROM "(comptoir_\w+|product_variant)"/.test(sql));
      assert.equal(own.length, 2, own.join('\n'));
    }
  }
  for (const [page, words] of [[{ limit: 1001 }, /1 to 1000 rows/], [{ limit: 0 }, /1 to 1000 rows/], [{ offset: -1 }, /not negative/]]) {
    await assert.rejects(of.rows('prices', page), (error) => {
      const [{ message, extensions }] = error.response.errors;
      assert.match(message, words);
      return extensions.code === 'USER_INPUT_ERROR';
    });
  }
});

test('rows are found by their key, by the rows that they name, and by an empty cell', async () => {
  const found = async (table, cells, column) => {
    const { columns, rows, total } = await of.having(table, cells);
    assert.equal(total, rows.length);
    return rows.map((row) => row[columns.indexOf(column)]);
  };
  assert.deepEqual(await found('companies', { code: 'umbra' }, 'name'), ['Umbra, "the" S.r.l.']);
  assert.deepEqual(await found('outlets', { company: 'umbra' }, 'account'), ['umbra-1', 'spare']);
  assert.deepEqual(await found('employees', { email: 'UGO@umbra.example' }, 'level'), ['viewer']);
  assert.deepEqual(await found('employees', { outlet: 'umbra-1' }, 'email'), ['ugo@umbra.example', 'spare@umbra.example']);
  assert.deepEqual(await found('receivables', { company: 'severstroy' }, 'id'), ['S-1041', 'S-1077', 'S-1102']);
  assert.deepEqual(await found('bindings', { company: 'umbra', outlet: null }, 'ended'), ['false']);
  assert.deepEqual(await found('bindings', { company: 'umbra', outlet: 'umbra-1' }, 'ended'), ['true']);
  assert.deepEqual(await found('limits', { company: 'umbra', currency: 'EUR', contract: '' }, 'amount'), ['unlimited']);
  assert.deepEqual(await found('absences', { substitute: 'olga' }, 'first_day'), ['2026-11-20']);
  assert.deepEqual(await found('prices', { sku: '0983', price_list: 'wholesale' }, 'from'), ['1', '50', '200']);
  // A moment is one, however it is written.
  assert.deepEqual(await found('workingTime', { start: '2026-11-23T06:00Z' }, 'end'), ['2026-11-23T15:00:00.000Z']);
  assert.deepEqual(await found('products', { sku: '1204' }, 'categories'), ['paper,office']);
  assert.deepEqual(await found('companies', { code: 'nosuch' }, 'name'), []);
  for (const [table, cells, words] of [
    ['employees', { level: 'buyer' }, '`employees` are found by email, outlet, contract, not by `level`'],
    ['ledger', { day: '2026-11-01' }, '`ledger` are found by id, company, contract, not by `day`'],
    ['products', { moq: '5' }, '`products` are found by sku, not by `moq`'],
    ['workingTime', { start: 'monday' }, '`start` is `monday`; expected a moment such as `2026-01-31T09:00+03:00`'],
  ]) {
    await assert.rejects(of.having(table, cells), ({ response: { errors: [{ message, extensions }] } }) =>
      message === words && extensions.code === 'USER_INPUT_ERROR');
  }
});

test('what keeps a row from being taken out is found by naming it', async () => {
  const { NAMINGS } = require(path.join(PLUGIN, 'dist/load/namings'));
  const { TABLES } = require(path.join(PLUGIN, 'dist/load/tables'));
  const tables = Object.entries(TABLES);
  let found = 0;
  for (const [named, namings] of Object.entries(NAMINGS)) {
    for (const { kind, at } of namings) {
      const [table, { cells, names = {} }] = tables.find(([, spec]) => spec.kind === kind) ?? [null, { cells: {} }];
      if (!table) continue;
      const is = ([, column]) => [at, `${at}.code`, `${at}.account`, `${at}.phone`].includes(typeof column === 'string' ? column : column.at);
      const [column] = Object.entries({ ...cells, ...names }).find(is) ?? [];
      assert.ok(column, `${table} name ${named} by ${at}`);
      await of.having(table, { [column]: 'nobody' });
      found += 1;
    }
  }
  assert.ok(found > 20, `${found}`);
  const total = async (table, cells) => (await of.having(table, cells)).total;
  assert.equal(await total('ledger', { contract: 'severstroy-net-30' }), 6);
  assert.equal(await total('openings', { contract: 'severstroy-net-30' }), 1);
  assert.equal(await total('companies', { price_list: 'retail' }), 1);
  assert.equal(await total('contracts', { price_list: 'retail' }), 1);
  await shop.as('anna@romashka.example');
  await on.choose('romashka-net-30');
  const { columns, rows } = await of.having('employees', { contract: 'romashka-net-30' });
  assert.deepEqual([columns.includes('contract'), rows.map(([email]) => email)], [false, ['anna@romashka.example']]);
  await on.choose('romashka-prepaid');
});

/** A new administrator with these permissions; answers his questions. */
async function administrator(name, permissions, channelIds) {
  const { createRole } = await shop.admin('mutation($input: CreateRoleInput!) { createRole(input: $input) { id } }', {
    input: { code: name, description: name, permissions, channelIds },
  });
  await shop.admin('mutation($input: CreateAdministratorInput!) { createAdministrator(input: $input) { id } }', {
    input: { firstName: name, lastName: name, emailAddress: `${name}@vega.example`, password: PASSWORD, roleIds: [createRole.id] },
  });
  return shop.administrator(`${name}@vega.example`);
}

test('who may read settings sees rows, who may change them takes them out, and nobody else', async () => {
  const forbidden = (work) => assert.rejects(work, ({ response: { errors: [{ extensions }] } }) => extensions.code === 'FORBIDDEN');
  const reader = await administrator('reader', ['ReadSettings']);
  const clerk = await administrator('clerk', ['ReadSettings', 'ReadCustomer']);
  const rep = await shop.administrator('olga@vega.example');
  const people = ['employees', 'bonusAccounts', 'bonusMembers', 'bonusLots', 'bonusOrders', 'details'];
  for (const table of await of.tables()) {
    if (people.includes(table)) await forbidden(of.rows(table, {}, reader));
    else assert.ok((await of.rows(table, {}, reader)).total > 0);
    assert.ok((await of.rows(table, {}, clerk)).total > 0);
    await forbidden(of.rows(table, {}, rep));
  }
  for (const ask of [reader, clerk, rep]) await forbidden(of.remove('reps', ['code', 'spare'], ask));
  // A customer's session at the Admin API.
  await shop.as('anna@romashka.example');
  const token = shop.adminClient.getAuthToken();
  shop.adminClient.setAuthToken(shop.shopClient.getAuthToken());
  await forbidden(of.rows('companies'));
  await forbidden(of.remove('reps', ['code', 'spare']));
  shop.adminClient.setAuthToken(token);
  assert.equal((await of.having('reps', { code: 'spare' })).total, 1);
});

test('the tables are of no channel: who works with them may do so in the default one', async () => {
  const forbidden = (work) => assert.rejects(work, ({ response: { errors: [{ extensions }] } }) => extensions.code === 'FORBIDDEN');
  const createChannel = await secondChannel(shop, 'two');
  const before = await content();
  const permissions = ['ReadSettings', 'UpdateSettings', 'ReadCustomer'];
  await administrator('elsewhere', permissions, [createChannel.id]);
  const calls = [
    () => of.rows('companies'), () => of.rows('employees'), () => of.load('reps', 'code,name,email\nspare,S,s@s.example'),
    () => of.remove('reps', ['code', 'spare']), () => of.file('loadB2bFile', 'reps', 'code,name,email\nspare,S,s@s.example\n'),
    () => of.file('removeB2bFile', 'reps', 'code\nspare\n'),
    // Nor have the audit and bonus accounts a channel.
    () => shop.admin('{ b2bAudit { head } }'), () => shop.admin('mutation { expireB2bBonuses { __typename } }'),
  ];
  const tokens = ['two', 'e2e-default-channel'];
  try {
    await shop.asAdmin('elsewhere@vega.example');
    for (const token of tokens) {
      shop.adminClient.setChannelToken(token);
      for (const call of calls) await forbidden(call);
    }
    assert.deepEqual(await content(), before);
    // Whoever may there may in the other channel too, where he may at all.
    await shop.asAdmin();
    for (const token of tokens) {
      shop.adminClient.setChannelToken(token);
      assert.ok((await of.rows('companies')).total > 0);
      assert.equal((await of.load('reps', 'code,name,email\nspare,Spare,spare@vega.example')).rows, 1);
    }
    // What he may read of people counts where the tables are.
    shop.adminClient.setChannelToken('e2e-default-channel');
    const { createRole: { id } } = await shop.admin('mutation($input: CreateRoleInput!) { createRole(input: $input) { id } }', {
      input: { code: 'second', description: 'x', permissions: ['ReadCustomer'], channelIds: [createChannel.id] },
    });
    const { createRole } = await shop.admin('mutation($input: CreateRoleInput!) { createRole(input: $input) { id } }', {
      input: { code: 'both', description: 'x', permissions: ['ReadSettings'] },
    });
    await shop.admin('mutation($input: CreateAdministratorInput!) { createAdministrator(input: $input) { id } }', {
      input: { firstName: 'B', lastName: 'B', emailAddress: 'both@vega.example', password: PASSWORD, roleIds: [id, createRole.id] },
    });
    await shop.asAdmin('both@vega.example');
    assert.ok((await of.rows('companies')).total > 0);
    await forbidden(of.rows('employees'));
  } finally {
    shop.adminClient.setChannelToken('e2e-default-channel');
    await shop.asAdmin();
  }
});
