'use strict';
// Fills a running shop through its Admin API alone: tables from data/, people, a payment method.

const fs = require('node:fs');
const path = require('node:path');

const DATA = path.join(__dirname, 'data');

/** Files in the order in which their rows refer to one another. */
const TABLES = [
  ['companies', 'companies.csv'], ['outlets', 'outlets.csv'], ['employees', 'employees.csv'], ['reps', 'reps.csv'],
  ['bindings', 'bindings.csv'], ['contracts', 'contracts.csv'], ['priceLists', 'price-lists.csv'], ['prices', 'prices.csv'],
  ['receivables', 'receivables.csv'], ['turnover', 'turnover.csv'], ['bought', 'bought.csv'], ['products', 'products.csv'],
  ['bonusAccounts', 'bonus-accounts.csv'], ['bonusMembers', 'bonus-members.csv'], ['bonusLots', 'bonus-lots.csv'],
  ['bonusOrders', 'bonus-orders.csv'], ['books', 'books.csv'], ['openings', 'openings.csv'], ['ledger', 'ledger.csv'],
];

const CUSTOMERS = [
  ['Anna', 'Orlova', 'anna@romashka.example'],
  ['Boris', 'Belov', 'boris@lotos.example'],
  ['Viktor', 'Smirnov', 'viktor@severstroy.example'],
  ['Vera', 'Visitor', 'vera@nowhere.example'],
];

/** Every password of this example. */
const PASSWORD = 'comptoir';

const READ = ['ReadOrder', 'UpdateOrder', 'ReadCustomer', 'ReadCatalog'];

/** Tables with `query`, which posts to the Admin API as its superadministrator. */
async function loadTables(query, tables = TABLES) {
  for (const [table, file] of tables) {
    const csv = fs.readFileSync(path.join(DATA, file), 'utf8');
    const { loadB2bData } = await query(
      'mutation($table: B2bTable!, $csv: String!) { loadB2bData(table: $table, csv: $csv) { rows problems { line message } } }',
      { table, csv },
    );
    const [problem] = loadB2bData.problems;
    if (problem) throw new Error(`${file}:${problem.line}: ${problem.message}`);
  }
}

async function seedCustomers(query) {
  for (const [firstName, lastName, emailAddress] of CUSTOMERS) {
    await query(
      `mutation($input: CreateCustomerInput!, $password: String) {
        createCustomer(input: $input, password: $password) { __typename }
      }`,
      { input: { firstName, lastName, emailAddress }, password: PASSWORD },
    );
  }
}

async function seedPeople(query) {
  await seedCustomers(query);
  const roles = {};
  for (const [code, description, permissions] of [
    ['head-of-sales', 'Head of sales', READ],
    ['credit-controller', 'Credit controller', READ],
    // Vendure's own lists of orders and customers know no reps: theirs are the calls that do.
    ['sales', 'Sales reps', ['ActForB2bClients', 'ReadCatalog']],
  ]) {
    const { createRole } = await query(
      'mutation($input: CreateRoleInput!) { createRole(input: $input) { id } }',
      { input: { code, description, permissions } },
    );
    roles[code] = createRole.id;
  }
  for (const [firstName, lastName, emailAddress, role] of [
    ['Olga', 'Orlova', 'olga@vega.example', 'sales'],
    ['Pavel', 'Petrov', 'pavel@vega.example', 'head-of-sales'],
    ['Kira', 'Krylova', 'kira@vega.example', 'credit-controller'],
  ]) {
    await query(
      'mutation($input: CreateAdministratorInput!) { createAdministrator(input: $input) { id } }',
      { input: { firstName, lastName, emailAddress, password: PASSWORD, roleIds: [roles[role]] } },
    );
  }
}

async function seedPayment(query) {
  await query(
    'mutation($input: CreatePaymentMethodInput!) { createPaymentMethod(input: $input) { id } }',
    {
      input: {
        code: 'on-account', enabled: true,
        checker: { code: 'comptoir-may-pay', arguments: [] },
        handler: { code: 'comptoir-on-account', arguments: [] },
        translations: [{ languageCode: 'en', name: 'On account', description: '' }],
      },
    },
  );
}

async function seed(query) {
  await seedPayment(query);
  await loadTables(query);
  await seedPeople(query);
}

/** What Vendure populates before its first start. */
const initialData = {
  defaultLanguage: 'en',
  defaultZone: 'Europe',
  countries: [{ name: 'Russia', code: 'RU', zone: 'Europe' }],
  taxRates: [{ name: 'standard', percentage: 22 }, { name: 'reduced', percentage: 10 }],
  shippingMethods: [{ name: 'Pickup', price: 0 }],
  paymentMethods: [],
  collections: [],
};

module.exports = { DATA, PASSWORD, TABLES, initialData, loadTables, seed, seedCustomers, seedPayment, seedPeople };
