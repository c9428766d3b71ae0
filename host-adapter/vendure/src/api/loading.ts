import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, Permission, RequestContext, Transaction, UserInputError } from '@vendure/core';
import gql from 'graphql-tag';
import { FileError } from '../load/archive';
import { Loader, Table } from '../load/loader';
import { forget } from '../rules/request';
import { bytesOf, Upload } from './upload';

export const loadingSchema = gql`
  extend type Mutation {
    "As loadB2bData, from a file: CSV in UTF-8, or the first sheet of a workbook (.xlsx)."
    loadB2bFile(table: B2bTable!, file: Upload!): B2bLoaded!
  }
`;

/** Files of an accounting system. A file that can't be read is an error with a text, and changes nothing. */
@Resolver()
export class LoadingResolver {
  constructor(private loader: Loader) {}

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateSettings)
  async loadB2bFile(@Ctx() ctx: RequestContext, @Args() { table, file }: { table: Table; file: Promise<Upload> }) {
    const bytes = await bytesOf(await file);
    try {
      return await this.loader.loadFile(ctx, table, bytes);
    } catch (error) {
      throw error instanceof FileError ? new UserInputError(error.message) : error;
    } finally {
      forget(ctx);
    }
  }
}
