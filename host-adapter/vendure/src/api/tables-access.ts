import { Injectable } from '@nestjs/common';
import { ChannelService, ForbiddenError, Permission, RequestContext } from '@vendure/core';
import { forget } from '../rules/request';

/** The tables are of no channel: who works with them may do so in the default one. */
@Injectable()
export class TablesAccess {
  constructor(private channels: ChannelService) {}

  /** Throws where he lacks any of them there, whatever he may in the channel of the request. */
  async demand(ctx: RequestContext, ...permissions: Permission[]): Promise<void> {
    const { id } = await this.channels.getDefaultChannel(ctx);
    if (!ctx.userHasAllPermissions(permissions, id)) throw new ForbiddenError();
  }

  /** `work` that writes the tables: the rest of the request goes by them as they are then. */
  async change<T>(ctx: RequestContext, work: () => Promise<T>): Promise<T> {
    await this.demand(ctx, Permission.UpdateSettings);
    try {
      return await work();
    } finally {
      forget(ctx);
    }
  }
}
