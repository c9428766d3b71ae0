'use strict';
// Rows of tables as the Admin API tells and takes them, and more of them than the example has.

const assert = require('node:assert/strict');
const { fromPlugin, plugin, startShop } = require('../server');
const { callsOf } = require('../queries');

const { TransactionalConnection } = fromPlugin('@vendure/core');
const { BonusAccount, BonusOrder } = plugin();

/** Of every column of every table some row says something, and the last row of each is one that nothing refers to. */
const MORE = [
  ['companies', [
    'code,name,country,tax_id,attributes,profiles,price_list,home_warehouse,receivables_known',
    'umbra,"Umbra, ""the"" S.r.l.",IT,IT1,"region=south,category=wholesale",school,retail,Main,false', 'spare,Spare,,,,,,,',
  ]],
  ['outlets', ['account,company,name,city,attributes', 'umbra-1,umbra,"Via Roma\n12",Perugia,region=north', 'spare,umbra,Spare,,']],
  ['employees', [
    'email,outlet,level,spending_limit,effective_from,suspended',
    'Ugo@umbra.example,umbra-1,viewer,100.00,2026-11-01T09:00+03:00,true', 'spare@umbra.example,umbra-1,,,,',
  ]],
  ['reps', ['code,name,email,phone,suspended', 'igor,Igor,igor@vega.example,+7 495 000,true', 'spare,Spare,spare@vega.example,,']],
  ['bindings', ['rep,company,outlet,ended', 'igor,umbra,umbra-1,true', 'igor,umbra,,']],
  ['absences', ['rep,first_day,back,substitute', 'igor,2026-11-20,2026-12-01,olga', 'igor,2027-01-01,,']],
  ['contracts', [
    'code,company,terms,currency,default,valid_from,valid_until,price_list,discount,categories',
    'umbra-1,umbra,prepaid,EUR,true,2026-01-01,2027-01-01,retail,2.5,"books,maps"', 'umbra-2,umbra,prepaid,EUR,,,,,,-', 'spare,umbra,net-30,EUR,,,,,,',
  ]],
  ['priceLists', ['code,currency,valid_from,valid_until', 'spare,EUR,2026-01-01,2027-01-01']],
  ['limits', ['company,currency,amount,contract', 'umbra,EUR,unlimited,', 'umbra,EUR,1000.00,umbra-1', 'umbra,USD,0,']],
  ['workingTime', ['start,end', '2026-11-23T09:00+03:00,2026-11-23T18:00+03:00', '2026-11-24T09:00+03:00,2026-11-24T18:00:30.250+03:00']],
  ['products', ['sku,categories,replaced_by,next_batch', '1204,"paper,office",1205,2026-12-24']],
  ['bonusAccounts', ['phone,segment,turnover', '+3901,gold,12.50', '+3902,,']],
  ['bonusMembers', ['outlet,phone', 'umbra-1,+3901']],
  ['bonusOrders', ['phone,order,day,channel,cancelled', '+3901,U-1,2026-09-01,call-centre,true']],
  ['details', ['account,name,value', 'umbra-1,legal-name,"Umbra, ""the""\nS.r.l. "', 'umbra-1,phone,+39']],
];

