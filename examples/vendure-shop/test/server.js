'use strict';
// A Vendure server with an embedded database, for one file of tests. Everything is asked through GraphQL.

const { createHash, timingSafeEqual } = require('node:crypto');
const path = require('node:path');
const { createRequire } = require('node:module');
const { initialData, loadTables, seedPayment, seedPeople, PASSWORD } = require('../seed');
const { freePort } = require('./port');
const { template } = require('./template');

// Vendure would otherwise tell its makers that it runs, and keep an id for it in this folder.
process.env.VENDURE_DISABLE_TELEMETRY = 'true';

// Where Vendure and the plugin are installed: the repository's plugin by itself, or a shop with the packages.
const PLACE = process.env.COMPTOIR_SHOP_PLACE;
const PLUGIN = PLACE
  ? path.join(PLACE, 'node_modules/@comptoir/vendure')
  : path.resolve(__dirname, '../../../host-adapter/vendure');
// One Vendure: the plugin's.
const fromPlugin = createRequire(path.join(PLACE ?? PLUGIN, 'package.json'));
const { createTestEnvironment, SimpleGraphQLClient, testConfig } = fromPlugin('@vendure/testing');
const { dummyPaymentHandler, Injector, mergeConfig } = fromPlugin('@vendure/core');
const { importProductsFromCsv, populateInitialData } = fromPlugin('@vendure/core/cli');
const gql = fromPlugin('graphql-tag');

const POLICIES = path.resolve(__dirname, '../../../fixtures/policies');
const CATALOGUE = path.resolve(__dirname, '../data/catalogue.csv');
const NOW = Date.parse('2026-11-20T12:00:00+03:00');

/** A quarter of a second for each sign-in is what passwords deserve, and what tests wait for. */
const quickHashing = {
  hash: async (text) => createHash('sha256').update(text).digest('hex'),
  check: async (text, hash) => timingSafeEqual(createHash('sha256').update(text).digest(), Buffer.from(hash, 'hex')),
};

/** How far the clock of the shop is ahead of NOW, in milliseconds. */
let ahead = 0;

function later(by) {
  ahead = by;
}

/** What the plugin exports. */
function plugin() {
  return require(path.join(PLUGIN, 'dist'));
}

/** Throws where GraphQL has errors; answers the data. */
function asker(client) {
  return (query, variables, params) => client.query(gql(query), variables, params);
}

/**
 * `policy`: a name below fixtures/policies; none: Vendure alone. `more`: Vendure's own configuration. With the example's own
 * catalogue it starts from a template: `seeded` has all of data/ too.
 */
async function startShop(policy, options = {}, more = {}, { catalogue, currency = 'RUB', country, seeded = false, afresh = false } = {}) {
  const port = await freePort();
  const { ComptoirPlugin } = require(path.join(PLUGIN, 'dist'));
  const plugins = policy
    ? [ComptoirPlugin.init({ policy: path.join(POLICIES, `${policy}.toml`), now: () => NOW + ahead, compilation: 'baseline', ...options })]
    : [];
  const base = mergeConfig(mergeConfig(testConfig, more), {
    apiOptions: { port },
    authOptions: { passwordHashingStrategy: quickHashing },
    plugins: [...plugins, ...(more.plugins ?? [])],
    paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler], ...more.paymentOptions },
    dbConnectionOptions: { ...testConfig.dbConnectionOptions, ...more.dbConnectionOptions, synchronize: true },
  });
  const made = !afresh && policy && !catalogue && !country && base.dbConnectionOptions.type === 'sqljs';
  // Tables of a plugin that the template knows nothing of are made as it starts.
  const config = made
    ? { ...base, dbConnectionOptions: {
      ...base.dbConnectionOptions, database: await template(PLUGIN, seeded), synchronize: Boolean(more.plugins?.length),
    } }
    : base;
  const { server, adminClient, shopClient } = createTestEnvironment(config);
  // `server.init` would start it a second time after it has filled it.
  await server.bootstrap();
  if (!made) {
    await populateInitialData(server.app, { ...initialData, ...(country && { countries: [country] }) });
    await importProductsFromCsv(server.app, catalogue ?? CATALOGUE, 'en');
  }
  // On a busy machine a connection may stay unused for longer than the default of five seconds.
  server.app.getHttpServer().keepAliveTimeout = 600_000;
  await adminClient.asSuperAdmin();
  const admin = asker(adminClient);
  if (!made) await inCurrency(admin, currency);
  const shop = {
    port,
    server,
    injector: new Injector(server.app),
    admin,
    shop: asker(shopClient),
    gql,
    shopClient,
    adminClient,
    /** Somebody else at another screen; answers his questions. */
    async shopper(email) {
      const client = new SimpleGraphQLClient(config, `http://localhost:${port}/${config.apiOptions.shopApiPath}`);
      await client.asUserWithCredentials(email, PASSWORD);
      return asker(client);
    },
    /** An administrator at another screen; answers his questions. */
    async administrator(email) {
      const client = new SimpleGraphQLClient(config, `http://localhost:${port}/${config.apiOptions.adminApiPath}`);
      await client.asUserWithCredentials(email, PASSWORD);
      return asker(client);
    },
    /** Somebody at another screen who has not signed in. */
    visitor: () => new SimpleGraphQLClient(config, `http://localhost:${port}/${config.apiOptions.shopApiPath}`),
    asker,
    async as(email) {
      await shopClient.asUserWithCredentials(email, PASSWORD);
    },
    async asAdmin(email) {
      if (email) await adminClient.asUserWithCredentials(email, PASSWORD);
      else await adminClient.asSuperAdmin();
    },
    stop: () => server.destroy(),
  };
  if (seeded && !made) await seedShop(shop);
  return shop;
}

/** Prices before tax, as the contracts and price lists have them. */
async function inCurrency(admin, currency) {
  const { activeChannel } = await admin('{ activeChannel { id } }');
  await admin(
    'mutation($input: UpdateChannelInput!) { updateChannel(input: $input) { ... on Channel { id } } }',
    { input: { id: activeChannel.id, defaultCurrencyCode: currency, availableCurrencyCodes: [currency], pricesIncludeTax: false } },
  );
}

/** Ends a file of tests. Vendure keeps timers. */
async function stopped(shop) {
  await shop?.stop();
  setTimeout(() => process.exit(), 500).unref();
}

async function seedShop(shop) {
  await seedPayment(shop.admin);
  await loadTables(shop.admin);
  await seedPeople(shop.admin);
}

module.exports = { NOW, PLUGIN, fromPlugin, later, plugin, seedShop, startShop, stopped };
