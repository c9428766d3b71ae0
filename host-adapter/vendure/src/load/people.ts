import { Permission } from '@vendure/core';
import { IsNull, Not } from 'typeorm';
import { Absence, Binding, Company, Employee, Outlet, Rep } from '../entities';
import { AMOUNT, ATTRIBUTES, COUNTRY, DAY, EMAIL, FLAG, MOMENT } from '../forms';
import { cell, companyOf, known, lower, match, needed, over, RowError, table, told } from './spec';

/** Clients and their people, and who looks after them. */
export const PEOPLE_TABLES = {
  companies: table({
    kind: Company,
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
    cells: {
      code: 'code', name: 'name', country: 'country', tax_id: 'taxId', attributes: 'attributes', profiles: 'profiles',
      price_list: 'priceList', home_warehouse: 'homeWarehouse', receivables_known: 'receivablesKnown',
    },
    names: { price_list: 'priceList' },
    instead: 'suspend its employees instead',
  }),
  outlets: table({
    kind: Outlet,
    required: ['account', 'company', 'name'],
    optional: ['city', 'attributes'],
    read: async (row, db) => {
      const account = cell(row, 'account');
      const of = await companyOf(row, db);
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
    cells: { account: 'account', company: 'company.code', name: 'name', city: 'city', attributes: 'attributes' },
    instead: 'suspend its employees instead',
  }),
  employees: table({
    kind: Employee,
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
        spending_limit: () => ({ spendingLimit: match(row, 'spending_limit', ...AMOUNT) }),
        effective_from: () => ({ effectiveFrom: match(row, 'effective_from', ...MOMENT) }),
        suspended: () => ({ suspended: match(row, 'suspended', ...FLAG) === 'true' }),
      }));
    },
    cells: {
      email: { at: 'email', value: lower }, outlet: 'outlet.account', level: 'level', spending_limit: 'spendingLimit',
      effective_from: 'effectiveFrom', suspended: 'suspended',
    },
    // The one that he chose, which no file has.
    names: { contract: 'contract' },
    seenWith: Permission.ReadCustomer,
    instead: 'load it with `suspended` `true` instead',
  }),
  reps: table({
    kind: Rep,
    required: ['code', 'name', 'email'],
    optional: ['phone', 'suspended'],
    read: (row, db) => over(db, Rep, { code: cell(row, 'code') }, {
      name: cell(row, 'name'), email: needed(row, 'email', EMAIL).toLowerCase(),
      ...told<Partial<Rep>>(row, {
        phone: () => ({ phone: row.phone ?? null }),
        suspended: () => ({ suspended: match(row, 'suspended', ...FLAG) === 'true' }),
      }),
    }),
    cells: { code: 'code', name: 'name', email: 'email', phone: 'phone', suspended: 'suspended' },
  }),
  bindings: table({
    kind: Binding,
    required: ['rep', 'company'],
    optional: ['outlet', 'ended'],
    read: async (row, db) => {
      const rep = await known(db, Rep, 'code', cell(row, 'rep'), 'rep');
      const of = await companyOf(row, db);
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
    cells: { rep: 'rep.code', company: 'company.code', outlet: 'outlet.account', ended: 'ended' },
  }),
  absences: table({
    kind: Absence,
    required: ['rep', 'first_day'],
    optional: ['back', 'substitute'],
    read: async (row, db) => {
      const rep = await known(db, Rep, 'code', cell(row, 'rep'), 'rep');
      const firstDay = needed(row, 'first_day', DAY);
      const found = await db.getRepository(Absence).findOne({ where: { rep: { id: rep.id }, firstDay }, relations: ['substitute'] });
      const { substitute: before, ...absence } = found ?? new Absence({ rep, firstDay });
      const substitute = row.substitute === undefined ? null : await known(db, Rep, 'code', row.substitute, 'rep');
      return Object.assign(new Absence(absence), told<Partial<Absence>>(row, {
        back: () => ({ back: match(row, 'back', ...DAY) }),
        // Nobody in place of nobody is a write to TypeORM.
        substitute: () => (found && before?.id === substitute?.id ? {} : { substitute }),
      }));
    },
    cells: { rep: 'rep.code', first_day: 'firstDay', back: 'back', substitute: 'substitute.code' },
  }),
};
