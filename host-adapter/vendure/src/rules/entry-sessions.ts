import { Inject, Injectable } from '@nestjs/common';
import { ID, idsAreEqual, Permission, RequestContext, Role, TransactionalConnection } from '@vendure/core';
import { createHash } from 'node:crypto';
import { Entry } from '../entities';
import { ComptoirOptions, COMPTOIR_OPTIONS } from '../options';
import { actForClients } from '../permissions';
import { once, stateOf } from './request';

/** By which a session says that it is somebody's at work for a client. */
export const ON_BEHALF = 'comptoir-on-behalf';

/** Of an administrator's role, what lets him enter clients' carts. */
export const MAY_ENTER = [Permission.CreateOrder, actForClients.Permission];

/** What is a secret is not kept: its digest is. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** What the roles of an administrator let him do in a channel. */
export function permissionsOf(roles: Role[], channelId: ID): Permission[] {
  return roles.filter(({ channels }) => channels.some(({ id }) => idsAreEqual(id, channelId))).flatMap(({ permissions }) => permissions);
}

/** Which entry into a client's cart a request belongs to. */
@Injectable()
export class EntrySessions {
  constructor(private connection: TransactionalConnection, @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions) {}

  /** Whether the session is one of an entry, over or not. */
  is({ session }: RequestContext): boolean {
    return session?.authenticationStrategy === ON_BEHALF;
  }

  /** The entry, where it is not over; asked once a request. */
  async of(ctx: RequestContext): Promise<Entry | undefined> {
    if (!this.is(ctx)) return undefined;
    return once(stateOf(ctx).entries, ctx.session?.token ?? '', async () => {
      const entry = await this.connection.getRepository(ctx, Entry).findOne({
        where: { session: digestOf(ctx.session?.token ?? '') },
        relations: ['user', 'user.roles', 'user.roles.channels', 'employee', 'employee.outlet', 'employee.outlet.company'],
      });
      return entry && this.isOpen(ctx, entry) ? entry : undefined;
    });
  }

  /** Neither left nor past its time, and everybody is still who he was. */
  private isOpen({ channelId }: RequestContext, { ended, until, user, employee, account }: Entry): boolean {
    const may = permissionsOf(user.roles, channelId);
    return !ended && until.getTime() > (this.options.now?.() ?? Date.now()) && !user.deletedAt &&
      MAY_ENTER.some((permission) => may.includes(permission as Permission)) && employee.outlet.account === account;
  }
}
