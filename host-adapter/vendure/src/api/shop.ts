import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, EntityNotFoundError, Order, Permission, ProductVariant, RequestContext, Transaction, TransactionalConnection, UserInputError, ForbiddenError } from '@vendure/core';
import { ComptoirError } from '@comptoir/node';
import type { accounts } from '@comptoir/node';
import { In, IsNull } from 'typeorm';
import { Contract } from '../entities';
import { Access } from '../rules/access';
import { Basket } from '../rules/basket';
import { Client, Clients } from '../rules/clients';
import { Engine } from '../rules/engine';
import { Life } from '../rules/life';
import { orDegraded } from '../rules/outage';
import { forget } from '../rules/request';
import { corrected } from './corrected';
import { bytesOf, Upload } from './upload';
import { cartView, withPlacing } from './views';

@Resolver()
export class ShopResolver {
  constructor(
    private engine: Engine,
    private basket: Basket,
    private access: Access,
    private clients: Clients,
    private connection: TransactionalConnection,
  ) {}

  /** The client who asks, where he may do this. */
  private async client(ctx: RequestContext, action: accounts.Permission): Promise<Client> {
    const client = await this.engine.client(ctx);
    if (!client) throw new ForbiddenError();
    await this.access.demand(ctx, client, action);
    return client;
  }

  private contracts(ctx: RequestContext, client: Client) {
    return this.connection.getRepository(ctx, Contract).find({
      where: { company: { id: client.employee.outlet.company.id } }, order: { id: 'ASC' },
    });
  }

  @Query()
  @Allow(Permission.Authenticated)
  async b2bContracts(@Ctx() ctx: RequestContext) {
    const client = await this.client(ctx, 'view-prices');
    const contracts = await this.contracts(ctx, client);
    const chosen = this.engine.contractOf(client) ?? contracts.find(({ isDefault }) => isDefault)?.code;
    return contracts.map((contract) => ({ ...contract, isChosen: contract.code === chosen }));
  }

  @Query()
  @Allow(Permission.Authenticated)
  async b2bOffers(@Ctx() ctx: RequestContext, @Args() { skus }: { skus: string[] }) {
    if (skus.length > 500) throw new UserInputError('at most 500 articles at once');
    const client = await this.client(ctx, 'view-prices');
    const variants = await this.connection.getRepository(ctx, ProductVariant).find({
      where: { sku: In(skus), deletedAt: IsNull() }, loadEagerRelations: false,
    });
    const { decision, offers } = await this.engine.offers(ctx, client, variants.map(({ id }) => id), 'waterfall');
    const words = this.engine.words(ctx);
    const seen = decision.view('buyer');
    return skus.flatMap((sku) => {
      const variant = variants.find((one) => one.sku === sku);
      const product = variant && offers.get(String(variant.id))?.product;
      const offer = seen.offers.find((one) => one.product === product);
      if (!variant || !offer) return [];
      return [{
        productVariantId: variant.id,
        sku,
        currency: seen.contract?.currency,
        listPrice: offer.price?.listPrice,
        net: offer.price?.net,
        steps: (offer.price?.steps ?? []).map((step) => ({ ...step, name: words.step(step.code) })),
        nextBreakFrom: offer.price?.nextBreak?.fromQuantity,
        nextBreakNet: offer.price?.nextBreak?.net,
        visible: offer.visible,
        moq: offer.moq,
        multiple: offer.multiple,
        nextBatch: offer.nextBatch?.date,
      }];
    });
  }

  @Query()
  @Allow(Permission.Authenticated)
  async b2bCart(@Ctx() ctx: RequestContext) {
    const order = await this.basket.order(ctx, false);
    return order ? this.view(ctx, order) : null;
  }

  /** The cart after a change; null for whoever may make it and not see what it costs. */
  private async changed(ctx: RequestContext, client: Client, order: Order | undefined) {
    if (!order || (await this.access.barred(ctx, client, 'view-prices')).length > 0) return null;
    return this.view(ctx, order);
  }

  private async view(ctx: RequestContext, order: Order) {
    const client = await this.client(ctx, 'view-prices');
    const { decision, gathered } = await this.engine.cart(ctx, client, order, this.engine.lines(order));
    const { contract } = decision.answer;
    const view = cartView(
      decision, contract ? gathered.facts.contracts[contract.contract]?.id : undefined, this.engine.words(ctx),
      gathered.facts.products.items.map(({ sku }) => sku),
    );
    // Where the order is not what the rules make of it, such as a line that was reduced to no multiple, placing says more.
    if (order.lines.length === 0 || !this.engine.mismatch(order, decision.answer)) return view;
    const { decision: placing } = await this.engine.place(ctx, client, order);
    return withPlacing(view, placing, this.engine.words(ctx), this.engine.lines(order).map(({ sku }) => sku));
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async chooseB2bContract(@Ctx() ctx: RequestContext, @Args() { code }: { code: string }) {
    const client = await this.client(ctx, 'switch-contract');
    const contracts = await this.contracts(ctx, client);
    if (!contracts.some((contract) => contract.code === code)) {
      // Another client's contract looks like none.
      throw new EntityNotFoundError('B2bContract' as never, code);
    }
    await this.clients.choose(ctx, client, code);
    forget(ctx);
    return this.changed(ctx, client, await this.basket.reprice(ctx));
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async uploadB2bOrderFile(@Ctx() ctx: RequestContext, @Args() { file, accept }: { file: Promise<Upload>; accept?: number[] }) {
    const client = await this.client(ctx, 'edit-cart');
    const upload = await file;
    const bytes = await bytesOf(upload);
    let sheet;
    try {
      sheet = await this.engine.comptoir.orderFile.read(upload.filename, bytes);
    } catch (error) {
      if (!(error instanceof ComptoirError) || error.code !== 'file') throw error;
      throw new UserInputError(this.engine.words(ctx).file(error));
    }
    const { decision, facts, order, rows } = await this.basket.import(ctx, client, sheet, accept ?? []);
    const words = this.engine.words(ctx);
    return {
      rows, order, cart: await this.changed(ctx, client, order),
      corrected: corrected(this.engine, words, upload.filename, sheet, decision.answer, facts),
    };
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async reorderB2b(@Ctx() ctx: RequestContext, @Args() { code }: { code: string }) {
    const client = await this.client(ctx, 'edit-cart');
    const earlier = await this.connection.getRepository(ctx, Order).findOne({
      where: { code, channels: { id: ctx.channelId } }, relations: ['lines', 'lines.productVariant', 'customer'],
    });
    if (!earlier || !(await this.clients.isOf(ctx, earlier, client.employee.outlet.company))) throw new EntityNotFoundError('Order', code);
    const { order, rows } = await this.basket.reorder(ctx, client, earlier);
    return { rows, order, cart: await this.changed(ctx, client, order) };
  }
}

@Resolver('Order')
export class OrderResolver {
  constructor(private life: Life, private engine: Engine, private access: Access) {}

  @ResolveField()
  async b2bLabel(@Ctx() ctx: RequestContext, @Parent() order: Order) {
    return orDegraded('an order\'s label', () => this.label(ctx, order), () => null);
  }

  private async label(ctx: RequestContext, order: Order) {
    const client = await this.engine.client(ctx);
    if (client) await this.access.demand(ctx, client, 'view-orders');
    return this.life.label(order) ?? null;
  }
}
