import {
  Injector, LanguageCode, Order, PromotionCondition, PromotionLineAction, PromotionOrderAction, PromotionShippingAction,
  RequestContext, Surcharge, TransactionalConnection,
} from '@vendure/core';
import type { cart } from '@comptoir/node';
import { OrderFields } from '../entities/custom-fields';
import { toMinor } from '../money';
import { Engine } from '../rules/engine';
import { Gifts } from '../rules/gifts';
import { bought } from '../rules/lines';
import { orDegraded } from '../rules/outage';
import { BONUS_SKU } from '../rules/wishes';
import { Installed } from './installed';

const english = (value: string) => [{ languageCode: LanguageCode.en, value }];
const fieldsOf = (order: Order) => order.customFields as OrderFields;

let engine: Engine;
let gifts: Gifts;
let installed: Installed;
let connection: TransactionalConnection;

function init(injector: Injector) {
  engine = injector.get(Engine);
  gifts = injector.get(Gifts);
  installed = injector.get(Installed);
  connection = injector.get(TransactionalConnection);
}

/** Undefined, too, where the rules give no answer: code and bonuses count for nothing until they do, and placing waits for it. */
async function decided(ctx: RequestContext, order: Order): Promise<cart.CartAnswer | undefined> {
  const client = await engine.client(ctx, order);
  if (!client || bought(order).length === 0) return undefined;
  return orDegraded<cart.CartAnswer | undefined>(
    'code and bonuses of a cart', async () => (await engine.cart(ctx, client, order, engine.lines(order))).decision.answer, () => undefined,
  );
}

/** The order's promo code applies under the rules; knows each line's share. */
export const promoApplies = new PromotionCondition({
  code: 'comptoir-promo-applies',
  description: english('Comptoir: the promo code of the order applies under the rules'),
  args: {},
  init,
  async check(ctx, order, _, promotion) {
    if (!fieldsOf(order)?.comptoirPromo || !installed.is(promotion)) return false;
    const promo = (await decided(ctx, order))?.promo;
    if (!promo?.applies) return false;
    const lines = bought(order);
    const shares: { [line: string]: number } = {};
    for (const { line, amount } of promo.lines) shares[String(lines[line]?.id)] = toMinor(amount) ?? 0;
    return { shares, freeDelivery: promo.freeDelivery };
  },
});

/** Off each line what the decision takes off it: never split anew, so that they sum to the last unit. */
export const promoDiscount = new PromotionLineAction({
  code: 'comptoir-promo-discount',
  description: english('Comptoir: each line\'s share of the promo code\'s discount; the gift'),
  args: {},
  conditions: [promoApplies],
  execute: (_, line, __, state) => -(state['comptoir-promo-applies'].shares[String(line.id)] ?? 0),
  async onActivate(ctx, order) {
    const client = await engine.client(ctx, order);
    if (client) await gifts.add(ctx, client, order);
  },
  onDeactivate: (ctx, order) => gifts.remove(ctx, order),
});

export const promoDelivery = new PromotionShippingAction({
  code: 'comptoir-promo-delivery',
  description: english('Comptoir: delivery is free by the promo code'),
  args: {},
  conditions: [promoApplies],
  execute: (_, shipping, __, ___, state) => (state['comptoir-promo-applies'].freeDelivery ? -shipping.listPrice : 0),
});

/** Somebody wants to pay with bonuses, or does not any more. */
export const bonusAsked = new PromotionCondition({
  code: 'comptoir-bonus-asked',
  description: english('Comptoir: the order is to be paid with bonuses'),
  args: {},
  init,
  async check(ctx, order, _, promotion) {
    if (!installed.is(promotion)) return false;
    const shown = order.surcharges?.some(({ sku }) => sku === BONUS_SKU) ?? false;
    if (!fieldsOf(order)?.comptoirBonus && !shown) return false;
    const redeemed = toMinor((await decided(ctx, order))?.bonus?.redeemed ?? '0') ?? 0;
    // An order without lines is not offered to actions.
    if (order.lines.length === 0) await show(ctx, order, 0);
    return redeemed > 0 || shown ? { redeemed } : false;
  },
});

/**
 * Bonuses pay for goods that are taxed in full: no discount, but a surcharge below 0 without tax, so that goods,
 * tax and what is left to pay are each the decision's.
 */
export const bonusPays = new PromotionOrderAction({
  code: 'comptoir-bonus-pays',
  description: english('Comptoir: bonuses pay for a part of the order'),
  args: {},
  conditions: [bonusAsked],
  async execute(ctx, order, _, state) {
    await show(ctx, order, state['comptoir-bonus-asked'].redeemed);
    return 0;
  },
});

/** Brings the order's surcharge to `redeemed`, here and in the tables. */
async function show(ctx: RequestContext, order: Order, redeemed: number): Promise<void> {
  const repository = connection.getRepository(ctx, Surcharge);
  const [shown, ...others] = (order.surcharges ?? []).filter(({ sku }) => sku === BONUS_SKU);
  const gone = redeemed === 0 && shown ? [shown, ...others] : others;
  if (gone.length > 0) {
    order.surcharges = order.surcharges.filter((one) => !gone.includes(one));
    await repository.remove([...gone]);
  }
  if (redeemed === 0) return;
  if (!shown) {
    order.surcharges = [...(order.surcharges ?? []), await repository.save(new Surcharge({
      description: engine.words(ctx).bonuses(), sku: BONUS_SKU, listPrice: -redeemed, listPriceIncludesTax: true,
      taxLines: [], order: { id: order.id },
    }))];
  } else if (shown.listPrice !== -redeemed) {
    shown.listPrice = -redeemed;
    await repository.update(shown.id, { listPrice: -redeemed });
  }
}
