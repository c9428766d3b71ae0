'use strict';
// One shop's answers to a customer, to the process that forked this one: plugins are fixed when Vendure loads.

const { loadTables, seedCustomers, TABLES } = require('../../seed');
const { startShop } = require('../server');
const { callsOf } = require('../queries');

/** Without price rows: Vendure's own prices count. */
const PEOPLE = TABLES.filter(([table]) => ['companies', 'outlets', 'employees', 'contracts'].includes(table));

/** What a customer is answered, from listing to order. */
async function story(policy) {
  const shop = await startShop(policy, { showQuantities: false });
  if (policy) await loadTables(shop.admin, PEOPLE);
  await seedCustomers(shop.admin);
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
  // More than there is, by queries that ask for little, and of what there is none of.
  const short = (id, quantity, selection) => shop.shop(
    `mutation($id: ID!, $quantity: Int!) { addItemToOrder(productVariantId: $id, quantity: $quantity) { __typename ${selection} } }`, { id, quantity },
  );
  note(await short(on.id('7002'), 900, '... on ErrorResult { message }'));
  note(await short(on.id('7002'), 900, '... on Order { totalWithTax } ... on InsufficientStockError { message order { lines { quantity } } }'));
  note(await on.add('7010', 1));
  note(await on.remove((await on.order()).lines[2].id));
  note(await on.adjust(order.lines[1].id, 5));
  note(await on.adjust(order.lines[0].id, 2));
  note(await on.remove(order.lines[1].id));
  note(await on.address());
  note(await on.to('ArrangingPayment'));
  note(await on.pay());
  note(await on.order());
  // The cashier, and the warehouse.
  note(await on.settle(order.id));
  const stock = async () => (await shop.admin(
    'query($id: ID!) { productVariant(id: $id) { stockLevels { stockOnHand stockAllocated } } }', { id: on.id('3001') })).productVariant;
  note(await stock());
  const fulfillment = await on.fulfill(order.id);
  note(fulfillment);
  note(await stock());
  for (const state of ['Shipped', 'Delivered']) note(await on.ship(fulfillment.id, state));
  note((await shop.admin('query($id: ID!) { order(id: $id) { state payments { state amount } } }', { id: order.id })).order);
  await shop.stop();
  return answers;
}

story(process.argv[2]).then(
  (answers) => process.send({ answers }, () => process.exit()),
  (error) => process.send({ error: String(error.stack ?? error) }, () => process.exit(1)),
);
