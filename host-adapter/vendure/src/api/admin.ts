import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, EntityNotFoundError, ForbiddenError, ID, Order, Permission, RequestContext, Transaction, TransactionalConnection, UserInputError } from '@vendure/core';
import { Company } from '../entities';
import { AMOUNT } from '../forms';
import { actForClients } from '../permissions';
import { Access } from '../rules/access';
import { StagesAhead } from '../rules/ahead';
import { Clients } from '../rules/clients';
import { Engine } from '../rules/engine';
import { Grants, GrantWish } from '../rules/grants';
import { Asked } from '../rules/corrections';
import { Life } from '../rules/life';
import { forget } from '../rules/request';
import { rolesOf } from '../rules/roles';
import { orderView } from './order-view';
import { EVENT_NAMES, eventOf, findings } from './views';

@Resolver()
export class AdminResolver {
  constructor(
    private engine: Engine,
    private life: Life,
    private ahead: StagesAhead,
    private clients: Clients,
    private access: Access,
    private grants: Grants,
    private connection: TransactionalConnection,
  ) {}

  /** The order, where it is for a client of whoever asks; another's looks like none. */
  private async own(ctx: RequestContext, id: ID): Promise<Order> {
    const order = await this.life.load(ctx, id, ctx.channelId);
    const acting = await this.clients.staff(ctx);
    if (acting.kind !== 'rep') return order;
    const client = await this.life.clientOf(ctx, order);
    if (!client || (await this.access.isForeign(ctx, client))) throw new EntityNotFoundError('Order', id);
    return order;
  }

  @Query()
  @Allow(Permission.ReadOrder, actForClients.Permission)
  async b2bOrder(@Ctx() ctx: RequestContext, @Args() { id }: { id: ID }) {
    return orderView(this.life, await this.own(ctx, id));
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateOrder, actForClients.Permission)
  async fireB2bOrder(
    @Ctx() ctx: RequestContext,
    @Args() { id, event: name, lines, reason, key }: { id: ID; event: string; lines?: Asked[]; reason?: string; key?: string },
  ) {
    const event = eventOf(name, lines);
    if (!event && lines && eventOf(name)) throw new UserInputError(`the event \`${name}\` names no goods`);
    if (!event) throw new UserInputError(`there is no event \`${name}\` here; known are ${EVENT_NAMES}`);
    const order = await this.own(ctx, id);
    const { answer, refusal } = await this.life.ask(ctx, order, event, { reason, roles: await rolesOf(this.connection, ctx), key });
    await this.life.apply(ctx, order, answer);
    return {
      applied: answer.status === 'applied' || answer.status === 'already-applied',
      refusal,
      release: refusal ? await this.ahead.releaseOf(ctx, id, event) : null,
      findings: findings(answer.verdict.findings, order.currencyCode, this.engine.words(ctx), 'staff'),
      order: orderView(this.life, await this.life.load(ctx, id)),
    };
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateOrder, actForClients.Permission)
  async grantB2bGate(
    @Ctx() ctx: RequestContext,
    @Args() { company: code, upTo, ...wish }: { company: string; upTo?: { amount: string; currency: string } } & GrantWish,
  ) {
    const { role, reason } = wish;
    if (!(await rolesOf(this.connection, ctx)).includes(role)) throw new ForbiddenError();
    if (reason.trim() === '') throw new UserInputError('a reason is needed');
    const company = await this.connection.getRepository(ctx, Company).findOne({ where: { code } });
    if (!company || !(await this.access.isHis(ctx, company))) throw new UserInputError(`there is no company \`${code}\``);
    await this.grants.grant(ctx, company, { ...wish, ...summed(upTo) });
    forget(ctx);
    return true;
  }
}

/** A sum that is one, in a currency that is one. */
function summed(sum?: { amount: string; currency: string }): { upTo?: string; currency?: string } {
  if (!sum) return {};
  if (!AMOUNT[0].test(sum.amount)) throw new UserInputError(`\`upTo.amount\` is \`${sum.amount.slice(0, 50)}\`; expected ${AMOUNT[1]}`);
  if (!/^[A-Z]{3}$/.test(sum.currency)) throw new UserInputError('`upTo.currency` is a code such as `EUR`');
  return { upTo: sum.amount, currency: sum.currency };
}
