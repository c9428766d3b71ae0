import { RequestContext, TransactionalConnection, User } from '@vendure/core';

/** Codes of the roles of whoever signed in: what the policy's roles are called. */
export async function rolesOf(connection: TransactionalConnection, ctx: RequestContext): Promise<string[]> {
  const user = ctx.activeUserId && (await connection.getRepository(ctx, User).findOne({
    where: { id: ctx.activeUserId }, relations: ['roles'],
  }));
  return user ? user.roles.map(({ code }) => code) : [];
}
