import { EntityManager, IsNull, Not, ObjectLiteral } from 'typeorm';
import { ProductVariant } from '@vendure/core';
import {
  Absence, Binding, Bought, Company, Contract, CreditLimit, Employee, Outlet, PriceList, PriceRow, Receivable, Rep, Turnover, WorkingTime,
} from '../entities';
import { VariantFields } from '../entities/custom-fields';
import { VARIANT_COLUMNS, VARIANT_FIELDS } from '../entities/unread';
import { ATTRIBUTES, COUNTRY, CURRENCY, DAY, DECIMAL, EMAIL, FLAG, Form, LIMIT, MOMENT, MONTH, WHOLE } from '../forms';

export type Table =
  | 'companies' | 'outlets' | 'employees' | 'reps' | 'bindings' | 'absences' | 'contracts' | 'priceLists' | 'prices' | 'receivables'
  | 'turnover' | 'bought' | 'products' | 'limits' | 'workingTime' | LoyaltyTable | DocumentTable | DetailTable;

/** Tables that `loyalty.ts` reads. */
export type LoyaltyTable = 'bonusAccounts' | 'bonusMembers' | 'bonusLots' | 'bonusOrders';

/** Tables that `documents.ts` reads. */
export type DocumentTable = 'books' | 'openings' | 'ledger';

/** The table that `details.ts` reads. */
export type DetailTable = 'details';

/** One row of a file: cells by the header's names; an empty cell is none. */
export type Row = Record<string, string | undefined>;

/** A row can't be taken. */
export class RowError extends Error {}

export interface TableSpec {
  required: string[];
  optional: string[];
  /** The entity of a row, new or the one it writes over, ready to be saved; several where others change with it. */
  read(row: Row, db: EntityManager): Promise<ObjectLiteral | ObjectLiteral[]>;
}

export function cell(row: Row, name: string): string {
  const value = row[name];
  if (value === undefined) throw new RowError(`\`${name}\` is empty`);
  return value;
}

export function match(row: Row, name: string, form: Form[0], expected: string): string | null {
  const value = row[name];
  if (value === undefined) return null;
  if (!form.test(value)) throw new RowError(`\`${name}\` is \`${value}\`; expected ${expected}`);
  return value;
}

/** A contract that lets see no categories at all. */
const NOTHING = '-';

export function needed(row: Row, name: string, form: Form): string {
  cell(row, name);
  return match(row, name, ...form) as string;
}

type Kind<T> = new (input?: never) => T;

/** The entity that a row refers to. */
export async function known<T extends ObjectLiteral>(
  db: EntityManager, kind: Kind<T>, key: string, value: string, what: string, relations: string[] = [],
): Promise<T> {
  const found = await db.getRepository(kind).findOne({ where: { [key]: value } as never, relations });
  if (!found) throw new RowError(`there is no ${what} \`${value}\``);
  return found;
}

/** The entity under this key with what the row says; a new one where there is none. */
export async function over<T extends ObjectLiteral>(db: EntityManager, kind: Kind<T>, where: object, values: object): Promise<T> {
  const found = await db.getRepository(kind).findOne({ where: where as never });
  return Object.assign(found ?? new kind({} as never), where, values);
}

/** One that was deleted keeps its article, which another variant may have since. */
async function live(db: EntityManager, sku: string): Promise<ProductVariant> {
  const found = await db.getRepository(ProductVariant).findOne({ where: { sku, deletedAt: IsNull() } });
  if (!found) throw new RowError(`there is no variant \`${sku}\``);
  return found;
}

/** Of `fields`, those that the variant has otherwise: what is as it was is not written, and no fact moves by it. */
async function otherThan(db: EntityManager, { id }: ProductVariant, fields: VariantFields): Promise<VariantFields> {
  const known = await db.getRepository(ProductVariant).createQueryBuilder('variant')
    .select(['variant.id', ...VARIANT_COLUMNS]).where('variant.id = :id', { id }).getOne();
  const before = (known?.customFields ?? {}) as VariantFields;
  return Object.fromEntries(VARIANT_FIELDS.filter((name) => fields[name] !== before[name]).map((name) => [name, fields[name]]));
}

const company = (row: Row, db: EntityManager) => known(db, Company, 'code', cell(row, 'company'), 'company');

