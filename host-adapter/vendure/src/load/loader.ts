import { Injectable } from '@nestjs/common';
import { RequestContext, TransactionalConnection } from '@vendure/core';
import { ObjectLiteral } from 'typeorm';
import { CHUNK } from '../chunks';
import { readCsv } from './csv';
import { readFile } from './files';
import { eachRow, headerProblems, Line, Loaded, Problem } from './lines';
import { TableLocks } from './locking';
import { roomIn } from './room';
import { columnsOf, Table, TABLES } from './tables';

export type { Table } from './tables';

/** Tables from CSV or workbooks, as an accounting system exports them. All of a file or nothing of it. */
@Injectable()
export class Loader {
  constructor(private connection: TransactionalConnection, private locks: TableLocks) {}

  /** Throws `FileError` where it can't be read, see `readFile`. */
  async loadFile(ctx: RequestContext, table: Table, bytes: Buffer): Promise<Loaded> {
    return this.write(ctx, table, await readFile(bytes));
  }

  async load(ctx: RequestContext, table: Table, csv: string): Promise<Loaded> {
    return this.write(ctx, table, readCsv(csv));
  }

  private async write(ctx: RequestContext, table: Table, read: Line[] | Problem): Promise<Loaded> {
    if (!Array.isArray(read)) return { rows: 0, problems: [read] };
    const [head, ...lines] = read;
    const spec = TABLES[table];
    const header = head?.cells ?? [];
    const misnamed = headerProblems(header, spec.required, columnsOf(spec));
    if (misnamed.length > 0) return { rows: 0, problems: misnamed };

    // Not within one transaction with what the file gets wrong: nothing is saved before all rows are read.
    const db = this.connection.getRepository(ctx, 'comptoir_company').manager;
    const entities: ObjectLiteral[][] = [];
    await this.locks.named(ctx, table, lines.map(({ cells }) => cells), header);
    const check = roomIn(this.connection.rawConnection, table);
    const problems = await eachRow(table, header, lines, async (row) => {
      check(row);
      entities.push([await spec.read(row, db)].flat());
    });
    if (problems.length > 0) return { rows: 0, problems };
    await db.save(entities.flat(), { chunk: CHUNK });
    return { rows: entities.length, problems: [] };
  }
}
