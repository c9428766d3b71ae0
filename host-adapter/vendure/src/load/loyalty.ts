import { Permission } from '@vendure/core';
import { randomUUID } from 'node:crypto';
import { EntityManager } from 'typeorm';
import { BonusAccount, BonusLot, BonusMember, BonusMove, BonusOrder, Outlet } from '../entities';
import { minus, plus, sign } from '../decimal';
import { AMOUNT, DAY, FLAG } from '../forms';
import { cell, known, match, needed, over, Row, RowError, table, told } from './spec';

const account = (row: Row, db: EntityManager) => known(db, BonusAccount, 'phone', cell(row, 'phone'), 'bonus account');

/** The channel of this shop's own orders, which no file has. */
export const OWN = 'shop';

/** Bonuses as another system kept them, and orders that came by another way. */
export const LOYALTY_TABLES = {
  bonusAccounts: table({
    kind: BonusAccount,
    required: ['phone'],
    optional: ['segment', 'turnover'],
    read: (row, db) => over(db, BonusAccount, { phone: cell(row, 'phone') }, told<Partial<BonusAccount>>(row, {
      segment: () => ({ segment: row.segment ?? null }),
      turnover: () => ({ turnover: match(row, 'turnover', ...AMOUNT) }),
    })),
    cells: { phone: 'phone', segment: 'segment', turnover: 'turnover' },
    seenWith: Permission.ReadCustomer,
    instead: 'take its members out instead',
  }),
  bonusMembers: table({
    kind: BonusMember,
    required: ['outlet', 'phone'],
    optional: [],
    read: async (row, db) => {
      const outlet = await known(db, Outlet, 'account', cell(row, 'outlet'), 'outlet');
      const found = await db.getRepository(BonusMember).findOne({ where: { outlet: { id: outlet.id } } });
      return Object.assign(found ?? new BonusMember({ outlet }), { account: await account(row, db) });
    },
    cells: { outlet: 'outlet.account', phone: 'account.phone' },
    seenWith: Permission.ReadCustomer,
  }),
  // What is left moves by moves alone, a loaded sum too: they go on summing to it.
  bonusLots: table({
    kind: BonusLot,
    required: ['phone', 'lot', 'amount', 'earned'],
    optional: ['left'],
    read: async (row, db) => {
      const of = await account(row, db);
      const [code, earned] = [cell(row, 'lot'), needed(row, 'earned', DAY)];
      const amount = plus(needed(row, 'amount', AMOUNT));
      const found = await db.getRepository(BonusLot).findOne({ where: { account: { id: of.id }, code } });
      // An empty cell, or a new lot of which nothing is said: all of it.
      const { left = found?.remaining } = told<{ left?: string | null }>(row, { left: () => ({ left: match(row, 'left', ...AMOUNT) }) });
      const remaining = plus(left ?? amount);
      if (sign(minus(amount, remaining)) < 0) throw new RowError(`\`left\` is ${remaining}; at most \`amount\`, ${amount}`);
      const before = found?.remaining ?? '0';
      const lot = Object.assign(found ?? new BonusLot({ account: of, code }), { amount, remaining, earned });
      const change = minus(remaining, before);
      if (sign(change) === 0) return lot;
      return new BonusMove({
        lot, effect: `load:${randomUUID()}`, kind: 'loaded', amount: change, order: null, day: earned,
      });
    },
    cells: { phone: 'account.phone', lot: 'code', amount: 'amount', earned: 'earned', left: 'remaining' },
    seenWith: Permission.ReadCustomer,
    stays: 'the moves of a lot stay, and so does it: load it with `left` `0`',
  }),
  bonusOrders: table({
    kind: BonusOrder,
    required: ['phone', 'order', 'day', 'channel'],
    optional: ['cancelled'],
    read: async (row, db) => {
      const of = await account(row, db);
      const code = cell(row, 'order');
      const found = await db.getRepository(BonusOrder).findOne({ where: { account: { id: of.id }, code } });
      if (found?.channel === OWN) throw new RowError(`the order \`${code}\` is this shop's own`);
      const channel = cell(row, 'channel');
      if (channel === OWN) throw new RowError('`channel` is `shop`; expected another way, such as `call-centre`');
      return Object.assign(found ?? new BonusOrder({ account: of, code }), {
        day: needed(row, 'day', DAY), channel,
      }, told(row, { cancelled: () => ({ cancelled: match(row, 'cancelled', ...FLAG) === 'true' }) }));
    },
    cells: { phone: 'account.phone', order: 'code', day: 'day', channel: 'channel', cancelled: 'cancelled' },
    only: `row.channel != '${OWN}'`,
    seenWith: Permission.ReadCustomer,
  }),
};
