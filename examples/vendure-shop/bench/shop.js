'use strict';
// One shop that is measured, for the process that forked this one: plugins are fixed when Vendure loads.
// `node shop.js comptoir` has the plugin, `node shop.js alone` has not. Its statements are counted, for queries are.

const path = require('node:path');
const { loadTables, seedCustomers, seedPayment } = require('../seed');
const { startShop } = require('../test/server');
const { statementCounter } = require('../test/statements');
const { callsOf } = require('../test/queries');

const statements = statementCounter();

(async () => {
  const withRules = process.argv[2] === 'comptoir';
  const shop = await startShop(
    withRules && 'office-supplies',
    { policy: path.join(__dirname, '../test/policies/loyalty.toml'), compilation: 'optimized' },
    { dbConnectionOptions: { logger: statements.logger }, apiOptions: { shopListQueryLimit: 120 } },
    // Both are filled in the same way: a database read from a template answers slower.
    { afresh: true },
  );
  if (withRules) {
    await seedPayment(shop.admin);
    await loadTables(shop.admin);
  }
  await seedCustomers(shop.admin);
  await shop.as('anna@romashka.example');
  const on = callsOf(shop);
  await on.learn();
  process.on('message', (asked) => {
    if (asked === 'stop') shop.stop().then(() => process.exit());
    if (asked === 'spent') process.send({ statements: statements.count(), cpu: process.cpuUsage() });
  });
  process.send({
    url: `http://127.0.0.1:${shop.port}/shop-api`,
    headers: { authorization: `Bearer ${shop.shopClient.getAuthToken()}`, 'vendure-token': 'e2e-default-channel' },
    ids: [...on.ids()],
  });
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
