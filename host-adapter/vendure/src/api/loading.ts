import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, Permission, RequestContext, Transaction } from '@vendure/core';
import gql from 'graphql-tag';
import { Loader, Table } from '../load/loader';
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
    return this.access.change(ctx, () => this.loader.load(ctx, table, csv));
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateSettings)
  async loadB2bFile(@Ctx() ctx: RequestContext, @Args() { table, file }: { table: Table; file: Promise<Upload> }) {
    return this.access.change(ctx, () => withFile(file, (bytes) => this.loader.loadFile(ctx, table, bytes)));
  }
}
