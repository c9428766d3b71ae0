import { Inject, Injectable } from '@nestjs/common';
import { ID, Order, RequestContext, TransactionalConnection } from '@vendure/core';
import { ObjectLiteral } from 'typeorm';
import { chunks } from '../chunks';
import { ComptoirOptions, COMPTOIR_OPTIONS } from '../options';
import { keysOf } from './keys';
import { ADVICE, NAMINGS, Naming, SCANS, Scan, STAYING } from './namings';
import { valueOf } from './query';
import { Kind } from './spec';
import { Table, TABLES } from './tables';

/** Of one row: how many of what name it. */
type Count = Pick<Naming, 'words' | 'advice'> & { count: number };

type Counts = Map<ObjectLiteral, Count[]>;

/** Rows that one statement looks for in texts. */
const AT_ONCE = 50;

/** What refers to rows of a table, by its foreign keys or by code. */
@Injectable()
export class References {
  constructor(private connection: TransactionalConnection, @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions) {}

  /** Of these rows, those that something refers to, with what it is and what to do. */
  async to(ctx: RequestContext, table: Table, rows: ObjectLiteral[]): Promise<Map<ObjectLiteral, string>> {
    const counts: Counts = new Map(rows.map((row) => [row, []]));
    for (const naming of this.namings(table)) await this.count(ctx, table, naming, counts);
    // Texts are gone through from end to end: for those alone that nothing else keeps.
    const free = rows.filter((row) => counts.get(row)?.length === 0);
    for (const scan of SCANS[table] ?? []) {
      for (let at = 0; at < free.length; at += AT_ONCE) await this.scan(ctx, table, scan, free.slice(at, at + AT_ONCE), counts);
    }
    const { instead } = TABLES[table];
    return new Map([...counts].filter(([, some]) => some.length > 0).map(([row, some]) => [row, told(some, instead)]));
  }

  /** Foreign keys that nobody has written a word for keep their rows too. */
  private namings(table: Table): Naming[] {
    const written = NAMINGS[table] ?? [];
    const { rawConnection } = this.connection;
    const metadata = rawConnection.getMetadata(TABLES[table].kind);
    const others = rawConnection.entityMetadatas
      .flatMap(({ relations }) => relations)
      .filter((relation) => relation.isOwning && !relation.isManyToMany && relation.inverseEntityMetadata === metadata)
      .filter(({ entityMetadata, propertyPath }) => !written.some(({ kind, at }) => kind === entityMetadata.target && at === propertyPath))
      .map(({ entityMetadata: { target, tableName }, propertyPath }): Naming => ({
        kind: target as Kind<ObjectLiteral>, at: propertyPath, words: [`row of ${tableName}`, `rows of ${tableName}`], advice: STAYING,
      }));
    return [...written, ...others];
  }

  private async count(ctx: RequestContext, table: Table, { kind, at, words, advice, only, byOrder }: Naming, counts: Counts) {
    const isRelation = !byOrder && !!this.connection.rawConnection.getMetadata(kind).findRelationWithPropertyPath(at);
    const name = (row: ObjectLiteral) => String(isRelation ? row.id : codeOf(table, row));
    const column = `${byOrder ? 'placed' : 'row'}.${at}`;
    for (const some of chunks([...counts.keys()])) {
      const query = this.connection.getRepository(ctx, kind).createQueryBuilder('row')
        .select(column, 'name').addSelect('COUNT(*)', 'count')
        .where(`${column} IN (:...names)`, { names: some.map((row) => (isRelation ? row.id : name(row))) })
        .groupBy(column);
      if (only) query.andWhere(only, { now: new Date(this.options.now?.() ?? Date.now()) });
      if (byOrder) query.innerJoin(Order, 'placed', 'placed.code = row.order');
      const found = await query.getRawMany<{ name: ID; count: number | string }>();
      const byName = new Map(found.map((one) => [String(one.name), Number(one.count)]));
      for (const row of some) add(counts, row, { words, advice, count: byName.get(name(row)) ?? 0 });
    }
  }

  private async scan(ctx: RequestContext, table: Table, { kind, at, words, piece }: Scan, rows: ObjectLiteral[], counts: Counts) {
    const query = this.connection.getRepository(ctx, kind).createQueryBuilder('row').select([]).where(`row.${at} IS NOT NULL`);
    rows.forEach((row, index) => query
      // No pattern: a code may be of any characters, and these are compared as they are.
      .addSelect(`SUM(CASE WHEN REPLACE(row.${at}, :piece${index}, '') <> row.${at} THEN 1 ELSE 0 END)`, `count${index}`)
      .setParameter(`piece${index}`, piece(codeOf(table, row))));
    const found = await query.getRawOne<Record<string, number | string | null>>();
    rows.forEach((row, index) => add(counts, row, { words, advice: STAYING, count: Number(found?.[`count${index}`] ?? 0) }));
  }
}

/** The code by which others name a row: of those that are named by one the key is one column. */
function codeOf(table: Table, row: ObjectLiteral): string {
  const [key] = keysOf(table);
  return String(valueOf(TABLES[table], row, key as string));
}

function add(counts: Counts, row: ObjectLiteral, one: Count): void {
  if (one.count > 0) counts.get(row)?.push(one);
}

/** `3 outlets, 1 limit and 2 contracts` */
function listed(counts: Count[]): string {
  const [last, ...others] = counts.map(({ words, count }) => `${count} ${words[count === 1 ? 0 : 1]}`).reverse();
  return others.length === 0 ? String(last) : `${others.reverse().join(', ')} and ${last}`;
}

/** Who names it, and what to do first; where something stays, there is no use in doing anything. */
function told(counts: Count[], instead?: string): string {
  const stays = counts.some(({ advice }) => advice === STAYING);
  return ADVICE.flatMap((advice) => {
    const some = counts.filter((one) => one.advice === advice);
    if (some.length === 0) return [];
    const then = advice.then[some.reduce((sum, { count }) => sum + count, 0) === 1 ? 0 : 1];
    const rest = advice === STAYING ? `; ${then}${instead ? `: ${instead}` : ''}` : stays ? '' : `; ${then}`;
    return [`${advice.verb} ${listed(some)}${rest}`];
  }).join('. It ');
}
