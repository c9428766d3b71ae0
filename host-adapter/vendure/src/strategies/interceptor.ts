import {
  I18nService, ID, idsAreEqual, Injector, Order, OrderInterceptor, OrderLine, OrderModifier, RequestContext, WillAddItemToOrderInput,
  WillAdjustOrderLineInput,
} from '@vendure/core';
import type { types } from '@comptoir/node';
import { Access } from '../rules/access';
import { Clients } from '../rules/clients';
import { Engine, Wanted } from '../rules/engine';
import { bought, isGift } from '../rules/lines';
import { Locks } from '../rules/locks';
import { Offers } from '../rules/offers';
import { orClosed, orDegraded } from '../rules/outage';
import { REPEATED, SHORT } from '../rules/own-words';
import { Programme } from '../rules/programme';
import { reprice } from '../rules/reprice';
import { announcedOf, stateOf } from '../rules/request';
import { barring } from '../rules/words';

/** Every way into the cart that the engine has passes here: refused in words, with code and remedy. */
export class ComptoirInterceptor implements OrderInterceptor {
  private engine: Engine;
  private offers: Offers;
  private access: Access;
  private locks: Locks;
  private clients: Clients;
  private modifier: OrderModifier;

  init(injector: Injector) {
    this.engine = injector.get(Engine);
    this.offers = injector.get(Offers);
    this.access = injector.get(Access);
    this.locks = injector.get(Locks);
    this.clients = injector.get(Clients);
    this.modifier = injector.get(OrderModifier);
    // The engine brings a quantity down to what he is shown, and says so by itself.
    if (!injector.get(Programme).hasStock) return;
    const texts = injector.get(I18nService);
    for (const [language, text] of Object.entries(SHORT)) texts.addTranslation(language, { errorResult: { INSUFFICIENT_STOCK_ERROR: text } });
  }

  /** A cart that was placed meanwhile, by another request, is no cart any more; another company's is none of his. */
  private async notACart(ctx: RequestContext, order: Order): Promise<string | undefined> {
    if (await this.clients.isStranger(ctx, order)) return this.engine.words(ctx).outsider();
    return (await this.locks.isUnmoved(ctx, order)) ? undefined : this.engine.words(ctx).own(REPEATED);
  }

  async willAddItemToOrder(ctx: RequestContext, order: Order, { productVariant, quantity, customFields }: WillAddItemToOrderInput) {
    // Nobody but the plugin itself can say so: the field is not in the API.
    if ((customFields as { comptoirGift?: boolean } | undefined)?.comptoirGift) return undefined;
    const gone = await this.notACart(ctx, order);
    if (gone) return gone;
    const wanted = this.engine.lines(order);
    const added = await this.added(ctx, order, { productVariant, quantity, customFields });
    const there = wanted.find(({ variantId }) => idsAreEqual(variantId, productVariant.id));
    if (there) {
      there.quantity += added;
    } else {
      wanted.push({ variantId: productVariant.id, sku: productVariant.sku, quantity: added });
    }
    return this.gate(ctx, order, wanted, productVariant.id);
  }

  /**
   * How many more there will be. Vendure 3.7 hands over what the line will hold, but where it has brought the quantity down to
   * the stock, what it adds to the line.
   */
  private async added(ctx: RequestContext, order: Order, { productVariant, quantity, customFields }: WillAddItemToOrderInput): Promise<number> {
    const line = await this.modifier.getExistingOrderLine(ctx, order, productVariant.id, customFields);
    const before = line?.quantity ?? 0;
    if (quantity <= before) return quantity;
    const asked = announcedOf(ctx, productVariant.id);
    const isBroughtDown = asked.some((one) => one > quantity) && !asked.includes(quantity - before);
    return isBroughtDown ? quantity : quantity - before;
  }

  async willAdjustOrderLine(
    ctx: RequestContext, order: Order, { orderLine, quantity: asked }: WillAdjustOrderLineInput,
  ) {
    const gone = await this.notACart(ctx, order);
    if (gone) return gone;
    // Less is always legal: nobody is trapped in his own cart.
    if (asked <= orderLine.quantity) return undefined;
    if (isGift(orderLine)) return this.engine.words(ctx).gift();
    // More than he may have the engine brings down by itself, but here it asks before it does.
    const seen = await this.offers.of(ctx, orderLine.productVariant.id);
    const quantity = seen === 'engine' || seen.barred || seen.unknown || seen.untracked ? asked : Math.min(asked, seen.most);
    if (quantity <= orderLine.quantity) return undefined;
    const wanted = this.engine.lines(order);
    const line = wanted.find(({ variantId }) => idsAreEqual(variantId, orderLine.productVariant.id));
    if (line) line.quantity += quantity - orderLine.quantity;
    return this.gate(ctx, order, wanted, orderLine.productVariant.id);
  }

  /** Removing is legal; what stays may cost something else now. */
  async willRemoveItemFromOrder(ctx: RequestContext, order: Order, orderLine: OrderLine) {
    const gone = await this.notACart(ctx, order);
    if (gone) return gone;
    const client = await this.engine.client(ctx, order);
    if (!client) return undefined;
    const stays = bought(order).filter(({ id }) => !idsAreEqual(id, orderLine.id));
    const wanted = stays.map(({ productVariant, quantity }) => ({
      variantId: productVariant.id, sku: productVariant.sku, quantity,
    }));
    if (wanted.length > 0) {
      await orDegraded('removing a line', async () => {
        const { decision } = await this.engine.cart(ctx, client, order, wanted);
        reprice(stays, decision.answer);
      }, () => undefined);
    }
    return undefined;
  }

  private gate(ctx: RequestContext, order: Order, wanted: Wanted[], variantId: ID) {
    return orClosed(
      this.engine, ctx, 'filling the cart', () => this.decide(ctx, order, wanted, variantId),
      (text): string | undefined => text,
    );
  }

  private async decide(ctx: RequestContext, order: Order, wanted: Wanted[], variantId: ID): Promise<string | undefined> {
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
    // The engine is about to count the order in the currency of the request.
    const otherCurrency = this.engine.otherCurrency(ctx, ctx.currencyCode, answer);
    if (otherCurrency) return otherCurrency;
    const index = wanted.indexOf(asked);
    const line = answer.lines[index];
    if (line.price && Number(line.accepted) >= asked.quantity) return undefined;
    const ofLine = answer.verdict.findings.filter(({ subject }) =>
      typeof subject === 'object' && subject.tag === 'line' && subject.val === index);
    const why = ofLine.length > 0 ? ofLine : barring(answer.verdict, ['edit']);
    const words = this.engine.words(ctx);
    const told = (findings: types.Finding[]) => words.refusal(findings, answer.contract?.currency ?? '', ctx.apiType === 'admin');
    // What has no price would be in the cart for nothing: where no rule bars adding it, the one that bars placing says why.
    return told(why) || (line.price ? '' : words.priceless(asked.sku, told(barring(answer.verdict, ['place']))));
  }
}