export const TABLES: Record<Exclude<Table, LoyaltyTable | DocumentTable | DetailTable>, TableSpec> = {
  companies: {
    required: ['code', 'name'],
    optional: ['country', 'tax_id', 'attributes', 'profiles', 'price_list', 'home_warehouse', 'receivables_known'],
    read: (row, db) => over(db, Company, { code: cell(row, 'code') }, {
      name: cell(row, 'name'),
      country: match(row, 'country', ...COUNTRY) ?? '',
      attributes: match(row, 'attributes', ...ATTRIBUTES) ?? '',
      taxId: row.tax_id ?? '',
      profiles: row.profiles ?? '',
      priceList: row.price_list ?? null,
      homeWarehouse: row.home_warehouse ?? null,
      receivablesKnown: match(row, 'receivables_known', ...FLAG) !== 'false',
    }),
  },
  outlets: {
    required: ['account', 'company', 'name'],
    optional: ['city', 'attributes'],
    read: async (row, db) => {
      const account = cell(row, 'account');
      const of = await company(row, db);
      const found = await db.getRepository(Outlet).findOne({ where: { account }, relations: ['company'] });
      const moved = found && found.company.id !== of.id
        ? await db.getRepository(Employee).find({ where: { outlet: { id: found.id }, contract: Not(IsNull()) } })
        : [];
      const outlet = Object.assign(found ?? new Outlet({ account }), {
        company: of, name: cell(row, 'name'), city: row.city ?? '', attributes: match(row, 'attributes', ...ATTRIBUTES) ?? '',
      });
      return [outlet, ...moved.map((employee) => Object.assign(employee, { contract: null }))];
    },
  },
  employees: {
    required: ['email', 'outlet'],
    optional: ['level', 'spending_limit', 'effective_from', 'suspended'],
    read: async (row, db) => {
      const email = needed(row, 'email', EMAIL).toLowerCase();
      const outlet = await known(db, Outlet, 'account', cell(row, 'outlet'), 'outlet', ['company']);
      const found = await db.getRepository(Employee).findOne({ where: { email }, relations: ['outlet', 'outlet.company'] });
      // The contract that he chose is one of the company that he buys for.
      const contract = found && found.outlet.company.id === outlet.company.id ? found.contract : null;
      return Object.assign(found ?? new Employee({ email }), {
        outlet,
        contract,
        level: row.level ?? 'buyer',
        // An empty cell is no limit of his own; `0` is nothing at all.
        spendingLimit: match(row, 'spending_limit', ...DECIMAL),
        effectiveFrom: match(row, 'effective_from', ...MOMENT),
        suspended: match(row, 'suspended', ...FLAG) === 'true',
      });
    },
  },
  reps: {
    required: ['code', 'name', 'email'],
    optional: ['phone', 'suspended'],
    read: (row, db) => over(db, Rep, { code: cell(row, 'code') }, {
      name: cell(row, 'name'), email: needed(row, 'email', EMAIL).toLowerCase(), phone: row.phone ?? null,
      suspended: match(row, 'suspended', ...FLAG) === 'true',
    }),
  },
  bindings: {
    required: ['rep', 'company'],
    optional: ['outlet', 'ended'],
    read: async (row, db) => {
      const rep = await known(db, Rep, 'code', cell(row, 'rep'), 'rep');
      const of = await company(row, db);
      const outlet = row.outlet === undefined ? null : await db.getRepository(Outlet).findOne({
        where: { account: row.outlet, company: { id: of.id } },
      });
      if (row.outlet !== undefined && !outlet) throw new RowError(`\`${of.code}\` has no outlet \`${row.outlet}\``);
      const found = await db.getRepository(Binding).findOne({
        where: { rep: { id: rep.id }, company: { id: of.id }, outlet: outlet ? { id: outlet.id } : IsNull() },
      });
      return Object.assign(found ?? new Binding({ rep, company: of, outlet }), { ended: match(row, 'ended', ...FLAG) === 'true' });
    },
  },
  absences: {
    required: ['rep', 'first_day'],
    optional: ['back', 'substitute'],
    read: async (row, db) => {
      const rep = await known(db, Rep, 'code', cell(row, 'rep'), 'rep');
      const firstDay = needed(row, 'first_day', DAY);
      const found = await db.getRepository(Absence).findOne({ where: { rep: { id: rep.id }, firstDay } });
      return Object.assign(found ?? new Absence({ rep, firstDay }), {
        back: match(row, 'back', ...DAY),
        substitute: row.substitute === undefined ? null : await known(db, Rep, 'code', row.substitute, 'rep'),
      });
    },
  },
  contracts: {
    required: ['code', 'company', 'terms', 'currency'],
    optional: ['default', 'valid_from', 'valid_until', 'price_list', 'discount', 'categories'],
    read: async (row, db) => over(db, Contract, { code: cell(row, 'code') }, {
      company: await company(row, db),
      terms: cell(row, 'terms'),
      currency: needed(row, 'currency', CURRENCY),
      isDefault: match(row, 'default', ...FLAG) === 'true',
      validFrom: match(row, 'valid_from', ...DAY),
      validUntil: match(row, 'valid_until', ...DAY),
      priceList: row.price_list ?? null,
      discount: match(row, 'discount', ...DECIMAL),
      categories: row.categories === NOTHING ? '' : row.categories ?? null,
    }),
  },
  priceLists: {
    required: ['code', 'currency'],
    optional: ['valid_from', 'valid_until'],
    read: (row, db) => over(db, PriceList, { code: cell(row, 'code') }, {
      currency: needed(row, 'currency', CURRENCY),
      validFrom: match(row, 'valid_from', ...DAY),
      validUntil: match(row, 'valid_until', ...DAY),
    }),
  },
  prices: {
    required: ['sku', 'price_list', 'from', 'price'],
    optional: [],
    read: async (row, db) => {
      const priceList = await known(db, PriceList, 'code', cell(row, 'price_list'), 'price list');
      const sku = cell(row, 'sku');
      const fromQuantity = needed(row, 'from', DECIMAL);
      const found = await db.getRepository(PriceRow).findOne({
        where: { sku, fromQuantity, priceList: { id: priceList.id } },
      });
      return Object.assign(found ?? new PriceRow({ sku, fromQuantity, priceList }), { amount: needed(row, 'price', DECIMAL) });
    },
  },
  receivables: {
    required: ['id', 'company', 'currency', 'amount', 'paid'],
    optional: ['shipped', 'due'],
    read: async (row, db) => over(db, Receivable, { code: cell(row, 'id') }, {
      company: await company(row, db),
      currency: needed(row, 'currency', CURRENCY),
      amount: needed(row, 'amount', DECIMAL),
      paid: needed(row, 'paid', DECIMAL),
      shipped: match(row, 'shipped', ...DAY),
      due: match(row, 'due', ...DAY),
    }),
  },
  turnover: {
    required: ['company', 'month', 'shipped'],
    optional: ['returned'],
    read: async (row, db) => {
      const of = await company(row, db);
      const month = needed(row, 'month', MONTH);
      const found = await db.getRepository(Turnover).findOne({ where: { company: { id: of.id }, month } });
      return Object.assign(found ?? new Turnover({ company: of, month }), {
        shipped: needed(row, 'shipped', DECIMAL), returned: match(row, 'returned', ...DECIMAL) ?? '0',
      });
    },
  },
  bought: {
    required: ['company', 'sku', 'month', 'quantity'],
    optional: [],
    read: async (row, db) => {
      const of = await company(row, db);
      const [sku, month] = [cell(row, 'sku'), needed(row, 'month', MONTH)];
      const found = await db.getRepository(Bought).findOne({ where: { company: { id: of.id }, sku, month } });
      return Object.assign(found ?? new Bought({ company: of, sku, month }), { quantity: needed(row, 'quantity', DECIMAL) });
    },
  },
  limits: {
    required: ['company', 'currency', 'amount'],
    optional: ['contract'],
    read: async (row, db) => {
      const of = await company(row, db);
      const contract = row.contract ?? null;
      const currency = needed(row, 'currency', CURRENCY);
      if (contract) {
        const { company: whose } = await known(db, Contract, 'code', contract, 'contract', ['company']);
        if (whose.id !== of.id) throw new RowError(`\`contract\` \`${contract}\` is not one of \`${of.code}\``);
      }
      const found = await db.getRepository(CreditLimit).findOne({
        where: { company: { id: of.id }, contract: contract ?? IsNull(), currency },
      });
      const unlimited = row.amount === 'unlimited';
      return Object.assign(found ?? new CreditLimit({ company: of, contract, currency }), {
        amount: unlimited ? null : needed(row, 'amount', LIMIT),
      });
    },
  },
  workingTime: {
    required: ['start', 'end'],
    optional: [],
    read: async (row, db) => {
      const [start, end] = [new Date(needed(row, 'start', MOMENT)), new Date(needed(row, 'end', MOMENT))];
      if (!(start < end)) throw new RowError(`\`end\` is \`${row.end}\`; expected a moment after \`start\``);
      return over(db, WorkingTime, { start }, { end });
    },
  },
  // What the rules know of a variant that Vendure has already: names, stock and taxes are Vendure's.
  products: {
    required: ['sku'],
    optional: ['weight_kg', 'volume_m3', 'moq', 'multiple', 'categories', 'replaced_by', 'next_batch'],
    read: async (row, db) => {
      const variant = await live(db, cell(row, 'sku'));
      const whole = (name: string) => (match(row, name, ...WHOLE) ? Number(row[name]) : null);
      const fields: VariantFields = {
        comptoirWeight: match(row, 'weight_kg', ...DECIMAL),
        comptoirVolume: match(row, 'volume_m3', ...DECIMAL),
        comptoirMoq: whole('moq'),
        comptoirMultiple: whole('multiple'),
        comptoirCategories: row.categories ?? null,
        comptoirReplacedBy: row.replaced_by ?? null,
        comptoirNextBatch: match(row, 'next_batch', ...DAY),
      };
      return Object.assign(variant, { customFields: await otherThan(db, variant, fields) });
    },
  },
};
