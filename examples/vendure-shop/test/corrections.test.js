'use strict';
// Placed orders that change: a rep's corrections with the client's word, partial verdicts; the engine's own figures follow the
// decision to the last unit. One shop, under one policy, which tests put others in the place of.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { fromPlugin, plugin, startShop, stopped } = require('./server');
const { correctionsOf } = require('./stories/correction-calls');
const { cancelling } = require('./stories/cancelling');
const { corrections } = require('./stories/corrections');
const { verdicts } = require('./stories/verdicts');
const { callsOf } = require('./queries');

const { dummyPaymentHandler, EventBus } = fromPlugin('@vendure/core');
const { Engine, OrderChangedEvent } = plugin();

const POLICY = path.join(__dirname, 'policies/loyalty.toml');

const world = { told: new Map() };
let shop;
let on;
let fix;
before(async () => {
  shop = await startShop('office-supplies', { policy: POLICY }, { paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] } }, { seeded: true });
  await shop.admin(
    'mutation($input: CreatePaymentMethodInput!) { createPaymentMethod(input: $input) { id } }',
    { input: {
      code: 'card', enabled: true, checker: { code: 'comptoir-may-pay', arguments: [] },
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'false' }] },
      translations: [{ languageCode: 'en', name: 'Card', description: '' }],
    } },
  );
  on = callsOf(shop);
  await on.learn();
  fix = correctionsOf(shop);
  const engine = shop.server.app.get(Engine);
  shop.server.app.get(EventBus).ofType(OrderChangedEvent).subscribe(({ order, notifications }) => {
    const notes = notifications.map(({ to, template }) => `${to}: ${template}`);
    world.told.set(order.code, [...(world.told.get(order.code) ?? []), ...notes]);
  });
  Object.assign(world, {
    shop, on, fix, place, stock,
    /** Counts from now on how often the rules are asked about a cart; answers how often that was, and stops. */
    carts() {
      const { cart } = engine.comptoir;
      const { evaluate } = cart;
      let count = 0;
      cart.evaluate = (...args) => {
        count += 1;
        return evaluate(...args);
      };
      return () => {
        cart.evaluate = evaluate;
        return count;
      };
    },
    /** The policy with another line in the place of one, or with lines at the end of a section. */
    async under(...changes) {
      let text = fs.readFileSync(POLICY, 'utf8');
      for (const [from, to] of changes) {
        assert.ok(text.includes(from), from);
        text = text.replace(from, to);
      }
      await engine.swap({ name: 'changed', text });
    },
  });
}, { timeout: 600_000 });
after(() => stopped(shop));

async function place(email, lines, { method, prepare } = {}) {
  await shop.as(email);
  for (const [sku, quantity] of Object.entries(lines)) {
    const added = await on.add(sku, quantity);
    assert.equal(added.__typename, 'Order', JSON.stringify(added));
  }
  await prepare?.();
  assert.equal((await on.address()).__typename, 'Order');
  const arranging = await on.to('ArrangingPayment');
  assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
  const placed = await on.pay(method);
  assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
  return placed;
}

async function stock(sku) {
  await shop.asAdmin();
  const { productVariant } = await shop.admin(
    'query($id: ID!) { productVariant(id: $id) { stockLevels { stockOnHand stockAllocated } } }', { id: on.id(sku) },
  );
  return productVariant.stockLevels[0];
}

cancelling(test, world);
corrections(test, world);
verdicts(test, world);
