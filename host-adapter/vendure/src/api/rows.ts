import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, Permission, RequestContext, Transaction } from '@vendure/core';
import gql from 'graphql-tag';
import { CellWish, TableRows } from '../load/reading';
import { Removal } from '../load/removal';
import { Table, TABLES } from '../load/tables';
import { TablesAccess } from './tables-access';
import { Upload, withFile } from './upload';

export const rowsSchema = gql`
  input B2bCellInput {
    column: String!
    "As the loading format writes it; null: an empty cell."
    value: String
  }

  "Rows as the loading format writes them: loaded again as they are, they change nothing."
  type B2bRows {
    "All that the table has, in the order of 'rows'."
    columns: [String!]!
    "Null: an empty cell."
    rows: [[String]!]!
    "The same with a header, as loadB2bData and loadB2bFile take it."
    csv: String!
    "On every page."
    total: Int!
    "Null: there is nothing more."
    nextOffset: Int
  }

  extend type Query {
    """
    Rows of a table in the order in which they came, at most 1000 at once. 'where': those that have all of these cells, of
    the table's key or naming a row of another table, such as 'company' or 'contract'; of employees 'contract' is the one they chose. Tables that hold addresses or phones of clients'
    people ask for ReadCustomer too.
    """
    b2bRows(table: B2bTable!, where: [B2bCellInput!], offset: Int = 0, limit: Int = 100): B2bRows!
  }

  extend type Mutation {
    """
    Takes rows out, all that the CSV names or nothing: its header is the columns of the table's key. A row to which something
    refers stays, and the problem says what does. 'products' and 'bonusLots' have no rows that are taken out.
    """
    removeB2bRows(table: B2bTable!, csv: String!): B2bLoaded!
    "As removeB2bRows, from a file: CSV in UTF-8, or the first sheet of a workbook (.xlsx)."
    removeB2bFile(table: B2bTable!, file: Upload!): B2bLoaded!
  }
`;

interface Asked {
  table: Table;
  where?: CellWish[] | null;
  offset?: number | null;
  limit?: number | null;
}

/** Single rows of the tables: to be seen, and to be taken out. */
@Resolver()
export class RowsResolver {
  constructor(private rows: TableRows, private removal: Removal, private access: TablesAccess) {}

  @Query()
  @Allow(Permission.ReadSettings)
  async b2bRows(@Ctx() ctx: RequestContext, @Args() { table, where, offset, limit }: Asked) {
    const { seenWith } = TABLES[table];
    await this.access.demand(ctx, Permission.ReadSettings, ...(seenWith ? [seenWith] : []));
    return this.rows.read(ctx, table, where ?? [], { offset: offset ?? 0, limit: limit ?? 100 });
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateSettings)
  async removeB2bRows(@Ctx() ctx: RequestContext, @Args() { table, csv }: { table: Table; csv: string }) {
    return this.access.change(ctx, () => this.removal.remove(ctx, table, csv));
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateSettings)
  async removeB2bFile(@Ctx() ctx: RequestContext, @Args() { table, file }: { table: Table; file: Promise<Upload> }) {
    return this.access.change(ctx, () => withFile(file, (bytes) => this.removal.removeFile(ctx, table, bytes)));
  }
}
