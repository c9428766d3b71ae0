import { Injectable } from '@nestjs/common';
import { ID, RequestContext, TransactionalConnection, UserInputError } from '@vendure/core';
import { Brackets, ObjectLiteral } from 'typeorm';
import { CHUNK, chunks } from '../chunks';
import { BonusAccount, Company } from '../entities';
import { Engine } from '../rules/engine';
import { Locks } from '../rules/locks';
import { MOVING } from '../rules/own-words';
import { readCsv } from './csv';
import { readFile } from './files';
import { keyOf, keysOf, pathOf } from './keys';
import { eachRow, headerProblems, Line, Loaded, Problem } from './lines';
import { byId, TableLocks } from './locking';
import { having, ownerOf, rowsOf, valueOf } from './query';
import { References } from './references';
import { Row } from './spec';
import { columnsOf, Table, TABLES } from './tables';

/** A row that a file names. */
interface Named {
  line: number;
  key: unknown[];
  /** As the file writes it. */
  said: string;
}

/** By key, as `JSON.stringify` has it; several where rows of before have one number written in several ways. */
type Found = Map<string, ObjectLiteral[]>;

const refused = (problems: Problem[]): Loaded => ({ rows: 0, problems: problems.sort((one, other) => one.line - other.line) });

function companiesOf(row: ObjectLiteral): ID[] {
  const company = row instanceof Company ? row : row.company ?? row.outlet?.company;
  return company ? [company.id] : [];
}

function accountsOf(row: ObjectLiteral): ID[] {
  const account = row instanceof BonusAccount ? row : row.account;
  return account instanceof BonusAccount ? [account.id] : [];
}

/** Takes rows out of tables: all that a file names, or nothing. What something refers to stays, and takes nothing with it. */
@Injectable()
export class Removal {
  constructor(
    private connection: TransactionalConnection,
    private engine: Engine,
    private tableLocks: TableLocks,
    private locks: Locks,
    private references: References,
  ) {}

  /** `csv`: rows by their key, under a header of its columns. */
  async remove(ctx: RequestContext, table: Table, csv: string): Promise<Loaded> {
    return this.takeOut(ctx, table, readCsv(csv));
  }

  /** The same from a file. Throws `FileError` where it can't be read, see `readFile`. */
  async removeFile(ctx: RequestContext, table: Table, bytes: Buffer): Promise<Loaded> {
    return this.takeOut(ctx, table, await readFile(bytes));
  }

  private async takeOut(ctx: RequestContext, table: Table, lines: Line[] | Problem): Promise<Loaded> {
    const { stays, kind } = TABLES[table];
    if (stays) return refused([{ line: 1, message: stays }]);
    if (!Array.isArray(lines)) return refused([lines]);
    const [head, ...rows] = lines;
    const header = head?.cells ?? [];
    const misnamed = headerProblems(header, keysOf(table), keysOf(table));
    if (misnamed.length > 0) return refused(misnamed);

    const named: Named[] = [];
    const problems = await eachRow(table, header, rows, (row, line) => named.push({ line, key: keyOf(table, row), said: said(table, row) }));
    const found = await this.locked(ctx, table, named);
    const there = named.filter(({ key, line, said }) => {
      const known = found.has(JSON.stringify(key));
      if (!known) problems.push({ line, message: `there is no row with ${said}` });
      return known;
    });
    const rowsOfKey = ({ key }: Named) => found.get(JSON.stringify(key)) ?? [];
    const going = there.flatMap(rowsOfKey);
    const kept = await this.references.to(ctx, table, going);
    for (const one of there) {
      const why = rowsOfKey(one).map((row) => kept.get(row)).find((text) => text !== undefined);
      if (why) problems.push({ line: one.line, message: `\`${one.key.join(' ')}\` ${why}` });
    }
    if (problems.length > 0) return refused(problems);
    // One by one to whoever hears of writes, and no statement for each.
    await this.connection.getRepository(ctx, kind).remove(going, { chunk: CHUNK });
    return { rows: there.length, problems: [] };
  }

  /** Those that are there, as they are once nobody else writes them or what refers to them. */
  private async locked(ctx: RequestContext, table: Table, named: Named[]): Promise<Found> {
    const seen = [...(await this.find(ctx, table, named)).values()].flat();
    const [companies, accounts] = [new Set(seen.flatMap(companiesOf)), new Set(seen.flatMap(accountsOf))];
    await this.tableLocks.all(ctx, [...companies], [...accounts]);
    // The rows themselves last: who writes another that refers to one of them waits too.
    const rows = new Set<ID>(seen.map(({ id }) => id).sort(byId));
    const repository = this.connection.getRepository(ctx, TABLES[table].kind);
    for (const ids of chunks([...rows])) {
      const query = repository.createQueryBuilder('row').select('row.id').where('row.id IN (:...ids)', { ids }).orderBy('row.id');
      await this.locks.held(query).getMany();
    }
    const found = await this.find(ctx, table, named);
    // One came, or went over to a company that is not held here: whoever asks again finds it there.
    const isHeld = (row: ObjectLiteral) => rows.has(row.id) &&
      companiesOf(row).every((id) => companies.has(id)) && accountsOf(row).every((id) => accounts.has(id));
    if (![...found.values()].flat().every(isHeld)) throw new UserInputError(this.engine.words(ctx).own(MOVING));
    return found;
  }

  private async find(ctx: RequestContext, table: Table, named: Named[]): Promise<Found> {
    const spec = TABLES[table];
    const keys = keysOf(table);
    const found: Found = new Map();
    const owners = columnsOf(spec).map((name) => ownerOf(pathOf(spec, name)));
    for (const some of chunks(named)) {
      const query = rowsOf(this.connection.getRepository(ctx, spec.kind).manager, spec);
      if (owners.includes('outlet') && !owners.includes('company')) query.leftJoin('outlet.company', 'of').addSelect('of.id');
      query.andWhere(new Brackets((any) => some.forEach(({ key }, at) => any.orWhere(new Brackets((all) => keys.forEach((name, column) =>
        all.andWhere(...having(spec, name, key[column], `key${at}_${column}`))))))));
      for (const row of await query.getMany()) {
        const key = JSON.stringify(keys.map((name) => valueOf(spec, row, name)));
        found.set(key, [...(found.get(key) ?? []), row]);
      }
    }
    return found;
  }
}

function said(table: Table, row: Row): string {
  return keysOf(table).map((name) => (row[name] === undefined ? `no \`${name}\`` : `\`${name}\` \`${row[name]}\``)).join(', ');
}
