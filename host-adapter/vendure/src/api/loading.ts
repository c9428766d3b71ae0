import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, Permission, RequestContext, Transaction } from '@vendure/core';
import gql from 'graphql-tag';
import { Loader, Table } from '../load/loader';
import { forget } from '../rules/request';
import { TablesAccess } from './tables-access';
import { Upload, withFile } from './upload';

export const loadingSchema = gql`
  extend type Mutation {
    "As loadB2bData, from a file: CSV in UTF-8, or the first sheet of a workbook (.xlsx)."
    loadB2bFile(table: B2bTable!, file: Upload!): B2bLoaded!
  }
`;

/** Tables of an accounting system. A file that can't be read is an error with a text, and changes nothing. */
@Resolver()
export class LoadingResolver {
  constructor(private loader: Loader, private access: TablesAccess) {}

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateSettings)
  async loadB2bData(@Ctx() ctx: RequestContext, @Args() { table, csv }: { table: Table; csv: string }) {
    await this.access.demand(ctx, Permission.UpdateSettings);
    const loaded = await this.loader.load(ctx, table, csv);
    forget(ctx);
    return loaded;
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateSettings)
  async loadB2bFile(@Ctx() ctx: RequestContext, @Args() { table, file }: { table: Table; file: Promise<Upload> }) {
    await this.access.demand(ctx, Permission.UpdateSettings);
    try {
      return await withFile(file, (bytes) => this.loader.loadFile(ctx, table, bytes));
    } finally {
      forget(ctx);
    }
  }
}
