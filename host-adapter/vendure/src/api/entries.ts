import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, ConfigService, Ctx, Permission, RequestContext, setSessionToken, Transaction } from '@vendure/core';
import gql from 'graphql-tag';
import { actForClients } from '../permissions';
import { Clients } from '../rules/clients';
import { Entries, EntryWish, whose } from '../rules/entries';
import { EntrySessions } from '../rules/entry-sessions';

const common = gql`
  "In whose cart somebody of the shop works."
  type B2bEntry {
    "Buyer account of the outlet, and its name."
    account: String!
    outlet: String!
    company: String!
    "E-mail of whose cart it is."
    employee: String!
    "It ends by itself then."
    until: String!
  }
`;

export const entriesShopSchema = gql`
  ${common}

  "Who acts: a rep by code, staff by name."
  type B2bOnBehalf {
    entry: B2bEntry!
    actor: String!
    kind: String!
  }

  extend type Query {
    "Null for the client himself."
    b2bOnBehalf: B2bOnBehalf
  }

  extend type Mutation {
    "Makes this session one on behalf of a client, with a ticket of the Admin API; a ticket serves once."
    enterB2bClient(ticket: String!): B2bEntry!
    "Ends it; the session is nobody's any more."
    leaveB2bClient: Boolean!
  }
`;

export const entriesAdminSchema = gql`
  ${common}

  type B2bTicket {
    "For 'enterB2bClient' of the shop API, once, within two minutes."
    ticket: String!
    entry: B2bEntry!
  }

  extend type Mutation {
    """
    A ticket into a client's cart in the shop API. 'employee': whose cart, by e-mail; the outlet's first without it.
    'contract': to buy under; the client's own choice stays his.
    """
    enterB2bClient(account: String!, employee: String, contract: String): B2bTicket!
    "Ends one's own entries into this client's carts, wherever they are open. How many were."
    leaveB2bClient(account: String!): Int!
  }
`;

type Req = Parameters<typeof setSessionToken>[0]['req'];
type Res = Parameters<typeof setSessionToken>[0]['res'];

@Resolver()
export class EntriesResolver {
  constructor(
    private entries: Entries, private sessions: EntrySessions, private clients: Clients, private config: ConfigService,
  ) {}

  @Query()
  @Allow(Permission.Authenticated)
  async b2bOnBehalf(@Ctx() ctx: RequestContext) {
    const entry = await this.sessions.of(ctx);
    const client = await this.clients.of(ctx);
    return entry && client ? { entry: whose(entry), actor: client.acting.id, kind: client.acting.kind } : null;
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Public)
  async enterB2bClient(
    @Ctx() ctx: RequestContext, @Args() { ticket }: { ticket: string }, @Context('req') req: Req, @Context('res') res: Res,
  ) {
    const { token, entry } = await this.entries.use(ctx, ticket);
    this.session(req, res, token);
    return whose(entry);
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async leaveB2bClient(@Ctx() ctx: RequestContext, @Context('req') req: Req, @Context('res') res: Res) {
    if (!this.sessions.is(ctx)) return false;
    await this.entries.leave(ctx);
    this.session(req, res, '');
    return true;
  }

  private session(req: Req, res: Res, sessionToken: string) {
    setSessionToken({ req, res, sessionToken, rememberMe: false, authOptions: this.config.authOptions });
  }
}

@Resolver()
export class EntriesAdminResolver {
  constructor(private entries: Entries) {}

  @Transaction()
  @Mutation()
  @Allow(Permission.CreateOrder, actForClients.Permission)
  async enterB2bClient(@Ctx() ctx: RequestContext, @Args() wish: EntryWish) {
    const { ticket, entry } = await this.entries.open(ctx, wish);
    return { ticket, entry: whose(entry) };
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.CreateOrder, actForClients.Permission)
  leaveB2bClient(@Ctx() ctx: RequestContext, @Args() { account }: { account: string }) {
    return this.entries.end(ctx, account);
  }
}
