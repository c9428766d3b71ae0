import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, Permission, RequestContext, UserInputError } from '@vendure/core';
import gql from 'graphql-tag';
import { Audit } from '../rules/audit';
import { TablesAccess } from './tables-access';

/** Most records of one answer. */
const MOST = 10_000;

export const auditSchema = gql`
  type B2bAudit {
    "One line each, as comptoir audit verify reads them."
    records: [String!]!
    "The end of the chain, where these records reach it: keep it elsewhere. Null where there is none."
    head: String
  }

  extend type Query {
    "Who decided what, for whom, under which policy: records after number 'after', in order, at most 10000."
    b2bAudit(after: Int, take: Int): B2bAudit!
  }
`;

@Resolver()
export class AuditResolver {
  constructor(private audit: Audit, private access: TablesAccess) {}

  @Query()
  @Allow(Permission.ReadSettings)
  async b2bAudit(@Ctx() ctx: RequestContext, @Args() { after, take }: { after?: number; take?: number }) {
    await this.access.demand(ctx, Permission.ReadSettings);
    if ((take ?? MOST) > MOST) throw new UserInputError(`at most ${MOST} records at once; ask on with \`after\``);
    return this.audit.records(ctx, after ?? 0, take ?? MOST);
  }
}
