'use strict';
// The life of a shop's database, in the folder COMPTOIR_SHOP_PLACE, for the process that forked this one:
//   alone FILE      Vendure alone makes a shop, and a customer orders in it
//   migrate FILE    the plugin comes: a migration is generated, run, and the shop is started on what it made
// Nothing is synchronised but Vendure's own tables in `alone`.

const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');
const { initialData, loadTables, seedCustomers, seedPeople, TABLES, PASSWORD } = require('../../seed');

process.env.VENDURE_DISABLE_TELEMETRY = 'true';

const PLACE = process.env.COMPTOIR_SHOP_PLACE;
const fromShop = createRequire(path.join(PLACE, 'package.json'));
const vendure = fromShop('@vendure/core');
const { importProductsFromCsv, populateInitialData } = fromShop('@vendure/core/cli');
const ts = fromShop('typescript');

const SUPERADMIN = { identifier: 'superadmin', password: PASSWORD };
const ANNA = { identifier: 'anna@romashka.example', password: PASSWORD };
/** What needs no catalogue of 120 products. */
const LOADED = TABLES.filter(([table]) => ['companies', 'outlets', 'employees', 'contracts', 'priceLists', 'prices'].includes(table));

function configOf(file, { plugins = [], synchronize = false } = {}) {
  return {
    apiOptions: { port: 0, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
    authOptions: { tokenMethod: 'bearer', requireVerification: false, superadminCredentials: SUPERADMIN },
    dbConnectionOptions: {
      type: 'sqljs', location: file, autoSave: true, synchronize, migrations: [path.join(`${file}.migrations`, '*.js')],
    },
    paymentOptions: { paymentMethodHandlers: [vendure.dummyPaymentHandler] },
    logger: new vendure.NoopLogger(),
    plugins,
  };
}

/** Asks one API over HTTP as one person. */
async function signedIn(app, api, { identifier, password }) {
  const { port } = app.getHttpServer().address();
  const headers = { 'content-type': 'application/json' };
  const query = async (text, variables) => {
    const response = await fetch(`http://127.0.0.1:${port}/${api}`, {
      method: 'POST', headers, body: JSON.stringify({ query: text, variables }),
    });
    const token = response.headers.get('vendure-auth-token');
    if (token) headers.authorization = `Bearer ${token}`;
    const { data, errors } = await response.json();
    if (errors) throw new Error(errors[0].message);
    return data;
  };
  await query('mutation($i: String!, $p: String!) { login(username: $i, password: $p) { __typename } }', { i: identifier, p: password });
  return query;
}

async function fill(app, admin) {
  await populateInitialData(app, initialData);
  const csv = fs.readFileSync(path.join(__dirname, '../../data/catalogue.csv'), 'utf8').split('\n');
  const few = `${process.argv[3]}.csv`;
  fs.writeFileSync(few, [csv[0], ...csv.filter((line) => /,(1204|3001),/.test(line))].join('\n'));
  await importProductsFromCsv(app, few, 'en');
  const { activeChannel } = await admin('{ activeChannel { id } }');
  await admin('mutation($input: UpdateChannelInput!) { updateChannel(input: $input) { __typename } }', {
    input: { id: activeChannel.id, defaultCurrencyCode: 'RUB', availableCurrencyCodes: ['RUB'], pricesIncludeTax: false },
  });
}

const FIELDS = 'id code state subTotal lines { quantity unitPrice productVariant { sku } }';
const ORDER = `... on Order { ${FIELDS} } ... on ErrorResult { message }`;

async function add(query) {
  const { product } = await query('{ product(slug: "p-3001") { variants { id } } }');
  return (await query(
    `mutation($id: ID!) { addItemToOrder(productVariantId: $id, quantity: 5) { ${ORDER} } }`, { id: product.variants[0].id },
  )).addItemToOrder;
}

async function alone(file) {
  const app = await vendure.bootstrap(configOf(file, { synchronize: true }));
  const admin = await signedIn(app, 'admin-api', SUPERADMIN);
  await fill(app, admin);
  await seedCustomers(admin);
  await admin('mutation($input: CreatePaymentMethodInput!) { createPaymentMethod(input: $input) { id } }', {
    input: {
      code: 'test', enabled: true, translations: [{ languageCode: 'en', name: 'Test', description: '' }],
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] },
    },
  });
  const anna = await signedIn(app, 'shop-api', ANNA);
  await add(anna);
  await anna(`mutation { setOrderShippingAddress(input: { streetLine1: "Lenina 12", countryCode: "RU" }) { __typename } }`);
  const { eligibleShippingMethods } = await anna('{ eligibleShippingMethods { id } }');
  await anna('mutation($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { __typename } }', { ids: [eligibleShippingMethods[0].id] });
  await anna('mutation { transitionOrderToState(state: "ArrangingPayment") { __typename } }');
  const { addPaymentToOrder } = await anna(
    `mutation { addPaymentToOrder(input: { method: "test", metadata: {} }) { ${ORDER} } }`,
  );
  await app.close();
  return { order: addPaymentToOrder };
}

/** As an operator does it, with TypeScript of his own. */
async function migrate(file, isNew) {
  const plugin = fromShop('@comptoir/vendure');
  const plugins = [plugin.ComptoirPlugin.init({
    policy: path.join(__dirname, '../policies/loyalty.toml'), compilation: 'baseline',
  })];
  const folder = `${file}.migrations`;
  const log = console.log;
  console.log = () => {};
  const generated = await vendure.generateMigration(configOf(file, { plugins }), { name: 'comptoir', outputDir: folder });
  const source = fs.readFileSync(generated, 'utf8');
  fs.writeFileSync(
    generated.replace(/\.ts$/, '.js'), ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText,
  );
  const ran = await vendure.runMigrations(configOf(file, { plugins }));
  const again = await vendure.generateMigration(configOf(file, { plugins }), { name: 'nothing', outputDir: folder });
  console.log = log;

  const app = await vendure.bootstrap(configOf(file, { plugins }));
  const admin = await signedIn(app, 'admin-api', SUPERADMIN);
  const before = (await admin(`{ orders { items { ${FIELDS} } } }`)).orders.items;
  if (isNew) {
    await fill(app, admin);
    await seedPeople(admin);
  }
  await loadTables(admin, LOADED);
  const anna = await signedIn(app, 'shop-api', ANNA);
  const order = await add(anna);
  await app.close();
  return {
    tables: [...new Set(source.split('public async down')[0].match(/(?:CREATE|DROP|ALTER) TABLE "\w+"/g).map((text) => text.split('"')[1]))].sort(),
    ran: ran.length, again: again ?? null, before, order, plugin: fromShop.resolve('@comptoir/vendure'),
  };
}

const [work, file, isNew] = process.argv.slice(2);
(work === 'alone' ? alone(file) : migrate(file, isNew === 'new')).then(
  (answer) => process.send(answer, () => process.exit()),
  (error) => process.send({ error: String(error.stack ?? error) }, () => process.exit(1)),
);
