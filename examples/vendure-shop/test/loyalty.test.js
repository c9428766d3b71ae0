'use strict';
// Promo codes, bonuses, documents and files of tables of the policy that has them all, through GraphQL alone; one shop for all.

const path = require('node:path');
const { after, before, test } = require('node:test');
const { startShop, stopped } = require('./server');
const { callsOf } = require('./queries');
const { documents } = require('./stories/documents');
const { files } = require('./stories/files');
const { loyalty } = require('./stories/loyalty');

const world = {};
before(async () => {
  world.shop = await startShop('office-supplies', { policy: path.join(__dirname, 'policies/loyalty.toml') }, {}, { seeded: true });
  world.on = callsOf(world.shop);
  await world.on.learn();
}, { timeout: 600_000 });
after(() => stopped(world.shop));

test('promo codes and bonuses', (t) => loyalty(t, world));
test('documents', (t) => documents(t, world));
test('tables from files', (t) => files(t, world));
