import { Inject, Injectable } from '@nestjs/common';
import {
  AuthenticatedSession, ConfigService, Customer, RequestContext, Session, TransactionalConnection, User, UserInputError,
} from '@vendure/core';
import { randomBytes } from 'node:crypto';
import { IsNull } from 'typeorm';
import { Contract, Employee, Entry, Outlet } from '../entities';
import { ComptoirOptions, COMPTOIR_OPTIONS } from '../options';
import { Access, RefusedError } from './access';
import { Audit } from './audit';
import { Basket } from './basket';
import { Directories } from './directory';
import { Engine } from './engine';
import { digestOf, EntrySessions, ON_BEHALF } from './entry-sessions';
import { Locks } from './locks';
import { OnBehalfOrders } from './on-behalf';
import { NO_TICKET } from './own-words';
import { forget } from './request';

export interface EntryWish {
  /** Buyer account of the outlet. */
  account: string;
  /** E-mail of the employee in whose cart he works. */
  employee?: string | null;
  contract?: string | null;
}

const MINUTE = 60_000;
/** How long a ticket opens what it is for. */
const TICKET = 2 * MINUTE;
/** How long an entry lasts where the options don't say. */
const HOUR = 60;

const secret = () => randomBytes(32).toString('base64url');

/**
 * Somebody of the shop enters a client's cart: a ticket from the Admin API, used once, becomes a session of the shop API
 * that is the client's for the engine and somebody else's for the rules.
 */
@Injectable()
export class Entries {
  constructor(
    private connection: TransactionalConnection,
    private config: ConfigService,
    private engine: Engine,
    private access: Access,
    private directories: Directories,
    private audit: Audit,
    private locks: Locks,
    private basket: Basket,
    private behalf: OnBehalfOrders,
    private sessions: EntrySessions,
    @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions,
  ) {}

  /** An entry that its ticket opens. Who enters and for whom stands in the audit from here on. */
  async open(ctx: RequestContext, wish: EntryWish): Promise<{ ticket: string; entry: Entry }> {
    const client = await this.behalf.client(ctx, wish);
    const { employee } = client;
    await this.access.demand(ctx, client, 'edit-cart');
    const { company } = employee.outlet;
    if (wish.contract) {
      const contract = await this.connection.getRepository(ctx, Contract).findOne({
        where: { code: wish.contract, company: { id: company.id } },
      });
      if (!contract) throw new UserInputError(`\`${wish.account}\` has no contract \`${wish.contract}\``);
    }
    await this.customer(ctx, employee.email);
    const ticket = secret();
    const opened = this.engine.now();
    const entry = await this.connection.getRepository(ctx, Entry).save(new Entry({
      user: { id: ctx.activeUserId } as User, employee: { id: employee.id } as Employee, account: wish.account,
      ticket: digestOf(ticket), session: null, contract: wish.contract ?? null,
      opened: new Date(opened), until: new Date(opened + this.lasts), ended: null,
    }));
    const context = this.engine.context(client);
    const { directory } = await this.directories.of(ctx, company);
    const decision = this.engine.comptoir.accounts.authorise(context, directory, { action: 'edit-cart' });
    const { outcome, findings, effects } = decision.answer.verdict;
    await this.audit.append(ctx, {
      call: 'accounts.authorise', context, outcome, findings, effects, answer: decision.canonical(),
    });
    return { ticket, entry: Object.assign(entry, { employee }) };
  }

  private get lasts(): number {
    return (this.options.entryMinutes ?? HOUR) * MINUTE;
  }

  private async customer(ctx: RequestContext, email: string): Promise<User> {
    const customer = await this.connection.getRepository(ctx, Customer).findOne({
      where: { emailAddress: email, deletedAt: IsNull() }, relations: ['user'],
    });
    if (!customer?.user) throw new UserInputError(`\`${email}\` has no customer account in this shop`);
    return customer.user;
  }

  /**
   * The session that a ticket opens, once, and its token. It is made here, not by signing in: what the browser had in
   * its cart before is not merged into the client's, and the client is not signed out.
   */
  async use(ctx: RequestContext, ticket: string): Promise<{ token: string; entry: Entry }> {
    const rows = this.connection.getRepository(ctx, Entry);
    const query = rows.createQueryBuilder('entry').where('entry.ticket = :ticket', { ticket: digestOf(ticket) });
    const found = await this.locks.held(query).getOne();
    const now = this.engine.now();
    const gone = !found || found.session !== null || found.ended !== null || now >= found.opened.getTime() + TICKET;
    if (gone) throw new RefusedError(this.engine.words(ctx).own(NO_TICKET));
    const entry = await rows.findOneOrFail({
      where: { id: found.id }, relations: ['employee', 'employee.outlet', 'employee.outlet.company'],
    });
    const user = await this.customer(ctx, entry.employee.email);
    if (this.sessions.is(ctx)) await this.leave(ctx);
    const token = secret();
    await this.connection.getRepository(ctx, AuthenticatedSession).save(new AuthenticatedSession({
      token, user, activeOrder: null, authenticationStrategy: ON_BEHALF,
      // By the clock of the machine, as Vendure's are; it lengthens it by use, and `until` stays.
      expires: new Date(Date.now() + this.lasts), invalidated: false,
    }));
    await rows.update(entry.id, { session: digestOf(token) });
    return { token, entry };
  }

  /** The session's own entry is over; the client's cart has the prices of his own contract again. */
  async leave(ctx: RequestContext): Promise<void> {
    const token = ctx.session?.token ?? '';
    const entry = await this.sessions.of(ctx);
    if (entry?.contract) {
      await this.connection.getRepository(ctx, Entry).update(entry.id, { contract: null });
      await this.basket.reprice(ctx);
    }
    await this.connection.getRepository(ctx, Entry).update(
      { session: digestOf(token), ended: IsNull() }, { ended: new Date(this.engine.now()) },
    );
    await this.connection.getRepository(ctx, Session).delete({ token });
    await this.config.authOptions.sessionCacheStrategy?.delete(token);
    forget(ctx);
  }

  /** All entries of whoever asks into this client's carts are over, and tickets open nothing. How many were at work. */
  async end(ctx: RequestContext, account: string): Promise<number> {
    const rows = this.connection.getRepository(ctx, Entry);
    const open = await rows.find({ where: { account, user: { id: ctx.activeUserId }, ended: IsNull() } as never });
    const now = this.engine.now();
    for (const entry of open) await rows.update(entry.id, { ended: new Date(now) });
    return open.filter(({ session, until }) => session !== null && until.getTime() > now).length;
  }
}

/** For whom an entry is, with the names that a front end shows. */
export function whose({ employee: { email, outlet }, until }: Entry & { employee: Employee & { outlet: Outlet } }) {
  return { account: outlet.account, outlet: outlet.name, company: outlet.company.name, employee: email, until: until.toISOString() };
}
