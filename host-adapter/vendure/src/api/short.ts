import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Ctx, I18nService, ID, idsAreEqual, Logger, Order, OrderLine, ProductVariant, RequestContext, TransactionalConnection,
} from '@vendure/core';
import { In } from 'typeorm';
import { loggerCtx } from '../options';
import { Client } from '../rules/clients';
import { Engine, Wanted } from '../rules/engine';
import { orDegraded } from '../rules/outage';
import { Programme } from '../rules/programme';
import { stateOf } from '../rules/request';
import { bySubject } from '../rules/rows';

interface Short {
  message: string;
  quantityAvailable: number;
  order: Order;
}

/** A line as it was asked for, and how many of it are in the cart now. */
interface Asked extends Omit<Wanted, 'sku'> {
  now: number;
}

/**
 * Vendure brings a quantity down to what he is shown before the rules are asked, and has one text for every article. Before it
 * stands what the rules say of this one: how many there are, and when the next batch comes. The order comes with what the
 * query asks for and nothing else.
 */
@Resolver('InsufficientStockError')
export class ShortResolver {
  constructor(
    private engine: Engine, private i18n: I18nService, private connection: TransactionalConnection, private programme: Programme,
  ) {}

  @ResolveField()
  async message(@Ctx() ctx: RequestContext, @Parent() error: Short): Promise<string> {
    // Vendure translates an error that stands alone, and none within a list.
    if (error.message === 'INSUFFICIENT_STOCK_ERROR') this.i18n.translateErrorResult(ctx.req as never, error as never);
    try {
      const said = await orDegraded('what is short', () => this.said(ctx, error), () => undefined);
      return said ? `${said} ${error.message}` : error.message;
    } catch (failed) {
      // The goods are in the cart by now: for want of a better text the answer is not lost.
      Logger.error(`what is short: ${(failed as Error).message}`, loggerCtx, (failed as Error).stack);
      return error.message;
    }
  }

  /** Undefined: no rule says it, or it can't be told which of several articles is meant. */
  private async said(ctx: RequestContext, error: Short): Promise<string | undefined> {
    if (!this.programme.hasStock) return undefined;
    const client = await this.engine.client(ctx, error.order);
    return client && this.told(ctx, client, error);
  }

  private async told(ctx: RequestContext, client: Client, error: Short): Promise<string | undefined> {
    const there = await this.loaded(ctx, error.order);
    const asked = askedFor(ctx, error, there);
    if (asked.length === 0) return undefined;
    const lines = await this.lines(ctx, there, asked);
    const { decision } = await this.engine.cart(ctx, client, error.order, lines);
    const [ofLine] = bySubject(decision.view('buyer').verdict.findings, 'line');
    const short = asked.flatMap(({ variantId, now }) => {
      const at = lines.findIndex((line) => idsAreEqual(line.variantId, variantId));
      const finding = ofLine(at).find(({ code }) => code === 'stock.visible');
      return finding && Number(decision.answer.lines[at]?.accepted) === now ? [finding] : [];
    });
    const [finding] = short;
    return short.length === 1 && finding
      ? this.engine.words(ctx).finding(finding, decision.answer.contract?.currency ?? '')
      : undefined;
  }

  /** The order's lines with their variants, read where the query left them out. */
  private async loaded(ctx: RequestContext, { id, lines }: Order): Promise<OrderLine[]> {
    if (lines?.every(({ productVariant }) => productVariant?.sku !== undefined)) return lines;
    return this.connection.getRepository(ctx, OrderLine).createQueryBuilder('line')
      .innerJoin('line.productVariant', 'variant').addSelect(['variant.id', 'variant.sku'])
      .where('line.orderId = :id', { id }).orderBy('line.id').getMany();
  }

  /** The cart as it would be with all that was asked for. */
  private async lines(ctx: RequestContext, there: OrderLine[], asked: Asked[]): Promise<Wanted[]> {
    const lines = this.engine.lines({ lines: there })
      .map((line) => ({ ...line, ...asked.find(({ variantId }) => idsAreEqual(variantId, line.variantId)) }));
    const others = asked.filter(({ variantId }) => !lines.some((line) => idsAreEqual(line.variantId, variantId)));
    if (others.length === 0) return lines;
    const found = await this.connection.getRepository(ctx, ProductVariant).find({
      select: ['id', 'sku'], where: { id: In(others.map(({ variantId }) => variantId)) }, loadEagerRelations: false,
    });
    return [...lines, ...found.flatMap(({ id, sku }) => {
      const other = others.find(({ variantId }) => idsAreEqual(variantId, id));
      return other ? [{ variantId: id, sku, quantity: other.quantity }] : [];
    })];
  }
}

/** What the mutation at hand asked for that may have come out like this. Mutations of a request come one after the other. */
function askedFor(ctx: RequestContext, { quantityAvailable }: Short, lines: OrderLine[]): Asked[] {
  const args = stateOf(ctx).announced.at(-1);
  if (!args) return [];
  const { orderLineId, quantity } = args as { orderLineId?: ID; quantity?: number };
  const line = orderLineId === undefined ? undefined : lines.find(({ id }) => idsAreEqual(id, orderLineId));
  if (line && quantity !== undefined) return [{ variantId: line.productVariantId, quantity, now: line.quantity }];
  return [args, ...(args.inputs ?? [])].flatMap((adding) => {
    if (adding.productVariantId === undefined || adding.quantity === undefined) return [];
    const variantId = adding.productVariantId;
    const now = lines.find(({ productVariantId }) => idsAreEqual(productVariantId, variantId))?.quantity ?? 0;
    // Of what is there now, so many were added.
    return now < quantityAvailable ? [] : [{ variantId, quantity: now - quantityAvailable + adding.quantity, now }];
  });
}
