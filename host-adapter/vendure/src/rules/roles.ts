import { idsAreEqual, RequestContext, TransactionalConnection, User } from '@vendure/core';

/** Codes of the roles that whoever signed in has in this channel: what the policy's roles are called. */
export async function rolesOf(connection: TransactionalConnection, ctx: RequestContext): Promise<string[]> {
  const user = ctx.activeUserId && (await connection.getRepository(ctx, User).findOne({
    where: { id: ctx.activeUserId }, relations: ['roles', 'roles.channels'],
  }));
  if (!user) return [];
  return user.roles
    .filter(({ channels }) => channels.some(({ id }) => idsAreEqual(id, ctx.channelId)))
    .map(({ code }) => code);
}
