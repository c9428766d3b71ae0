import { OnModuleInit } from '@nestjs/common';
import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, ErrorResult, ForbiddenError, I18nService, Order, Permission, RequestContext, Transaction, TransactionalConnection } from '@vendure/core';
import type { accounts, types } from '@comptoir/node';
import { BonusMove } from '../entities';
import { OrderFields } from '../entities/custom-fields';
import { sign } from '../decimal';
import { DECIMAL } from '../forms';
import { Access } from '../rules/access';
import { Basket } from '../rules/basket';
import { Bonuses } from '../rules/bonuses';
import { Client } from '../rules/clients';
import { Engine } from '../rules/engine';
import { Gifts } from '../rules/gifts';
import { LoyaltyFacts } from '../rules/loyalty-facts';
import { forget } from '../rules/request';
import { bars } from '../rules/words';
import { TablesAccess } from './tables-access';
import { cartBonus, findings } from './views';

const MOVES = 100;
/** What findings say of bonuses beside why none are taken. */
const ASIDE = ['bonus.accrual', 'bonus.expiry', 'bonus.stage'];

/** A code that does not apply, or bonuses that can't be had: nothing was changed. */
class LoyaltyError extends ErrorResult {
  override readonly __typename = 'B2bLoyaltyError';
  override readonly errorCode = 'B2B_LOYALTY_ERROR' as never;
  /** A key of the engine's translations, which puts the reason in its place. */
  override readonly message = 'B2B_LOYALTY_ERROR';

  constructor(readonly reason: string, readonly findings: unknown[] = []) {
    super();
  }
}

@Resolver()
export class LoyaltyResolver {
  constructor(
    private engine: Engine,
    private access: Access,
    private basket: Basket,
    private gifts: Gifts,
    private loyalty: LoyaltyFacts,
    private connection: TransactionalConnection,
  ) {}

  @Query()
  @Allow(Permission.Authenticated)
  async b2bBonus(@Ctx() ctx: RequestContext) {
    const client = await this.client(ctx, 'view-prices');
    const { facts } = await this.engine.facts(ctx, client, []);
    const { answer } = this.engine.comptoir.loyalty.account(this.engine.context(client), facts.buyer, facts.loyalty);
    const order = await this.basket.order(ctx, false);
    const decided = order && order.lines.length > 0
      ? (await this.engine.cart(ctx, client, order, this.engine.lines(order))).decision
      : undefined;
    const account = await this.loyalty.accountOf(ctx, client);
    const moves = account ? await this.connection.getRepository(ctx, BonusMove).find({
      where: { lot: { account: { id: account.id } } }, relations: ['lot'], order: { id: 'DESC' }, take: MOVES,
    }) : [];
    const { stage } = answer;
    return {
      version: answer.version,
      balance: answer.balance,
      burnsOn: answer.burnsOn,
      stage: stage && {
        id: stage.id, next: stage.next?.id, nextFrom: stage.next?.turnoverFrom, missing: stage.next?.missing,
      },
      cart: decided && cartBonus(decided.answer),
      lots: (facts.loyalty?.account?.lots ?? []).map((lot) => ({ ...lot, code: lot.id, remaining: lot.left })),
      moves: moves.map((move) => ({ ...move, lot: move.lot.code })),
      findings: findings(answer.verdict.findings, '', this.engine.words(ctx)),
    };
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async applyB2bPromoCode(@Ctx() ctx: RequestContext, @Args() { code }: { code: string }) {
    const client = await this.client(ctx, 'edit-cart');
    const order = await this.open(ctx);
    if (order instanceof LoyaltyError) return order;
    const { decision: { answer } } = await this.engine.cart(ctx, client, order, this.engine.lines(order), { promo: code });
    if (!answer.promo?.applies) {
      const why = answer.verdict.findings.filter((finding) => finding.code.startsWith('promo.') && bars(finding));
      return this.refused(ctx, why, answer.contract?.currency);
    }
    return this.change(ctx, client, order, { comptoirPromo: code.trim() });
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async removeB2bPromoCode(@Ctx() ctx: RequestContext) {
    const client = await this.client(ctx, 'edit-cart');
    const order = await this.open(ctx);
    return order instanceof LoyaltyError ? order : this.change(ctx, client, order, { comptoirPromo: null });
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async useB2bBonus(@Ctx() ctx: RequestContext, @Args() { amount }: { amount?: string | null }) {
    const client = await this.client(ctx, 'spend-bonus');
    const order = await this.open(ctx);
    if (order instanceof LoyaltyError) return order;
    if (amount == null) return this.change(ctx, client, order, { comptoirBonus: null });
    if (amount !== 'max' && !DECIMAL[0].test(amount)) return new LoyaltyError(this.engine.words(ctx).bonusSum());
    const { decision: { answer } } = await this.engine.cart(ctx, client, order, this.engine.lines(order), {
      bonus: amount === 'max' ? 'max' : { tag: 'sum', val: amount },
    });
    if (sign(answer.bonus?.redeemed ?? '0') === 0) {
      const why = answer.verdict.findings.filter(({ code }) => code.startsWith('bonus.') && !ASIDE.includes(code));
      return this.refused(ctx, why, answer.contract?.currency);
    }
    return this.change(ctx, client, order, { comptoirBonus: amount });
  }

  private async client(ctx: RequestContext, action: accounts.Permission): Promise<Client> {
    const client = await this.engine.client(ctx);
    if (!client) throw new ForbiddenError();
    await this.access.demand(ctx, client, action);
    return client;
  }

  /** The active order while it may still be changed. */
  private async open(ctx: RequestContext): Promise<Order | LoyaltyError> {
    const order = await this.basket.order(ctx, false);
    return order?.state === 'AddingItems' ? order : new LoyaltyError(this.engine.words(ctx).noCart());
  }

  private refused(ctx: RequestContext, why: types.Finding[], currency = '') {
    const words = this.engine.words(ctx);
    return new LoyaltyError(words.refusal(why, currency, false) || words.bonusSum(), findings(why, currency, words));
  }

  private async change(ctx: RequestContext, client: Client, order: Order, fields: OrderFields) {
    await this.basket.demandUnmoved(ctx, order);
    if ('comptoirPromo' in fields) await this.gifts.remove(ctx, order);
    await this.connection.getRepository(ctx, Order).update(order.id, { customFields: fields } as never);
    forget(ctx);
    const changed = (await this.basket.reprice(ctx)) ?? order;
    await this.gifts.add(ctx, client, changed);
    return (await this.basket.order(ctx, false)) ?? changed;
  }
}

@Resolver('B2bLoyaltyResult')
export class LoyaltyResultResolver implements OnModuleInit {
  constructor(private i18n: I18nService) {}

  /** The reason is in the language of the request already; other languages fall back to this one. */
  onModuleInit() {
    this.i18n.addTranslation('en', { errorResult: { B2B_LOYALTY_ERROR: '{reason}' } });
  }

  @ResolveField()
  __resolveType(value: unknown): string {
    return value instanceof LoyaltyError ? value.__typename : 'Order';
  }
}

@Resolver()
export class LoyaltyAdminResolver {
  constructor(private bonuses: Bonuses, private access: TablesAccess) {}

  @Mutation()
  @Allow(Permission.UpdateSettings)
  async expireB2bBonuses(@Ctx() ctx: RequestContext) {
    await this.access.demand(ctx, Permission.UpdateSettings);
    return this.bonuses.expire(ctx);
  }
}
