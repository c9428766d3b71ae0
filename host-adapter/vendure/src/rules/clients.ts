import { Injectable } from '@nestjs/common';
import { Customer, ID, idsAreEqual, Order, Permission, RequestContext, TransactionalConnection, User } from '@vendure/core';
import type { types } from '@comptoir/node';
import { Company, Employee, Entry, Outlet, Rep } from '../entities';
import { OrderFields } from '../entities/custom-fields';
import { actForClients, allClients } from '../permissions';
import { EntrySessions, permissionsOf } from './entry-sessions';
import { KeptFacts, Shelved } from './kept-facts';
import { once, stateOf } from './request';

/** Somebody who buys under the rules, and who acts for him. */
export interface Client {
  employee: Employee;
  acting: types.Actor;
  /** Somebody of the shop is at work in his cart. */
  entry?: Entry;
  /** He buys for himself and is who he was: the same object as long as nothing that makes him so was written. */
  known?: object;
}

/** A customer who has signed in, and which employee he is, if any. */
export interface Shopper {
  id: ID;
  employee?: Employee;
}

/** Who is at the keyboard, and for which company. */
@Injectable()
export class Clients {
  private shoppers = new Shelved<Shopper | undefined>(['customers', 'people'], 2000);

  constructor(private connection: TransactionalConnection, private sessions: EntrySessions, private kept: KeptFacts) {}

  /**
   * The client that this request acts for; undefined for visitors and customers without a company. Whether he may is
   * not asked here.
   */
  async of(ctx: RequestContext, order?: Order): Promise<Client | undefined> {
    if (ctx.apiType !== 'shop') return order && this.ofOrder(ctx, order);
    if (this.sessions.is(ctx)) return this.entered(ctx);
    if (order && (await this.isStranger(ctx, order))) return undefined;
    const { activeUserId } = ctx;
    return activeUserId ? once(stateOf(ctx).clients, `user ${activeUserId}`, () => this.buyer(ctx)) : undefined;
  }

  /**
   * Whether somebody is in the cart of another company: a strategy of the shop's own for active orders may find him one.
   * Colleagues may share theirs.
   */
  async isStranger(ctx: RequestContext, order: Order): Promise<boolean> {
    if (ctx.apiType !== 'shop' || order.orderPlacedAt || this.sessions.is(ctx)) return false;
    const me = await this.shopper(ctx);
    if (!me || !order.customerId || idsAreEqual(order.customerId, me.id)) return false;
    const theirs = await this.ofOrder(ctx, order);
    return me.employee?.outlet.company.code !== theirs?.employee.outlet.company.code;
  }

  /** The client in whose cart somebody of the shop works; undefined: no longer. He is who he is in the Admin API. */
  private async entered(ctx: RequestContext): Promise<Client | undefined> {
    const entry = await this.sessions.of(ctx);
    return entry && once(stateOf(ctx).clients, `entry ${entry.id}`, async () => {
      const { user, contract } = entry;
      const may = permissionsOf(user.roles, ctx.channelId);
      return {
        employee: new Employee({ ...entry.employee, contract: contract ?? entry.employee.contract }),
        acting: await this.actor(ctx, user.identifier, (permission) => may.includes(permission)),
        entry,
      };
    });
  }

  /** The contract to buy under from now on; on behalf of a client it is the entry's, and his own choice stays. */
  async choose(ctx: RequestContext, { employee, entry }: Client, contract: string): Promise<void> {
    if (entry) await this.connection.getRepository(ctx, Entry).update(entry.id, { contract });
    else await this.connection.getRepository(ctx, Employee).update(employee.id, { contract });
  }

  /**
   * The client that an order is for. `account`: the outlet it was placed for, which counts though its buyer moved
   * to another company since.
   */
  async ofOrder(ctx: RequestContext, order: Order, account?: string): Promise<Client | undefined> {
    const email = await this.emailOf(ctx, order);
    const found = email ? await this.forEmail(ctx, email) : undefined;
    if (account === undefined || found?.employee.outlet.account === account) return found;
    const outlet = await this.outlet(ctx, account);
    return outlet
      ? { employee: new Employee({ ...found?.employee, outlet, contract: null }), acting: await this.staff(ctx) }
      : undefined;
  }

  /** Somebody of the outlet with this account, where it does not matter who; once a request. */
  ofAccount(ctx: RequestContext, account: string): Promise<Client | undefined> {
    return once(stateOf(ctx).clients, `account ${account}`, async () => {
      const outlet = await this.outlet(ctx, account);
      return outlet && { employee: new Employee({ outlet, contract: null }), acting: await this.staff(ctx) };
    });
  }

