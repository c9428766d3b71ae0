'use strict';
// Moments that people read: in the shop's own zone, in the language of whoever reads.

const assert = require('node:assert/strict');
const { fromPlugin, plugin } = require('../server');

const { createRequire } = require('node:module');
const path = require('node:path');
const { PLUGIN } = require('../server');
const { Texts } = createRequire(path.join(PLUGIN, 'package.json'))('@comptoir/node');
const { EventBus } = fromPlugin('@vendure/core');
const { Engine, OrderChangedEvent } = plugin();

const ANNA = 'anna@romashka.example';
const OLGA = 'olga@vega.example';

function moments(test, world) {
  test('until when goods are reserved reads in the shop\'s zone', async () => {
    const { shop, on, place, under } = world;
    await under(['[waybill]', '[orders]\nreserve = "on-confirm"\nreserve_for = "72 hours"\n\n[waybill]']);
    const { timezone } = shop.server.app.get(Engine).generation;
    assert.equal(timezone, 'Europe/Moscow');
    const notes = [];
    const watching = shop.server.app.get(EventBus).ofType(OrderChangedEvent)
      .subscribe(({ notifications }) => notes.push(...notifications));
    try {
      const placed = await place(ANNA, { 9001: 5 });
      await shop.asAdmin(OLGA);
      const confirmed = await on.fire(placed.id, 'confirm');
      assert.ok(confirmed.applied, confirmed.refusal);
    } finally {
      watching.unsubscribe();
      await under();
    }
    const note = notes.find(({ template }) => template === 'order-reserved');
    // It is noon of 20 November in Moscow, nine o'clock in Greenwich.
    const says = (language, zone) => new Texts(language, zone).notification(note, 'RUB');
    assert.match(says('en', timezone), /are reserved until 23 Nov 2026, 12:00; please pay by then\.$/);
    assert.match(says('ru', timezone), /23[ .].*12:00/);
    assert.match(says('it', timezone), /23[ /].*12[:.]00/);
    assert.match(says('en'), /until 23 Nov 2026, 09:00 UTC;/, 'without a zone it says which one it is');
  });

  test('what comes too early says when its time is, to whoever asks in his language', async () => {
    const { shop, on, place } = world;
    const placed = await place(ANNA, { 9001: 5 });
    await shop.asAdmin();
    const early = await on.fire(placed.id, 'escalate');
    assert.equal(early.applied, false);
    assert.match(early.refusal, /order\.(early|calendar)/);
    console.error(early.refusal);
  });
}

module.exports = { moments };
