import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Allow, Ctx, EntityNotFoundError, ForbiddenError, Order, OrderService, Permission, RequestContext, Transaction,
} from '@vendure/core';
import type { accounts } from '@comptoir/node';
import { OrderFields } from '../entities/custom-fields';
import { toDecimal } from '../money';
import { actForClients } from '../permissions';
import { Access, RefusedError } from '../rules/access';
import { Clients } from '../rules/clients';
import { Asked, Corrections, Wish } from '../rules/corrections';
import { Engine } from '../rules/engine';
import { Fired, Life } from '../rules/life';
import { orderView, proposalView } from './order-view';
import { findings } from './views';

function isDone({ answer }: Fired): boolean {
  return answer.status === 'applied' || answer.status === 'already-applied';
}

@Resolver()
export class CorrectionsResolver {
  constructor(
    private engine: Engine,
    private access: Access,
    private life: Life,
    private corrections: Corrections,
    private orders: OrderService,
  ) {}

  /** An order of the client who asks; another's looks like none. */
  private async own(ctx: RequestContext, code: string, action: accounts.Permission): Promise<Order> {
    const client = await this.engine.client(ctx);
    if (!client) throw new ForbiddenError();
    const order = await this.life.byCode(ctx, code);
    const { comptoirEntity } = order.customFields as OrderFields;
    if (comptoirEntity !== client.employee.outlet.company.code) throw new EntityNotFoundError('Order', code);
    // Whoever says yes to it buys it, as dear as it becomes.
    const sum = this.life.kept(order)?.proposal?.payable ?? toDecimal(Math.max(0, order.totalWithTax));
    const refusal = await this.access.refusal(ctx, client, action, action === 'place-order' ? sum : undefined, order.currencyCode);
    if (refusal) throw new RefusedError(refusal);
    return order;
  }

  @Query()
  @Allow(Permission.Authenticated)
  async b2bProposal(@Ctx() ctx: RequestContext, @Args() { code }: { code: string }) {
    const order = await this.own(ctx, code, 'view-orders');
    const kept = this.life.kept(order);
    return (kept && proposalView(kept, order)) ?? null;
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async acceptB2bProposal(@Ctx() ctx: RequestContext, @Args() { code, key }: { code: string; key?: string }) {
    return this.answered(ctx, await this.own(ctx, code, 'place-order'), 'consent', { key });
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async declineB2bProposal(@Ctx() ctx: RequestContext, @Args() { code, ...wish }: { code: string } & Wish) {
    return this.answered(ctx, await this.own(ctx, code, 'act-on-orders'), 'decline', wish);
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async cancelB2bOrder(@Ctx() ctx: RequestContext, @Args() { code, ...wish }: { code: string } & Wish) {
    const order = await this.own(ctx, code, 'act-on-orders');
    return this.view(ctx, order, await this.corrections.cancel(ctx, order, wish));
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async requestB2bReturn(
    @Ctx() ctx: RequestContext, @Args() { code, lines = [], ...wish }: { code: string; lines?: Asked[] } & Wish,
  ) {
    const order = await this.own(ctx, code, 'act-on-orders');
    return this.view(ctx, order, await this.corrections.giveBack(ctx, order, lines, wish));
  }

  private async answered(ctx: RequestContext, order: Order, event: 'consent' | 'decline', wish: Wish) {
    return this.view(ctx, order, await this.corrections.answer(ctx, order, event, wish));
  }

  private async view(ctx: RequestContext, order: Order, fired: Fired) {
    return { applied: isDone(fired), refusal: fired.refusal, order: await this.orders.findOne(ctx, order.id) };
  }
}

@Resolver()
export class CorrectionsAdminResolver {
  constructor(
    private engine: Engine,
    private clients: Clients,
    private access: Access,
    private life: Life,
    private corrections: Corrections,
  ) {}

  /** The order, where it is for a client of whoever asks; another's looks like none. */
  private async own(ctx: RequestContext, code: string): Promise<Order> {
    const order = await this.life.byCode(ctx, code);
    if ((await this.clients.staff(ctx)).kind !== 'rep') return order;
    const client = await this.life.clientOf(ctx, order);
    if (!client || (await this.access.isForeign(ctx, client))) throw new EntityNotFoundError('Order', code);
    return order;
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateOrder, actForClients.Permission)
  async correctB2bOrder(
    @Ctx() ctx: RequestContext, @Args() { code, lines, ...wish }: { code: string; lines: Asked[] } & Wish,
  ) {
    const order = await this.own(ctx, code);
    return this.view(ctx, order, await this.corrections.correct(ctx, order, lines, wish));
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateOrder)
  async grantB2bPart(
    @Ctx() ctx: RequestContext, @Args() { code, lines, ...wish }: { code: string; lines: Asked[] } & Wish,
  ) {
    const order = await this.own(ctx, code);
    return this.view(ctx, order, await this.corrections.grant(ctx, order, lines, wish));
  }

  private async view(ctx: RequestContext, order: Order, fired: Fired) {
    const { answer, refusal } = fired;
    return {
      applied: isDone(fired),
      refusal,
      findings: findings(answer.verdict.findings, order.currencyCode, this.engine.words(ctx), 'staff'),
      diff: answer.diff,
      order: orderView(this.life, await this.life.load(ctx, order.id)),
    };
  }
}
