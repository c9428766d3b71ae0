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

/**
 * What the file says beside the row's key, by column: one that it does not have says nothing, and what is known stays; an
 * empty cell clears it.
 */
export function told<T extends object>(row: Row, columns: Record<string, () => T>): Partial<T> {
  return Object.assign({}, ...Object.entries(columns).filter(([name]) => Object.hasOwn(row, name)).map(([, value]) => value()));
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
  return Object.fromEntries(VARIANT_FIELDS
    .filter((name) => Object.hasOwn(fields, name) && fields[name] !== before[name])
    .map((name) => [name, fields[name]]));
}

const validity = (row: Row) => ({
  valid_from: (): { validFrom?: string | null } => ({ validFrom: match(row, 'valid_from', ...DAY) }),
  valid_until: (): { validUntil?: string | null } => ({ validUntil: match(row, 'valid_until', ...DAY) }),
});

const company = (row: Row, db: EntityManager) => known(db, Company, 'code', cell(row, 'company'), 'company');

export const TABLES: Record<Exclude<Table, LoyaltyTable | DocumentTable | DetailTable>, TableSpec> = {
  companies: {
    required: ['code', 'name'],
    optional: ['country', 'tax_id', 'attributes', 'profiles', 'price_list', 'home_warehouse', 'receivables_known'],
    read: (row, db) => over(db, Company, { code: cell(row, 'code') }, {
      name: cell(row, 'name'),
      ...told<Partial<Company>>(row, {
        country: () => ({ country: match(row, 'country', ...COUNTRY) ?? '' }),
        attributes: () => ({ attributes: match(row, 'attributes', ...ATTRIBUTES) ?? '' }),
        tax_id: () => ({ taxId: row.tax_id ?? '' }),
        profiles: () => ({ profiles: row.profiles ?? '' }),
        price_list: () => ({ priceList: row.price_list ?? null }),
        home_warehouse: () => ({ homeWarehouse: row.home_warehouse ?? null }),
        receivables_known: () => ({ receivablesKnown: match(row, 'receivables_known', ...FLAG) !== 'false' }),
      }),
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
        company: of, name: cell(row, 'name'),
      }, told<Partial<Outlet>>(row, {
        city: () => ({ city: row.city ?? '' }),
        attributes: () => ({ attributes: match(row, 'attributes', ...ATTRIBUTES) ?? '' }),
      }));
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
      }, told<Partial<Employee>>(row, {
        level: () => ({ level: row.level ?? 'buyer' }),
        // An empty cell is no limit of his own; `0` is nothing at all.
        spending_limit: () => ({ spendingLimit: match(row, 'spending_limit', ...DECIMAL) }),
        effective_from: () => ({ effectiveFrom: match(row, 'effective_from', ...MOMENT) }),
        suspended: () => ({ suspended: match(row, 'suspended', ...FLAG) === 'true' }),
      }));
    },
  },
  reps: {
    required: ['code', 'name', 'email'],
    optional: ['phone', 'suspended'],
    read: (row, db) => over(db, Rep, { code: cell(row, 'code') }, {
      name: cell(row, 'name'), email: needed(row, 'email', EMAIL).toLowerCase(),
      ...told<Partial<Rep>>(row, {
        phone: () => ({ phone: row.phone ?? null }),
        suspended: () => ({ suspended: match(row, 'suspended', ...FLAG) === 'true' }),
      }),
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
      return Object.assign(found ?? new Binding({ rep, company: of, outlet }), told(row, {
        ended: () => ({ ended: match(row, 'ended', ...FLAG) === 'true' }),
      }));
    },
  },
  absences: {
    required: ['rep', 'first_day'],
    optional: ['back', 'substitute'],
    read: async (row, db) => {
      const rep = await known(db, Rep, 'code', cell(row, 'rep'), 'rep');
      const firstDay = needed(row, 'first_day', DAY);
      const found = await db.getRepository(Absence).findOne({ where: { rep: { id: rep.id }, firstDay } });
      const substitute = row.substitute === undefined ? null : await known(db, Rep, 'code', row.substitute, 'rep');
      return Object.assign(found ?? new Absence({ rep, firstDay }), told<Partial<Absence>>(row, {
        back: () => ({ back: match(row, 'back', ...DAY) }),
        substitute: () => ({ substitute }),
      }));
    },
  },
  contracts: {
    required: ['code', 'company', 'terms', 'currency'],
    optional: ['default', 'valid_from', 'valid_until', 'price_list', 'discount', 'categories'],
    read: async (row, db) => over(db, Contract, { code: cell(row, 'code') }, {
      company: await company(row, db),
      terms: cell(row, 'terms'),
      currency: needed(row, 'currency', CURRENCY),
      ...told<Partial<Contract>>(row, {
        default: () => ({ isDefault: match(row, 'default', ...FLAG) === 'true' }),
        ...validity(row),
        price_list: () => ({ priceList: row.price_list ?? null }),
        discount: () => ({ discount: match(row, 'discount', ...DECIMAL) }),
        categories: () => ({ categories: row.categories === NOTHING ? '' : row.categories ?? null }),
      }),
    }),
  },
  priceLists: {
    required: ['code', 'currency'],
    optional: ['valid_from', 'valid_until'],
    read: (row, db) => over(db, PriceList, { code: cell(row, 'code') }, {
      currency: needed(row, 'currency', CURRENCY),
      ...told<Partial<PriceList>>(row, validity(row)),
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
      ...told<Partial<Receivable>>(row, {
        shipped: () => ({ shipped: match(row, 'shipped', ...DAY) }),
        due: () => ({ due: match(row, 'due', ...DAY) }),
      }),
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
        shipped: needed(row, 'shipped', DECIMAL),
      }, told(row, { returned: () => ({ returned: match(row, 'returned', ...DECIMAL) ?? '0' }) }));
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
      const fields = told<VariantFields>(row, {
        weight_kg: () => ({ comptoirWeight: match(row, 'weight_kg', ...DECIMAL) }),
        volume_m3: () => ({ comptoirVolume: match(row, 'volume_m3', ...DECIMAL) }),
        moq: () => ({ comptoirMoq: whole('moq') }),
        multiple: () => ({ comptoirMultiple: whole('multiple') }),
        categories: () => ({ comptoirCategories: row.categories ?? null }),
        replaced_by: () => ({ comptoirReplacedBy: row.replaced_by ?? null }),
        next_batch: () => ({ comptoirNextBatch: match(row, 'next_batch', ...DAY) }),
      });
      return Object.assign(variant, { customFields: await otherThan(db, variant, fields) });
    },
  },
};
