import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, EntityNotFoundError, ForbiddenError, ID, Order, Permission, RequestContext, Transaction, TransactionalConnection, UserInputError } from '@vendure/core';
import { Company } from '../entities';
import { Loader, Table } from '../load/loader';
import { actForClients } from '../permissions';
import { Access } from '../rules/access';
import { Clients } from '../rules/clients';
import { Engine } from '../rules/engine';
import { Grants } from '../rules/grants';
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
    private loader: Loader,
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
  @Allow(Permission.UpdateSettings)
  async loadB2bData(@Ctx() ctx: RequestContext, @Args() { table, csv }: { table: Table; csv: string }) {
    const loaded = await this.loader.load(ctx, table, csv);
    forget(ctx);
    return loaded;
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateOrder, actForClients.Permission)
  async fireB2bOrder(
    @Ctx() ctx: RequestContext, @Args() { id, event: name, reason, key }: { id: ID; event: string; reason?: string; key?: string },
  ) {
    const event = eventOf(name);
    if (!event) throw new UserInputError(`there is no event \`${name}\` here; known are ${EVENT_NAMES}`);
    const order = await this.own(ctx, id);
    const { answer, refusal } = await this.life.ask(ctx, order, event, { reason, roles: await rolesOf(this.connection, ctx), key });
    await this.life.apply(ctx, order, answer);
    const release = answer.verdict.findings
      .flatMap(({ remedies }) => remedies)
      .map((remedy) => (remedy.tag === 'pay' ? remedy.val : undefined))
      .find((sum) => sum !== undefined);
    return {
      applied: answer.status === 'applied' || answer.status === 'already-applied',
      refusal,
      release: refusal ? release : null,
      findings: findings(answer.verdict.findings, order.currencyCode, this.engine.words(ctx)),
      order: orderView(this.life, await this.life.load(ctx, id)),
    };
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateOrder, actForClients.Permission)
  async grantB2bGate(
    @Ctx() ctx: RequestContext,
    @Args() { company: code, gate, role, reason, order, key }:
    { company: string; gate: string; role: string; reason: string; order?: string; key?: string },
  ) {
    if (!(await rolesOf(this.connection, ctx)).includes(role)) throw new ForbiddenError();
    if (reason.trim() === '') throw new UserInputError('a reason is needed');
    const company = await this.connection.getRepository(ctx, Company).findOne({ where: { code } });
    if (!company || !(await this.access.isHis(ctx, company))) throw new UserInputError(`there is no company \`${code}\``);
    await this.grants.grant(ctx, company, { gate, role, reason, order, key });
    forget(ctx);
    return true;
  }
}