function rowsCallsOf(shop) {
  const calls = {
    load: async (table, csv) => (await shop.admin(
      'mutation($table: B2bTable!, $csv: String!) { loadB2bData(table: $table, csv: $csv) { rows problems { line message } } }', { table, csv },
    )).loadB2bData,
    rows: async (table, more = {}, ask = shop.admin) => (await ask(
      `query($table: B2bTable!, $where: [B2bCellInput!], $offset: Int, $limit: Int) {
        b2bRows(table: $table, where: $where, offset: $offset, limit: $limit) { columns rows csv total nextOffset } }`, { table, ...more },
    )).b2bRows,
    /** Those with these cells. */
    having: (table, cells) => calls.rows(table, { where: Object.entries(cells).map(([column, value]) => ({ column, value })) }),
    remove: async (table, lines, ask = shop.admin) => (await ask(
      'mutation($table: B2bTable!, $csv: String!) { removeB2bRows(table: $table, csv: $csv) { rows problems { line message } } }',
      { table, csv: lines.join('\n') },
    )).removeB2bRows,
    /** `call`: loadB2bFile or removeB2bFile. */
    async file(call, table, content) {
      const body = new FormData();
      body.append('operations', JSON.stringify({
        query: `mutation($table: B2bTable!, $file: Upload!) { ${call}(table: $table, file: $file) { rows problems { line message } } }`,
        variables: { table, file: null },
      }));
      body.append('map', '{"0":["variables.file"]}');
      body.append('0', new Blob([content]), 'table');
      const response = await fetch(`http://localhost:${shop.port}/admin-api`, {
        method: 'POST', body, headers: { ...shop.adminClient.headers, 'apollo-require-preflight': 'true' },
      });
      const { data, errors } = await response.json();
      if (errors) throw Object.assign(new Error(errors[0].message), { response: { errors } });
      return data[call];
    },
    /** Takes them out, all of them. */
    async removed(table, ...lines) {
      assert.deepEqual(await calls.remove(table, lines), { rows: lines.length - 1, problems: [] });
    },
    async loaded(table, ...lines) {
      assert.deepEqual(await calls.load(table, lines.join('\n')), { rows: lines.length - 1, problems: [] });
    },
    /** Why a row is not taken out; the only one asked for. */
    async kept(table, ...lines) {
      const { rows, problems } = await calls.remove(table, lines);
      assert.deepEqual([rows, problems.map(({ line }) => line)], [0, [2]], JSON.stringify(problems));
      return problems[0].message;
    },
    async more() {
      for (const [table, lines] of MORE) await calls.loaded(table, ...lines);
    },
    tables: async () => (await shop.admin('{ __type(name: "B2bTable") { enumValues { name } } }')).__type.enumValues.map(({ name }) => name),
  };
  return calls;
}

/** All that the plugin's tables and the variants hold; what locks an account touches its moment, and nothing else of it. */
async function contentOf(connection) {
  const all = {};
  for (const { tableName, columns } of connection.entityMetadatas) {
    if (!/^comptoir_(?!change)|^product_variant$/.test(tableName)) continue;
    const names = columns.map(({ databaseName }) => databaseName).filter((name) => tableName !== 'comptoir_bonus_account' || name !== 'updatedAt');
    all[tableName] = await connection.query(`SELECT ${names.map((name) => `"${name}"`).join(', ')} FROM "${tableName}" ORDER BY 1, 2`);
  }
  return all;
}

/** The example's shop with more rows, and every statement that it asks of its database. */
async function startWithRows() {
  const asked = [];
  const silent = () => {};
  const logger = {
    logQuery: (sql) => asked.push(sql),
    logQueryError: silent, logQuerySlow: silent, logSchemaBuild: silent, logMigration: silent, log: silent,
  };
  const shop = await startShop('office-supplies', {}, { dbConnectionOptions: { logger } }, { seeded: true });
  const [on, of] = [callsOf(shop), rowsCallsOf(shop)];
  await on.learn();
  await of.more();
  const connection = shop.injector.get(TransactionalConnection).rawConnection;
  // The engine's own, which no file has.
  const account = await connection.getRepository(BonusAccount).findOneByOrFail({ phone: '+74950000001' });
  await connection.getRepository(BonusOrder).save(new BonusOrder({ account, code: 'OWN', day: '2026-11-01', channel: 'shop' }));
  return { shop, on, of, connection, asked, content: () => contentOf(connection), all: (table) => of.rows(table, { limit: 1000 }) };
}

/** Tables of which no row is taken out. */
const STAYING = ['products', 'bonusLots'];

module.exports = { rowsCallsOf, startWithRows, STAYING };
