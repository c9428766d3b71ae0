'use strict';
// A Vendure shop with B2B rules on this machine, with an embedded database in .data/: kept between starts.
//
//   POLICY  its policy, a path from where it is started; a source policy of fixtures/ by default
//   PORT    3000 by default
//   PLACE   the folder of the database, in place of .data/

const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');
const { DATA, PASSWORD, initialData, seed } = require('./seed');

// Vendure would otherwise tell its makers that it runs, and keep an id for it in this folder.
process.env.VENDURE_DISABLE_TELEMETRY = 'true';

const PLUGIN = path.resolve(__dirname, '../../host-adapter/vendure');
// In a shop of its own these are dependencies; here the plugin's own installation serves.
const fromPlugin = createRequire(path.join(PLUGIN, 'package.json'));
const vendure = fromPlugin('@vendure/core');
const { importProductsFromCsv, populateInitialData } = fromPlugin('@vendure/core/cli');
const { ComptoirPlugin } = require(path.join(PLUGIN, 'dist'));

const PORT = Number(process.env.PORT ?? 3000);
const POLICY = path.resolve(process.env.POLICY || path.join(__dirname, '../../fixtures/policies/reserve-and-invoice.toml'));
const PLACE = path.resolve(process.env.PLACE || path.join(__dirname, '.data'));
const DATABASE = path.join(PLACE, 'shop.sqlite');
const SUPERADMIN = { identifier: 'superadmin', password: PASSWORD };

/** Written once the shop is filled: what a first start left behind that came to no end is no shop that anybody can sign in to. */
const FILLED = path.join(PLACE, 'filled');

fs.mkdirSync(PLACE, { recursive: true });
const isNew = !fs.existsSync(DATABASE) || !fs.existsSync(FILLED);
if (isNew) for (const left of [DATABASE, FILLED]) fs.rmSync(left, { force: true });

/** Debts, contracts and lots of data/ are of November 2026: the first start is noon of this day, whenever it is. */
const OPENED = Date.parse('2026-11-20T12:00:00+03:00');
const CLOCK = path.join(PLACE, 'opened');
if (isNew) fs.writeFileSync(CLOCK, String(Date.now()));
const ahead = OPENED - Number(fs.readFileSync(CLOCK, 'utf8'));

const config = {
  apiOptions: {
    port: PORT, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api', cors: false, csrfPrevention: true,
  },
  authOptions: {
    tokenMethod: 'bearer',
    // Whoever can claim an employee's e-mail buys for his company: nobody registers here without proof.
    requireVerification: true,
    superadminCredentials: SUPERADMIN,
  },
  dbConnectionOptions: { type: 'sqljs', location: DATABASE, autoSave: true, synchronize: isNew },
  paymentOptions: { paymentMethodHandlers: [] },
  logger: new vendure.DefaultLogger({ level: vendure.LogLevel.Error }),
  // Runs the timers of orders, here in the one process that there is.
  schedulerOptions: { runTasksInWorkerOnly: false },
  plugins: [
    vendure.DefaultSchedulerPlugin.init(),
    ComptoirPlugin.init({ policy: POLICY, now: () => Date.now() + ahead }),
  ],
};

/** Asks the Admin API over HTTP, as its superadministrator. */
async function administrator() {
  const headers = { 'content-type': 'application/json' };
  const query = async (text, variables) => {
    const response = await fetch(`http://127.0.0.1:${PORT}/admin-api`, {
      method: 'POST', headers, body: JSON.stringify({ query: text, variables }),
    });
    const token = response.headers.get('vendure-auth-token');
    if (token) headers.authorization = `Bearer ${token}`;
    const { data, errors } = await response.json();
    if (errors) throw new Error(errors[0].message);
    return data;
  };
  await query(
    'mutation($identifier: String!, $password: String!) { login(username: $identifier, password: $password) { __typename } }',
    SUPERADMIN,
  );
  return query;
}

/** Roubles before tax, as the contracts and price lists have them. */
async function roubles(query) {
  const { activeChannel } = await query('{ activeChannel { id } }');
  await query(
    'mutation($input: UpdateChannelInput!) { updateChannel(input: $input) { ... on Channel { id } } }',
    { input: {
      id: activeChannel.id, defaultCurrencyCode: 'RUB', availableCurrencyCodes: ['RUB'], pricesIncludeTax: false,
    } },
  );
}

(async () => {
  const app = await vendure.bootstrap(config);
  if (isNew) {
    console.log('a new shop: filling it from data/ …');
    await populateInitialData(app, initialData);
    await importProductsFromCsv(app, path.join(DATA, 'catalogue.csv'), 'en');
    const query = await administrator();
    await roubles(query);
    await seed(query);
    fs.writeFileSync(FILLED, new Date().toISOString());
  }
  console.log(`policy     ${path.relative(process.cwd(), POLICY)}`);
  console.log(`shop API   http://127.0.0.1:${PORT}/shop-api`);
  console.log(`admin API  http://127.0.0.1:${PORT}/admin-api`);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
