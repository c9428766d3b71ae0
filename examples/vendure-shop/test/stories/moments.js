'use strict';
// Moments that people read: in the shop's own zone, in the language of whoever reads.

const assert = require('node:assert/strict');
const { fromPlugin, later, plugin } = require('../server');

const { Texts } = fromPlugin('@comptoir/node');
const { EventBus } = fromPlugin('@vendure/core');
const { Engine, OrderChangedEvent } = plugin();

const ANNA = 'anna@romashka.example';
const BORIS = 'boris@lotos.example';
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

  test('whoever may not buy yet reads from when on he may, in his language and the shop\'s zone', async () => {
    const { shop, on } = world;
    const from = async (moment) => {
      await shop.asAdmin();
      assert.deepEqual((await on.load('employees', `email,outlet,effective_from\n${BORIS},boris,${moment}\n`)).problems, []);
    };
    // Half an hour from now, as somebody in Greenwich writes it.
    await from('2026-11-20T09:30Z');
    try {
      await shop.as(BORIS);
      const early = await on.add('8160', 5);
      assert.match(early.interceptorError,
        /The access works from 20 Nov 2026, 12:30 on\. → wait until 20 Nov 2026, 12:30.*\(access\.not-yet\)/);
      assert.match((await on.add('8160', 5, 'ru')).interceptorError, /20[^(]*2026[^(]*12:30.*\(access\.not-yet\)/);
      later(30 * 60_000);
      assert.equal((await on.add('8160', 5)).__typename, 'Order');
    } finally {
      later(0);
      await from('');
    }
  });
}

module.exports = { moments };
