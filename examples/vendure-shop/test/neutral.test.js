'use strict';
// Under `neutral.toml` the shop answers as Vendure alone does: the same calls, the same answers.

const assert = require('node:assert/strict');
const { after, test } = require('node:test');
const { loadTables, seedPeople, TABLES } = require('../seed');
const { startShop } = require('./server');
const { callsOf } = require('./queries');

/** Without price rows: Vendure's own prices count. */
const PEOPLE = TABLES.filter(([table]) => ['companies', 'outlets', 'employees', 'contracts'].includes(table));

const shops = [];
after(async () => {
  for (const shop of shops) await shop.stop();
  // Vendure keeps timers.
  setTimeout(() => process.exit(), 500).unref();
});

/** What a customer is answered, from listing to order. */
async function story(policy) {
  const shop = await startShop(policy, { showQuantities: false });
  shops.push(shop);
  if (policy) await loadTables(shop.admin, PEOPLE);
  await seedPeople(shop.admin);
  await shop.admin(
    'mutation($input: CreatePaymentMethodInput!) { createPaymentMethod(input: $input) { id } }',
    { input: {
      code: 'on-account', enabled: true, handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'false' }] },
      translations: [{ languageCode: 'en', name: 'Test', description: '' }],
    } },
  );
  const on = callsOf(shop);
  await on.learn();
  await shop.as('anna@romashka.example');
  const answers = [];
  const note = (answer) => answers.push(JSON.parse(JSON.stringify(answer, (key, value) => (key === 'code' ? undefined : value))));
  note(await shop.shop('{ products(options: { take: 100 }) { items { name variants { sku price priceWithTax stockLevel } } } }'));
  note(await on.add('3001', 7));
  const order = await on.add('7001', 3);
  note(order);
  note(await on.add('7002', 100_000));
  note(await on.adjust(order.lines[1].id, 5));
  note(await on.adjust(order.lines[0].id, 2));
  note(await on.remove(order.lines[1].id));
  note(await on.address());
  note(await on.to('ArrangingPayment'));
  note(await on.pay());
  note(await on.order());
  return answers;
}

test('neutral is Vendure alone', { timeout: 900_000 }, async () => {
  const [alone, neutral] = [await story(undefined), await story('neutral')];
  assert.equal(alone.length, 11);
  alone.forEach((answer, index) => assert.deepEqual(neutral[index], answer, `answer ${index}`));
});
