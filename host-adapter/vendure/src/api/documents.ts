import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Allow, Ctx, EntityNotFoundError, ForbiddenError, ID, Order, Permission, RequestContext, Transaction, UserInputError,
} from '@vendure/core';
import type { accounts } from '@comptoir/node';
import { OrderFields } from '../entities/custom-fields';
import { EMAIL, isDay } from '../forms';
import { Access } from '../rules/access';
import { Client } from '../rules/clients';
import { Engine } from '../rules/engine';
import { Invoices } from '../rules/invoices';
import { Life } from '../rules/life';
import { Papers } from '../rules/papers';
import { DocumentViews } from './document-views';
import { historyView } from './order-view';

const QUANTITY = /^\d{1,12}(\.\d{1,6})?$/;
const MOST_LINES = 500;
const MOST_ORDERS = 100;

function day(name: string, value: string): string {
  if (!isDay(value)) throw new UserInputError(`\`${name}\` is \`${value}\`; expected a day such as \`2026-01-31\``);
  return value;
}

function few(orders: string[]): string[] {
  if (orders.length > MOST_ORDERS) throw new UserInputError(`at most ${MOST_ORDERS} orders at once`);
  return orders;
}

@Resolver()
export class DocumentsResolver {
  constructor(
    private engine: Engine,
    private access: Access,
    private invoices: Invoices,
    private papers: Papers,
    private life: Life,
    private views: DocumentViews,
  ) {}

  @Query()
  @Allow(Permission.Authenticated)
  async b2bStatement(
    @Ctx() ctx: RequestContext,
    @Args() { start, end, contract, currency }: { start: string; end: string; contract?: string; currency?: string },
  ) {
    const client = await this.client(ctx, 'view-settlements');
    const { answer } = await this.papers.statement(ctx, client, {
      start: day('start', start), end: day('end', end), contract, currency,
    });
    return { ...answer, findings: this.views.said(ctx, answer.verdict.findings, answer.accounts[0]?.currency) };
  }

  @Query()
  @Allow(Permission.Authenticated)
  async b2bInvoice(@Ctx() ctx: RequestContext, @Args() { orderCode }: { orderCode: string }) {
    const client = await this.client(ctx, 'view-settlements');
    const order = await this.life.byCode(ctx, orderCode);
    const { comptoirEntity } = order.customFields as OrderFields;
    if (comptoirEntity !== client.employee.outlet.company.code) throw new EntityNotFoundError('Order', orderCode);
    const asked = await this.invoices.read(ctx, client, order);
    if (!asked) throw new UserInputError(this.engine.words(ctx).unplaced());
    // What is due but not made yet is no invoice: only what stands has a number of its own.
    const { answer } = asked;
    return this.views.invoice(ctx, answer.step === 'stands' ? answer : { ...answer, step: 'none', invoice: null }, asked.rows);
  }

  @Query()
  @Allow(Permission.Authenticated)
  async b2bHistory(@Ctx() ctx: RequestContext, @Args() { offset, limit }: { offset: number; limit: number }) {
    if (offset < 0 || limit < 1) throw new UserInputError('`offset` is 0 or more, `limit` 1 or more');
    const client = await this.client(ctx, 'view-orders');
    const { decision: { answer }, past, kept } = await this.papers.history(ctx, client, { offset, limit });
    const name = await this.views.names(ctx, answer.orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)));
    const words = this.engine.words(ctx);
    return {
      ...answer,
      orders: answer.orders.map((order) => ({
        ...order,
        code: past[order.order]?.order.id,
        labelText: words.label(order.label),
        lines: order.lines.map((line) => ({ ...line, name: name(line.sku) })),
        history: historyView(kept[order.order], words),
      })),
    };
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async b2bWaybill(@Ctx() ctx: RequestContext, @Args() { orders }: { orders: string[] }) {
    const { decision } = await this.papers.waybill(ctx, await this.client(ctx, 'view-orders'), few(orders));
    return this.views.waybill(ctx, decision.view('buyer'));
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Public)
  async b2bDemoInvoice(
    @Ctx() ctx: RequestContext,
    @Args() { lines, email }: { lines: { sku: string; quantity: string }[]; email: string },
  ) {
    if (lines.length > MOST_LINES) throw new UserInputError(`at most ${MOST_LINES} lines`);
    if (!EMAIL[0].test(email)) throw new UserInputError(`\`email\` is \`${email.slice(0, 100)}\`; expected an e-mail address`);
    for (const { quantity } of lines) {
      if (!QUANTITY.test(quantity)) throw new UserInputError(`\`quantity\` is \`${quantity.slice(0, 50)}\`; expected a number such as \`12\``);
    }
    const { decision, products } = await this.papers.demoInvoice(ctx, email, lines);
    return this.views.demoInvoice(ctx, decision.view('buyer'), products);
  }

  private async client(ctx: RequestContext, action: accounts.Permission): Promise<Client> {
    const client = await this.engine.client(ctx);
    if (!client) throw new ForbiddenError();
    await this.access.demand(ctx, client, action);
    return client;
  }
}

@Resolver()
export class DocumentsAdminResolver {
  constructor(
    private engine: Engine,
    private invoices: Invoices,
    private papers: Papers,
    private life: Life,
    private views: DocumentViews,
  ) {}

  @Query()
  @Allow(Permission.ReadOrder)
  async b2bInvoice(@Ctx() ctx: RequestContext, @Args() { id }: { id: ID }) {
    const { order, client } = await this.of(ctx, await this.life.load(ctx, id, ctx.channelId));
    const asked = await this.invoices.read(ctx, client, order);
    if (!asked) throw new UserInputError(this.engine.words(ctx).unplaced());
    const { answer } = asked;
    return this.views.invoice(ctx, answer.step === 'stands' ? answer : { ...answer, step: 'none', invoice: null }, asked.rows);
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateOrder)
  async renewB2bInvoice(@Ctx() ctx: RequestContext, @Args() { id }: { id: ID }) {
    const { order, client } = await this.of(ctx, await this.life.load(ctx, id, ctx.channelId));
    const asked = await this.invoices.renew(ctx, client, order);
    if (!asked) throw new UserInputError('the policy has no `[invoice]`, or the order was not placed under it');
    return this.views.invoice(ctx, asked.answer, asked.rows);
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.UpdateOrder)
  async b2bWaybill(@Ctx() ctx: RequestContext, @Args() { orders }: { orders: string[] }) {
    const { client } = await this.of(ctx, await this.life.byCode(ctx, few(orders)[0] ?? ''));
    const { decision } = await this.papers.waybill(ctx, client, orders);
    return this.views.waybill(ctx, decision.answer);
  }

  /** An order of a client, whoever of the staff asks. */
  private async of(ctx: RequestContext, order: Order): Promise<{ order: Order; client: Client }> {
    const client = await this.life.clientOf(ctx, order);
    if (!client) throw new UserInputError(this.engine.words(ctx).unplaced());
    return { order, client };
  }
}
