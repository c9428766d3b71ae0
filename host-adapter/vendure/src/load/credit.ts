import { IsNull } from 'typeorm';
import { Bought, Contract, CreditLimit, Receivable, Turnover, WorkingTime } from '../entities';
import { AMOUNT, CURRENCY, DAY, DECIMAL, LIMIT, MOMENT, MONTH } from '../forms';
import { cell, companyOf, known, match, needed, over, RowError, table, told } from './spec';

/** It was agreed that there is no limit. */
const UNLIMITED = 'unlimited';

const moment = (text: string, name: string) => new Date(needed({ [name]: text }, name, MOMENT));

/** What companies owe, bought and may owe; and when somebody is there to let it pass. */
export const CREDIT_TABLES = {
  receivables: table({
    kind: Receivable,
    required: ['id', 'company', 'currency', 'amount', 'paid'],
    optional: ['shipped', 'due'],
    read: async (row, db) => over(db, Receivable, { code: cell(row, 'id') }, {
      company: await companyOf(row, db),
      currency: needed(row, 'currency', CURRENCY),
      amount: needed(row, 'amount', AMOUNT),
      paid: needed(row, 'paid', AMOUNT),
      ...told<Partial<Receivable>>(row, {
        shipped: () => ({ shipped: match(row, 'shipped', ...DAY) }),
        due: () => ({ due: match(row, 'due', ...DAY) }),
      }),
    }),
    cells: {
      id: 'code', company: 'company.code', currency: 'currency', amount: 'amount', paid: 'paid', shipped: 'shipped', due: 'due',
    },
  }),
  turnover: table({
    kind: Turnover,
    required: ['company', 'month', 'shipped'],
    optional: ['returned'],
    read: async (row, db) => {
      const of = await companyOf(row, db);
      const month = needed(row, 'month', MONTH);
      const found = await db.getRepository(Turnover).findOne({ where: { company: { id: of.id }, month } });
      return Object.assign(found ?? new Turnover({ company: of, month }), {
        shipped: needed(row, 'shipped', AMOUNT),
      }, told(row, { returned: () => ({ returned: match(row, 'returned', ...AMOUNT) ?? '0' }) }));
    },
    cells: { company: 'company.code', month: 'month', shipped: 'shipped', returned: 'returned' },
  }),
  bought: table({
    kind: Bought,
    required: ['company', 'sku', 'month', 'quantity'],
    optional: [],
    read: async (row, db) => {
      const of = await companyOf(row, db);
      const [sku, month] = [cell(row, 'sku'), needed(row, 'month', MONTH)];
      const found = await db.getRepository(Bought).findOne({ where: { company: { id: of.id }, sku, month } });
      return Object.assign(found ?? new Bought({ company: of, sku, month }), { quantity: needed(row, 'quantity', DECIMAL) });
    },
    cells: { company: 'company.code', sku: 'sku', month: 'month', quantity: 'quantity' },
  }),
  limits: table({
    kind: CreditLimit,
    required: ['company', 'currency', 'amount'],
    optional: ['contract'],
    read: async (row, db) => {
      const of = await companyOf(row, db);
      const contract = row.contract ?? null;
      const currency = needed(row, 'currency', CURRENCY);
      if (contract) {
        const { company: whose } = await known(db, Contract, 'code', contract, 'contract', ['company']);
        if (whose.id !== of.id) throw new RowError(`\`contract\` \`${contract}\` is not one of \`${of.code}\``);
      }
      const found = await db.getRepository(CreditLimit).findOne({
        where: { company: { id: of.id }, contract: contract ?? IsNull(), currency },
      });
      const unlimited = row.amount === UNLIMITED;
      return Object.assign(found ?? new CreditLimit({ company: of, contract, currency }), {
        amount: unlimited ? null : needed(row, 'amount', LIMIT),
      });
    },
    cells: {
      company: 'company.code', contract: 'contract', currency: 'currency', amount: { at: 'amount', text: (amount) => amount ?? UNLIMITED },
    },
  }),
  workingTime: table({
    kind: WorkingTime,
    required: ['start', 'end'],
    optional: [],
    read: async (row, db) => {
      const [start, end] = [new Date(needed(row, 'start', MOMENT)), new Date(needed(row, 'end', MOMENT))];
      if (!(start < end)) throw new RowError(`\`end\` is \`${row.end}\`; expected a moment after \`start\``);
      return over(db, WorkingTime, { start }, { end });
    },
    cells: { start: { at: 'start', value: moment }, end: 'end' },
  }),
};
