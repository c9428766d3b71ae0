import { Injectable, OnApplicationBootstrap } from '@nestjs/common';
import {
  Channel, ChannelEvent, ChannelService, EventBus, ID, idsAreEqual, LanguageCode, Logger, ProcessContext, Promotion, PromotionService,
  RequestContext, RequestContextService, TransactionalConnection,
} from '@vendure/core';
import { Promo } from '../entities';
import { loggerCtx } from '../options';
import { Programme } from '../rules/programme';

/** Promotions of ours: what they do with an order is the decision's. */
const PROMOTIONS = [
  {
    name: 'Promo code', condition: 'comptoir-promo-applies', actions: ['comptoir-promo-discount', 'comptoir-promo-delivery'],
    needed: (programme: Programme) => programme.promos.length > 0,
  },
  {
    name: 'Bonuses', condition: 'comptoir-bonus-asked', actions: ['comptoir-bonus-pays'],
    needed: (programme: Programme) => programme.hasBonuses,
  },
];

/** Puts one promotion of each kind into every channel, where the policy has what it shows. */
@Injectable()
export class Installed implements OnApplicationBootstrap {
  private ids: ID[] = [];

  constructor(
    private connection: TransactionalConnection,
    private promotions: PromotionService,
    private channels: ChannelService,
    private contexts: RequestContextService,
    private events: EventBus,
    private process: ProcessContext,
    private programme: Programme,
  ) {}

  /** A second one, made by hand, would take a discount off twice. */
  is({ id }: Promotion): boolean {
    return this.ids.some((one) => idsAreEqual(one, id));
  }

  async onApplicationBootstrap() {
    if (!this.programme.any) return;
    const ctx = await this.contexts.create({ apiType: 'admin' });
    if (this.process.isServer) await this.install(ctx);
    for (const { condition } of PROMOTIONS) {
      const found = await this.find(ctx, condition);
      if (found) this.ids.push(found.id);
    }
    this.events.ofType(ChannelEvent).subscribe(({ ctx: of, entity, type }) => {
      if (type !== 'created') return;
      this.assign(of, entity.id).catch((error: Error) => Logger.error(
        `channel ${entity.code} has no promo codes and bonuses until the shop starts anew: ${error.message}`, loggerCtx,
      ));
    });
  }

  private async install(ctx: RequestContext) {
    const codes = this.programme.promos;
    const rows = this.connection.getRepository(ctx, Promo);
    const known = (await rows.find()).map(({ code }) => code);
    // Several servers may start at once: whoever comes second finds the row.
    for (const code of codes.filter((one) => !known.includes(one))) {
      await rows.createQueryBuilder().insert().values({ code }).orIgnore().execute();
    }
    for (const { name, condition, actions, needed } of PROMOTIONS) {
      if (!needed(this.programme) || (await this.find(ctx, condition))) continue;
      await this.promotions.createPromotion(ctx, {
        enabled: true,
        conditions: [{ code: condition, arguments: [] }],
        actions: actions.map((code) => ({ code, arguments: [] })),
        translations: [{ languageCode: LanguageCode.en, name, description: '' }],
      });
    }
    for (const { id } of await this.connection.getRepository(ctx, Channel).find()) await this.assign(ctx, id);
  }

  /** The first that bears the condition. */
  private async find(ctx: RequestContext, condition: string): Promise<Promotion | undefined> {
    const all = await this.connection.getRepository(ctx, Promotion).find({ order: { id: 'ASC' }, relations: ['channels'] });
    return all.find(({ conditions, deletedAt }) => !deletedAt && conditions.some(({ code }) => code === condition));
  }

  private async assign(ctx: RequestContext, channelId: ID) {
    for (const { condition } of PROMOTIONS) {
      const found = await this.find(ctx, condition);
      if (found && !found.channels.some(({ id }) => idsAreEqual(id, channelId))) {
        await this.channels.assignToChannels(ctx, Promotion, found.id, [channelId]);
      }
    }
  }
}
