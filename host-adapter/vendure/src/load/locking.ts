import { Injectable } from '@nestjs/common';
import { ID, RequestContext, TransactionalConnection } from '@vendure/core';
import { In } from 'typeorm';
import { BonusAccount, Company, Employee, Outlet } from '../entities';
import { chunks } from '../chunks';
import { Locks } from '../rules/locks';
import { Lots } from '../rules/lots';
import { LOYALTY_TABLES } from './loyalty';
import { lower } from './spec';
import { Table } from './tables';

/** In which rows of one kind are locked, so that nobody waits in a circle. */
export const byId = (one: ID, other: ID) => (one < other ? -1 : 1);

/**
 * A decision that rests on what is known of these companies, or moves what is on these accounts, commits before rows of theirs
 * are read, or after they are written.
 */
@Injectable()
export class TableLocks {
  constructor(private connection: TransactionalConnection, private locks: Locks, private lots: Lots) {}

  /** Those that the rows of a file name. */
  async named(ctx: RequestContext, table: Table, rows: string[][], header: string[]): Promise<void> {
    const column = (name: string) => {
      const at = header.indexOf(name);
      return at < 0 ? [] : [...new Set(rows.map((cells) => cells[at]).filter((value): value is string => !!value))];
    };
    const ids: ID[] = [];
    for (const codes of chunks(column(table === 'companies' ? 'code' : 'company'))) {
      const found = await this.connection.getRepository(ctx, Company).find({ select: ['id'], where: { code: In(codes) } });
      ids.push(...found.map(({ id }) => id));
    }
    // Where an employee works, and where he is about to.
    const outlets = { details: 'account', employees: 'outlet' }[table as string];
    for (const accounts of outlets ? chunks(column(outlets)) : []) {
      const found = await this.connection.getRepository(ctx, Outlet).find({ where: { account: In(accounts) }, relations: ['company'] });
      ids.push(...found.map(({ company }) => company.id));
    }
    for (const emails of table === 'employees' ? chunks(column('email').map(lower)) : []) {
      const found = await this.connection.getRepository(ctx, Employee).find({
        where: { email: In(emails) }, relations: ['outlet', 'outlet.company'],
      });
      ids.push(...found.map(({ outlet }) => outlet.company.id));
    }
    const accounts: ID[] = [];
    for (const phones of table in LOYALTY_TABLES ? chunks(column('phone')) : []) {
      const found = await this.connection.getRepository(ctx, BonusAccount).find({ select: ['id'], where: { phone: In(phones) } });
      accounts.push(...found.map(({ id }) => id));
    }
    await this.all(ctx, ids, accounts);
  }

  /** In the order that `Locks` has, each kind by id. */
  async all(ctx: RequestContext, companies: ID[], accounts: ID[]): Promise<void> {
    for (const some of chunks([...new Set(companies)].sort(byId))) await this.locks.companies(ctx, some);
    for (const id of [...new Set(accounts)].sort(byId)) await this.lots.lock(ctx, { id } as BonusAccount);
  }
}
