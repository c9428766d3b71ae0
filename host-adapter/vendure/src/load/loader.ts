import { Injectable } from '@nestjs/common';
import { ID, RequestContext, TransactionalConnection } from '@vendure/core';
import { parse } from 'csv-parse/sync';
import { In, ObjectLiteral } from 'typeorm';
import { BonusAccount, Company, Employee, Outlet } from '../entities';
import { CHUNK, chunks } from '../chunks';
import { Locks } from '../rules/locks';
import { Lots } from '../rules/lots';
import { FileError } from './archive';
import { DETAIL_TABLES } from './details';
import { DOCUMENT_TABLES } from './documents';
import { repeats } from './keys';
import { LOYALTY_TABLES } from './loyalty';
import { Row, RowError, Table, TABLES } from './tables';
import { readXlsx } from './xlsx';

export type { Table } from './tables';

export interface Loaded {
  rows: number;
  problems: { line: number; message: string }[];
}

const byId = (one: ID, other: ID) => (one < other ? -1 : 1);

/** A record of csv-parse with `info`; its types know of records alone. */
interface Parsed {
  record: string[];
  /** `lines`: the last one that it is on. */
  info: { lines: number };
}

/** Line breaks within cells: a row is told by the line that it begins on. */
function breaks(cells: string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

/** Cells up to the last that is not empty. */
function filled(cells: string[]): number {
  return cells.reduce((last, cell, at) => (cell ? at + 1 : last), 0);
}

/** Tables from CSV or workbooks, as an accounting system exports them. All of a file or nothing of it. */
@Injectable()
export class Loader {
  constructor(private connection: TransactionalConnection, private locks: Locks, private lots: Lots) {}

  /** A workbook (.xlsx), its first sheet, or CSV in UTF-8. Throws `FileError` where it is neither. */
  async loadFile(ctx: RequestContext, table: Table, bytes: Buffer): Promise<Loaded> {
    if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
      const rows = await readXlsx(bytes);
      // Empty rows are left out, and the others keep their numbers.
      const lines = rows.map((cells, index) => ({ cells, line: index + 1 })).filter(({ cells }) => cells.some(Boolean));
      // Beyond the header and a row's own last cell, a cell is only empty.
      const wide = lines.length > 0 ? filled(lines[0].cells) : 0;
      return this.write(ctx, table, lines.map(({ cells, line }) => ({
        line, cells: Array.from({ length: Math.max(wide, filled(cells)) }, (_, at) => cells[at] ?? ''),
      })));
    }
    let csv: string;
    try {
      csv = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new FileError('the file is neither a workbook (.xlsx) nor text in UTF-8');
    }
    return this.load(ctx, table, csv);
  }

  async load(ctx: RequestContext, table: Table, csv: string): Promise<Loaded> {
    let records: Parsed[];
    try {
      // Of `\r\n` within a cell csv-parse counts two lines.
      records = parse(csv.replace(/\r\n?/g, '\n'), {
        bom: true, relax_column_count: true, skip_empty_lines: true, trim: true, info: true,
      }) as unknown as Parsed[];
    } catch (error) {
      return { rows: 0, problems: [{ line: (error as { lines?: number }).lines ?? 1, message: (error as Error).message }] };
    }
    return this.write(ctx, table, records.map(({ record, info }) => ({ cells: record, line: info.lines - breaks(record) })));
  }

  private async write(ctx: RequestContext, table: Table, [head, ...rows]: { cells: string[]; line: number }[]): Promise<Loaded> {
    const spec = { ...TABLES, ...LOYALTY_TABLES, ...DOCUMENT_TABLES, ...DETAIL_TABLES }[table];
    const header = head?.cells ?? [];
    const problems = this.header(header, spec.required, [...spec.required, ...spec.optional]);
    if (problems.length > 0) return { rows: 0, problems };

    // Not within one transaction with what the file gets wrong: nothing is saved before all rows are read.
    const db = this.connection.getRepository(ctx, 'comptoir_company').manager;
    const entities: ObjectLiteral[][] = [];
    await this.lock(ctx, table, rows.map(({ cells }) => cells), header);
    const repeated = repeats(table);
    for (const { cells, line } of rows) {
      if (cells.length !== header.length) {
        problems.push({ line, message: `${cells.length} cells; the header has ${header.length}` });
        continue;
      }
      const row: Row = Object.fromEntries(header.map((name, at) => [name, cells[at] || undefined]));
      const twice = repeated(row, line);
      if (twice) {
        problems.push({ line, message: twice });
        continue;
      }
      try {
        entities.push([await spec.read(row, db)].flat());
      } catch (error) {
        if (!(error instanceof RowError)) throw error;
        problems.push({ line, message: error.message });
      }
    }
    if (problems.length > 0) return { rows: 0, problems };
    await db.save(entities.flat(), { chunk: CHUNK });
    return { rows: entities.length, problems: [] };
  }

  /**
   * A decision that rests on what is known of these companies, or moves what is on these accounts, commits before the rows
   * here are read, or after they are written.
   */
  private async lock(ctx: RequestContext, table: Table, rows: string[][], header: string[]): Promise<void> {
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
    for (const emails of table === 'employees' ? chunks(column('email').map((email) => email.toLowerCase())) : []) {
      const found = await this.connection.getRepository(ctx, Employee).find({
        where: { email: In(emails) }, relations: ['outlet', 'outlet.company'],
      });
      ids.push(...found.map(({ outlet }) => outlet.company.id));
    }
    for (const some of chunks([...new Set(ids)].sort(byId))) await this.locks.companies(ctx, some);
    if (!(table in LOYALTY_TABLES)) return;
    const accounts: BonusAccount[] = [];
    for (const phones of chunks(column('phone'))) {
      accounts.push(...await this.connection.getRepository(ctx, BonusAccount).find({ where: { phone: In(phones) } }));
    }
    for (const account of accounts.sort((one, other) => byId(one.id, other.id))) await this.lots.lock(ctx, account);
  }

  private header(header: string[], required: string[], known: string[]) {
    const problems = header
      .filter((name) => !known.includes(name))
      .map((name) => ({ line: 1, message: `there is no column \`${name}\`; known are ${known.join(', ')}` }));
    for (const name of required) {
      if (!header.includes(name)) problems.push({ line: 1, message: `the column \`${name}\` is missing` });
    }
    return problems;
  }
}
