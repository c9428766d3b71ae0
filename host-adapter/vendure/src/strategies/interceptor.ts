import {
  ID, idsAreEqual, Injector, Order, OrderInterceptor, OrderLine, RequestContext, WillAddItemToOrderInput,
  WillAdjustOrderLineInput,
} from '@vendure/core';
import { Access } from '../rules/access';
import { Engine, Wanted } from '../rules/engine';
import { Offers } from '../rules/offers';
import { reprice } from '../rules/reprice';
import { stateOf } from '../rules/request';
import { barring } from '../rules/words';

/** Every way into the cart that the engine has passes here: refused in words, with code and remedy. */
export class ComptoirInterceptor implements OrderInterceptor {
  private engine: Engine;
  private offers: Offers;
  private access: Access;

  init(injector: Injector) {
    this.engine = injector.get(Engine);
    this.offers = injector.get(Offers);
    this.access = injector.get(Access);
  }

  willAddItemToOrder(ctx: RequestContext, order: Order, { productVariant, quantity }: WillAddItemToOrderInput) {
    const wanted = this.engine.lines(order);
    const there = wanted.find(({ variantId }) => idsAreEqual(variantId, productVariant.id));
    if (there) {
      there.quantity += quantity;
    } else {
      wanted.push({ variantId: productVariant.id, sku: productVariant.sku, quantity });
    }
    return this.gate(ctx, order, wanted, productVariant.id);
  }

  async willAdjustOrderLine(
    ctx: RequestContext, order: Order, { orderLine, quantity: asked }: WillAdjustOrderLineInput,
  ) {
    // Less is always legal: nobody is trapped in his own cart.
    if (asked <= orderLine.quantity) return undefined;
    // More than he may have the engine brings down by itself, but here it asks before it does.
    const seen = await this.offers.of(ctx, orderLine.productVariant.id);
    const quantity = seen === 'engine' || seen.barred ? asked : Math.min(asked, seen.most);
    if (quantity <= orderLine.quantity) return undefined;
    const wanted = this.engine.lines(order);
    const line = wanted.find(({ variantId }) => idsAreEqual(variantId, orderLine.productVariant.id));
    if (line) line.quantity += quantity - orderLine.quantity;
    return this.gate(ctx, order, wanted, orderLine.productVariant.id);
  }

  /** Removing is legal; what stays may cost something else now. */
  async willRemoveItemFromOrder(ctx: RequestContext, order: Order, orderLine: OrderLine) {
    const client = await this.engine.client(ctx, order);
    if (!client) return;
    const stays = order.lines.filter(({ id }) => !idsAreEqual(id, orderLine.id));
    const wanted = stays.map(({ productVariant, quantity }) => ({
      variantId: productVariant.id, sku: productVariant.sku, quantity,
    }));
    if (wanted.length > 0) {
      const { decision } = await this.engine.cart(ctx, client, order, wanted);
      reprice(stays, decision.answer);
    }
  }

  private async gate(ctx: RequestContext, order: Order, wanted: Wanted[], variantId: ID) {
    const client = await this.engine.client(ctx, order);
    if (!client) return this.engine.words(ctx).outsider();
    const refusal = await this.access.refusal(ctx, client, 'edit-cart');
    if (refusal) return refusal;
    const asked = wanted.find((line) => idsAreEqual(line.variantId, variantId));
    if (!asked) return undefined;
    // An import or a reorder was decided as a whole before its lines come here one by one.
    if ((stateOf(ctx).accepted.get(asked.sku) ?? 0) >= asked.quantity) return undefined;
    const { decision } = await this.engine.cart(ctx, client, order, wanted);
    const { answer } = decision;
    const index = wanted.indexOf(asked);
    const line = answer.lines[index];
    if (line.price && Number(line.accepted) >= asked.quantity) return undefined;
    const ofLine = answer.verdict.findings.filter(({ subject }) =>
      typeof subject === 'object' && subject.tag === 'line' && subject.val === index);
    const why = ofLine.length > 0 ? ofLine : barring(answer.verdict, ['edit']);
    return this.engine.words(ctx).refusal(why, answer.contract?.currency ?? '', ctx.apiType === 'admin');
  }
}