  private async outlet(ctx: RequestContext, account: string): Promise<Outlet | undefined> {
    return (await this.connection.getRepository(ctx, Outlet).findOne({ where: { account }, relations: ['company'] })) ?? undefined;
  }

  /** Whether it is an order of this company: one that was placed before the plugin came is that of its customer's. */
  async isOf(ctx: RequestContext, order: Order, { code }: Company): Promise<boolean> {
    const { comptoirEntity, comptoirLife } = order.customFields as OrderFields;
    if (comptoirEntity || comptoirLife || !order.orderPlacedAt) return comptoirEntity === code;
    return (await this.ofOrder(ctx, order))?.employee.outlet.company.code === code;
  }

  private async emailOf(ctx: RequestContext, order: Order): Promise<string | undefined> {
    if (order.customer) return order.customer.emailAddress;
    const found = await this.connection.getRepository(ctx, Order).findOne({
      where: { id: order.id }, relations: ['customer'], loadEagerRelations: false,
    });
    return found?.customer?.emailAddress;
  }

  /**
   * The customer who signed in. An administrator's session opens the shop API too: his e-mail makes nobody a buyer.
   */
  private shopper(ctx: RequestContext): Promise<Shopper | undefined> {
    const { activeUserId: user } = ctx;
    if (!user) return Promise.resolve(undefined);
    return once(stateOf(ctx).shoppers, String(user), () => this.kept.of(ctx, this.shoppers, String(user), async () => {
      const customer = await this.connection.getRepository(ctx, Customer).createQueryBuilder('customer')
        .select('customer.emailAddress', 'email').addSelect('customer.id', 'id')
        .where('customer.userId = :user AND customer.deletedAt IS NULL', { user })
        .getRawOne<{ id: ID; email: string }>();
      return customer && { id: customer.id, employee: await this.employee(ctx, customer.email) };
    }));
  }

  private async buyer(ctx: RequestContext): Promise<Client | undefined> {
    const known = (await this.shopper(ctx))?.employee;
    if (!known) return undefined;
    // A copy: whoever changes what he holds changes nobody else's.
    const outlet = new Outlet({ ...known.outlet, company: new Company({ ...known.outlet.company }) });
    return { employee: new Employee({ ...known, outlet }), acting: { id: known.email, kind: 'buyer' }, known };
  }

  private async user(ctx: RequestContext): Promise<User | null> {
    if (ctx.session?.user?.identifier) return ctx.session.user as unknown as User;
    if (!ctx.activeUserId) return null;
    return this.connection.getRepository(ctx, User).findOne({
      where: { id: ctx.activeUserId }, loadEagerRelations: false,
    });
  }

  private async employee(ctx: RequestContext, email: string): Promise<Employee | undefined> {
    const employee = await this.connection.getRepository(ctx, Employee).createQueryBuilder('employee')
      .innerJoinAndSelect('employee.outlet', 'outlet')
      .innerJoinAndSelect('outlet.company', 'company')
      .where('employee.email = :email', { email: email.toLowerCase() })
      .getOne();
    return employee ?? undefined;
  }

  private forEmail(ctx: RequestContext, email: string): Promise<Client | undefined> {
    return once(stateOf(ctx).clients, email, async () => {
      const employee = await this.employee(ctx, email);
      return employee && { employee, acting: await this.staff(ctx) };
    });
  }

  /**
   * An administrator: a rep where the sales force lists him or his role says so, other staff otherwise; the
   * program itself where nobody signed in.
   */
  staff(ctx: RequestContext): Promise<types.Actor> {
    return once(stateOf(ctx).staff, String(ctx.activeUserId ?? ''), async () => {
      const user = ctx.apiType === 'shop' ? null : await this.user(ctx);
      if (!user) return { id: 'system', kind: 'system' };
      return this.actor(ctx, user.identifier, (permission) => ctx.userHasPermissions([permission]));
    });
  }

  private async actor(ctx: RequestContext, identifier: string, may: (permission: Permission) => boolean): Promise<types.Actor> {
    const staff: types.Actor = { id: identifier, kind: 'staff' };
    if (may(allClients.Permission)) return staff;
    const rep = await this.connection.getRepository(ctx, Rep).findOne({ where: { email: identifier.toLowerCase() } });
    // Who has a rep's role and stands in no list is a rep without clients.
    if (!rep && !may(actForClients.Permission)) return staff;
    return { id: rep?.code ?? identifier, kind: 'rep' };
  }
}
