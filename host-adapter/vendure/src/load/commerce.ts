import { Raw } from 'typeorm';
import { plus } from '../decimal';
import { Contract, PriceList, PriceRow } from '../entities';
import { CURRENCY, DAY, DECIMAL, FLAG, Form, PERCENT, PIECES } from '../forms';
import { cell, companyOf, known, match, needed, over, Row, sameNumber, table, told } from './spec';

/** A contract that lets see no categories at all. */
const NOTHING = '-';

const validity = (row: Row) => ({
  valid_from: (): { validFrom?: string | null } => ({ validFrom: match(row, 'valid_from', ...DAY) }),
  valid_until: (): { validUntil?: string | null } => ({ validUntil: match(row, 'valid_until', ...DAY) }),
});

/** What rows of before may have, so that they are found and taken out. */
const NUMBER: Form = [/^\d{1,15}(\.\d{1,6})?$/, PIECES[1]];

/** `10` of `10.000`, so that one quantity is one break. */
const plain = (text: string, name: string) => plus(needed({ [name]: text }, name, NUMBER));

/** What was agreed, and at which prices. */
export const COMMERCE_TABLES = {
  contracts: table({
    kind: Contract,
    required: ['code', 'company', 'terms', 'currency'],
    optional: ['default', 'valid_from', 'valid_until', 'price_list', 'discount', 'categories'],
    read: async (row, db) => over(db, Contract, { code: cell(row, 'code') }, {
      company: await companyOf(row, db),
      terms: cell(row, 'terms'),
      currency: needed(row, 'currency', CURRENCY),
      ...told<Partial<Contract>>(row, {
        default: () => ({ isDefault: match(row, 'default', ...FLAG) === 'true' }),
        ...validity(row),
        price_list: () => ({ priceList: row.price_list ?? null }),
        discount: () => ({ discount: match(row, 'discount', ...PERCENT) }),
        categories: () => ({ categories: row.categories === NOTHING ? '' : row.categories ?? null }),
      }),
    }),
    cells: {
      code: 'code', company: 'company.code', terms: 'terms', currency: 'currency', default: 'isDefault', valid_from: 'validFrom',
      valid_until: 'validUntil', price_list: 'priceList', discount: 'discount',
      categories: { at: 'categories', text: (categories) => (categories === '' ? NOTHING : categories) },
    },
    names: { price_list: 'priceList' },
    instead: 'load it with `valid_until` instead',
  }),
  priceLists: table({
    kind: PriceList,
    required: ['code', 'currency'],
    optional: ['valid_from', 'valid_until'],
    read: (row, db) => over(db, PriceList, { code: cell(row, 'code') }, {
      currency: needed(row, 'currency', CURRENCY),
      ...told<Partial<PriceList>>(row, validity(row)),
    }),
    cells: { code: 'code', currency: 'currency', valid_from: 'validFrom', valid_until: 'validUntil' },
  }),
  prices: table({
    kind: PriceRow,
    required: ['sku', 'price_list', 'from', 'price'],
    optional: [],
    read: async (row, db) => {
      const priceList = await known(db, PriceList, 'code', cell(row, 'price_list'), 'price list');
      const sku = cell(row, 'sku');
      const fromQuantity = plus(needed(row, 'from', PIECES));
      const found = await db.getRepository(PriceRow).find({
        where: { sku, fromQuantity: Raw((column) => sameNumber(column, 'from'), { from: fromQuantity }), priceList: { id: priceList.id } },
      });
      // Rows of before may have it written otherwise, and one more as it is written now.
      const one = found.find((row) => row.fromQuantity === fromQuantity) ?? found[0];
      return Object.assign(one ?? new PriceRow({ sku, priceList }), { fromQuantity, amount: needed(row, 'price', DECIMAL) });
    },
    cells: { sku: 'sku', price_list: 'priceList.code', from: { at: 'fromQuantity', value: plain, isNumber: true }, price: 'amount' },
  }),
};
