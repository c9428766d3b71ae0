'use strict';
// Credit gates that somebody lets pass: what the policy does not let him is refused, and stands nowhere. Who may do what is said in words.

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { startShop, stopped } = require('./server');
const { callsOf } = require('./queries');

let shop;
let on;
before(async () => {
  shop = await startShop('threshold-debt', {}, {}, { seeded: true });
  on = callsOf(shop);
  await on.learn();
}, { timeout: 600_000 });
after(() => stopped(shop));

const grants = async () => {
  await shop.asAdmin();
  return (await shop.admin('{ b2bAudit { records } }')).b2bAudit.records.filter((line) => JSON.parse(line).entry.call === 'grant');
};

test('a gate that is none, one that nobody lets pass, and a role that the policy does not name', async () => {
  await shop.asAdmin('pavel@vega.example');
  const grant = (gate, role = 'head-of-sales') => on.grant('severstroy', gate, role, 'known client');
  await assert.rejects(grant('nosuch'), /`nosuch`.*`late`, `much` \(comptoir\.gate\)/);
  await assert.rejects(grant('much'), /`much`.*→ .*\(comptoir\.gate-closed\)/);
  for (const [languageCode, words] of [['ru', /снимает никто.*\(comptoir\.gate-closed\)/], ['it', /Nessuno.*\(comptoir\.gate-closed\)/]]) {
    await assert.rejects(shop.admin(
      'mutation { grantB2bGate(company: "severstroy", gate: "much", role: "head-of-sales", reason: "known client") }', {}, { languageCode },
    ), words);
  }
  await shop.asAdmin();
  await assert.rejects(grant('late', '__super_admin_role__'), /`head-of-sales`.*\(comptoir\.gate-role\)/);
  assert.deepEqual(await grants(), []);

  await shop.asAdmin('pavel@vega.example');
  assert.deepEqual(await grant('late'), { grantB2bGate: true });
  assert.equal((await grants()).length, 1);
});

test('who may not confirm is told what, and who may, in his language', async () => {
  await shop.as('anna@romashka.example');
  await on.add('1204', 40);
  await on.address();
  assert.equal((await on.to('ArrangingPayment')).__typename, 'Order');
  const placed = await on.pay();
  assert.equal(placed.__typename, 'Order', JSON.stringify(placed));
  await shop.asAdmin();
  for (const [languageCode, words] of [
    ['en', /Somebody else has to do this: confirming\. Allowed: the sales rep\. .*\(order\.actor\)/],
    ['ru', /кто-то другой: подтверждение\. Разрешено: торговый представитель\. .*\(order\.actor\)/],
    ['it', /ad altri: conferma\. Autorizzati: l'agente\. .*\(order\.actor\)/],
  ]) {
    const { fireB2bOrder } = await shop.admin(
      'mutation($id: ID!) { fireB2bOrder(id: $id, event: "confirm") { applied refusal } }', { id: placed.id }, { languageCode },
    );
    assert.equal(fireB2bOrder.applied, false);
    assert.match(fireB2bOrder.refusal, words);
  }
});
