import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, ForbiddenError, Order, Permission, RequestContext, TransactionalConnection, UserInputError } from '@vendure/core';
import { ComptoirError } from '@comptoir/node';
import type { accounts, types } from '@comptoir/node';
import { Company } from '../entities';
import { actForClients } from '../permissions';
import { Access } from '../rules/access';
import { Directories, Known } from '../rules/directory';
import { Engine } from '../rules/engine';
import { Life } from '../rules/life';
import { OnBehalf, OnBehalfOrders } from '../rules/on-behalf';
import { report } from '../rules/outage';
import { Standings } from '../rules/standings';
import { orderView } from './order-view';
import { findings } from './views';

/** Orders of a page. */
const PAGE = 100;

/** Clients left out of one search because of their figures; where there are more, nobody's are asked about. */
const MOST_WRONG = 20;

/** Which of the standings the rules don't take, where one is what they don't. */
function mistaken(error: unknown): { at: number; error: ComptoirError } | undefined {
  if (!(error instanceof ComptoirError) || error.code !== 'malformed') return undefined;
  const at = /^standings\[(\d+)\]/.exec(String(error.details.at))?.[1];
  return at === undefined ? undefined : { at: Number(at), error };
}

@Resolver()
export class PeopleShopResolver {
  constructor(private engine: Engine, private access: Access) {}

  /** No level of access keeps it from anybody: whoever is refused something needs it. */
  @Query()
  @Allow(Permission.Authenticated)
  async b2bRep(@Ctx() ctx: RequestContext) {
    const client = await this.engine.client(ctx);
    if (!client) throw new ForbiddenError();
    return this.access.rep(ctx, client.employee.outlet.company, client.employee.outlet.account);
  }
}

@Resolver()
export class PeopleAdminResolver {
  constructor(
    private engine: Engine,
    private access: Access,
    private directories: Directories,
    private standings: Standings,
    private life: Life,
    private behalf: OnBehalfOrders,
    private connection: TransactionalConnection,
  ) {}

  @Query()
  @Allow(Permission.ReadCustomer, actForClients.Permission)
  async b2bClients(
    @Ctx() ctx: RequestContext,
    @Args() { search, offset, limit }: { search?: string | null; offset?: number | null; limit?: number | null },
  ) {
    if ((offset ?? 0) < 0 || (limit ?? 0) < 0) throw new UserInputError('`offset` and `limit` are not negative');
    const known = await this.directories.all(ctx);
    const context = await this.access.staffContext(ctx);
    const { answer, standings } = this.found(context, known, await this.standings.of(ctx, known, context.localDate), {
      text: search ?? '', offset: offset ?? 0, limit: limit ?? 20,
    });
    return {
      items: answer.clients.map(({ client, standing }) => {
        const company = known.companies[client] as Company;
        const stands = standing == null ? undefined : standings[standing];
        return {
          ...company,
          outlets: known.outlets.filter((outlet) => outlet.company.code === company.code),
          liveOrders: stands?.liveOrders,
          owed: stands?.owed,
        };
      }),
      total: answer.total,
      nextOffset: answer.nextOffset,
      ...answer.overall,
    };
  }

  /** How a client stands of whom the rules take no such figures is not known; the others are found. */
  private found(context: types.Context, { companies, directory }: Known, standings: accounts.Standing[], request: accounts.FindRequest) {
    for (let wrongs = 1; ; wrongs += 1) {
      try {
        return { answer: this.engine.comptoir.accounts.findClients(context, directory, standings, request).answer, standings };
      } catch (error) {
        const wrong = mistaken(error);
        const standing = wrong && standings[wrong.at];
        if (!standing) throw error;
        report(`how ${companies[standing.client]?.code} stands`, wrong.error);
        standings = wrongs > MOST_WRONG ? [] : standings.filter((one) => one !== standing);
      }
    }
  }

  /** A client of whoever asks; another's looks like none. */
  private async company(ctx: RequestContext, code: string): Promise<Company> {
    const company = await this.connection.getRepository(ctx, Company).findOne({ where: { code } });
    if (!company || !(await this.access.isHis(ctx, company))) throw new UserInputError(`there is no company \`${code}\``);
    return company;
  }

  @Query()
  @Allow(Permission.ReadOrder, actForClients.Permission)
  async b2bOrders(@Ctx() ctx: RequestContext, @Args() { company: code }: { company: string }) {
    const company = await this.company(ctx, code);
    const his = [];
    // A rep of one outlet sees that outlet's: as many of them as anybody sees of the company's.
    for (let skip = 0, read = PAGE; read === PAGE && his.length < PAGE; skip += PAGE) {
      const orders = await this.connection.getRepository(ctx, Order).find({
        where: { customFields: { comptoirEntity: company.code, comptoirLive: true }, channels: { id: ctx.channelId } } as never,
        relations: ['customer', 'lines', 'lines.productVariant', 'shippingLines', 'surcharges'],
        order: { id: 'DESC' },
        skip,
        take: PAGE,
      });
      read = orders.length;
      for (const order of orders) {
        const client = await this.life.clientOf(ctx, order);
        if (client && !(await this.access.isForeign(ctx, client))) his.push(orderView(this.life, order));
      }
    }
    return his.slice(0, PAGE);
  }

  @Query()
  @Allow(Permission.ReadCustomer, actForClients.Permission)
  async b2bRep(@Ctx() ctx: RequestContext, @Args() { company: code }: { company: string }) {
    return this.access.rep(ctx, await this.company(ctx, code));
  }

  @Mutation()
  @Allow(Permission.CreateOrder, actForClients.Permission)
  async orderB2bOnBehalf(@Ctx() ctx: RequestContext, @Args() { input }: { input: OnBehalf }) {
    const entered = await this.behalf.enter(ctx, input);
    const words = this.engine.words(ctx);
    if ('refusal' in entered) {
      return { __typename: 'B2bNotEntered', text: entered.refusal, findings: findings(entered.findings, entered.currency, words, 'staff') };
    }
    const order = await this.life.load(ctx, entered.order.id);
    return {
      __typename: 'B2bEntered',
      order: orderView(this.life, order),
      difference: entered.difference,
      findings: findings(entered.findings, order.currencyCode, words, 'staff'),
    };
  }
}
