'use strict';
// Goods that come back, gates that are let pass up to a sum, and moments that are told: one shop for all.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { fromPlugin, plugin, startShop, stopped } = require('./server');
const { letPass } = require('./stories/let-pass');
const { moments } = require('./stories/moments');
const { returns } = require('./stories/returns');
const { callsOf } = require('./queries');

const { EventBus } = fromPlugin('@vendure/core');
const { Engine, OrderChangedEvent } = plugin();

const POLICY = path.join(__dirname, 'policies/loyalty.toml');

const world = { told: new Map() };
before(async () => {
  const shop = await startShop('office-supplies', { policy: POLICY }, {}, { seeded: true });
  const on = callsOf(shop);
  await on.learn();
  await shop.admin(
    'mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
    { input: [{ id: on.id('9001'), stockOnHand: 500 }] },
  );
  shop.server.app.get(EventBus).ofType(OrderChangedEvent).subscribe(({ order, notifications }) => {
    const notes = notifications.map(({ to, template }) => `${to}: ${template}`);
    world.told.set(order.code, [...(world.told.get(order.code) ?? []), ...notes]);
  });
  Object.assign(world, {
    shop, on,
    async place(email, lines, { prepare } = {}) {
      await shop.as(email);
      for (const { id } of (await on.order())?.lines ?? []) await on.remove(id);
      for (const [sku, quantity] of Object.entries(lines)) {
        const added = await on.add(sku, quantity);
        assert.equal(added.__typename, 'Order', JSON.stringify(added));
      }
      const used = await prepare?.();
      if (used) assert.equal(used.__typename, 'Order', JSON.stringify(used));
      assert.equal((await on.address()).__typename, 'Order');
      const arranging = await on.to('ArrangingPayment');
      assert.equal(arranging.__typename, 'Order', JSON.stringify(arranging));
      const placed = await on.pay();
      assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
      return placed;
    },
    /** The policy with another line in the place of one. */
    async under(...changes) {
      let text = fs.readFileSync(POLICY, 'utf8');
      for (const [from, to] of changes) {
        assert.ok(text.includes(from), from);
        text = text.replace(from, to);
      }
      await shop.server.app.get(Engine).swap({ name: 'changed', text });
    },
  });
}, { timeout: 600_000 });
after(() => stopped(world.shop));

returns(test, world);
letPass(test, world);
moments(test, world);
