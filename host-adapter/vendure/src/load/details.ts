import { Permission } from '@vendure/core';
import { Detail, Outlet } from '../entities';
import { LONGEST } from '../rules/said';
import { cell, known, RowError, table } from './spec';

/** What clients said of themselves to another system: their first order here asks for no more of it. */
export const DETAIL_TABLES = {
  details: table({
    kind: Detail,
    required: ['account', 'name', 'value'],
    optional: [],
    read: async (row, db) => {
      const outlet = await known(db, Outlet, 'account', cell(row, 'account'), 'account', ['company']);
      const [name, value] = [cell(row, 'name'), cell(row, 'value')];
      if ([...value].length > LONGEST) throw new RowError(`\`value\` is longer than ${LONGEST} characters`);
      const found = await db.getRepository(Detail).findOne({ where: { outlet: { id: outlet.id }, name } });
      return Object.assign(found ?? new Detail({ name }), { outlet, value });
    },
    cells: { account: 'outlet.account', name: 'name', value: 'value' },
    seenWith: Permission.ReadCustomer,
  }),
};
