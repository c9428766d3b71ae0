import { Injectable } from '@nestjs/common';
import {
  Customer, ID, isGraphQlErrorResult, Order, OrderService, ProductVariant, RequestContext, TransactionalConnection, UserInputError,
} from '@vendure/core';
import { CreateAddressInput } from '@vendure/common/lib/generated-types';
import type { cart, types } from '@comptoir/node';
import { In, IsNull } from 'typeorm';
import { Employee, Outlet } from '../entities';
import { OrderFields } from '../entities/custom-fields';
import { isDay } from '../forms';
import { Access } from './access';
import { Client, Clients } from './clients';
import { Details, DetailWish } from './details';
import { Engine } from './engine';
import { MOVING, QUANTITY } from './own-words';
import { CartDecision, forget, stateOf } from './request';
import { said } from './rows';
import { barring, bars } from './words';

export interface OnBehalf {
  /** Buyer account of the outlet. */
  account: string;
  /** E-mail of the employee whose order it is. */
  employee?: string | null;
  contract?: string | null;
  lines: { sku: string; quantity: number }[];
  /** Day on which it was taken. */
  collected?: string | null;
  shippingAddress?: CreateAddressInput | null;
  shippingMethod?: string | null;
  payment: string;
  details?: DetailWish[] | null;
}

/** The order was not placed, and nothing of it stays. */
class NotPlaced extends Error {
  constructor(text: string, readonly findings: types.Finding[] = []) {
    super(text);
  }
}

export type Entered =
  | { order: Order; findings: types.Finding[]; difference?: string | null }
  | { refusal: string; findings: types.Finding[]; currency: string };

/** What Vendure says by a key of its own texts, in words. */
function spoken(ctx: RequestContext, text: string): string {
  if (/^[A-Z_]+$/.test(text)) return ctx.translate(`errorResult.${text}` as never);
  return /^[a-z]+\.[a-z-]+$/.test(text) ? ctx.translate(text as never) : text;
}

/** Orders that a rep or staff enter for a client: the same gates as the client's own, in one go or not at all. */
@Injectable()
export class OnBehalfOrders {
  constructor(
    private engine: Engine,
    private access: Access,
    private clients: Clients,
    private orders: OrderService,
    private details: Details,
    private connection: TransactionalConnection,
  ) {}

  async enter(ctx: RequestContext, wish: OnBehalf): Promise<Entered> {
    const client = await this.client(ctx, wish);
    if (wish.collected && !isDay(wish.collected)) {
      throw new UserInputError(`\`collected\` is \`${wish.collected}\`; expected a day such as \`2026-01-31\``);
    }
    try {
      return await this.connection.withTransaction(ctx, (inside) => this.place(inside, client, wish));
    } catch (error) {
      if (!(error instanceof NotPlaced)) throw error;
      return { refusal: error.message, findings: error.findings, currency: ctx.currencyCode };
    } finally {
      forget(ctx);
    }
  }

  /** For whom; a foreign account looks like none. */
  async client(ctx: RequestContext, { account, employee: email }: Pick<OnBehalf, 'account' | 'employee'>): Promise<Client> {
    const unknown = () => new UserInputError(`there is no account \`${account}\``);
    const outlet = await this.connection.getRepository(ctx, Outlet).findOne({ where: { account }, relations: ['company'] });
    if (!outlet) throw unknown();
    const people = await this.connection.getRepository(ctx, Employee).find({
      where: { outlet: { id: outlet.id } }, order: { id: 'ASC' },
    });
    const employee = email
      ? people.find((one) => one.email === email.toLowerCase())
      : people.find(({ suspended }) => !suspended);
    const acting = await this.clients.staff(ctx);
    const client = { employee: new Employee({ ...employee, outlet }), acting };
    if (await this.access.isForeign(ctx, client)) throw unknown();
    if (!employee) {
      throw new UserInputError(email ? `\`${account}\` has no employee \`${email}\`` : `\`${account}\` has no employee`);
    }
    return client;
  }

  private async place(ctx: RequestContext, client: Client, wish: OnBehalf): Promise<Entered> {
    const { id } = await this.orders.createDraft(ctx);
    await this.orders.addCustomerToOrder(ctx, id, await this.customer(ctx, client.employee.email));
    const fields: OrderFields = {
      comptoirContract: wish.contract ?? client.employee.contract, comptoirCollected: wish.collected,
    };
    await this.connection.getRepository(ctx, Order).update(id, { customFields: fields } as never);
    const { decision } = await this.fill(ctx, client, id, wish);
    await this.ship(ctx, id, wish, decision.answer);
    await this.say(ctx, id, wish, decision.answer);
    const arranged = await this.orders.transitionToState(ctx, id, 'ArrangingPayment');
    if (isGraphQlErrorResult(arranged)) throw new NotPlaced(spoken(ctx, arranged.transitionError));
    const paid = await this.orders.addPaymentToOrder(ctx, id, { method: wish.payment, metadata: {} });
    if (isGraphQlErrorResult(paid)) {
      const { eligibilityCheckerMessage, message } = paid as { eligibilityCheckerMessage?: string; message: string };
      throw new NotPlaced(spoken(ctx, eligibilityCheckerMessage ?? message));
    }
    const { answer } = decision;
    return {
      order: paid,
      findings: answer.verdict.findings,
      difference: answer.deferred?.difference,
    };
  }

  private async customer(ctx: RequestContext, email: string): Promise<Customer> {
    const customer = await this.connection.getRepository(ctx, Customer).findOne({
      where: { emailAddress: email, deletedAt: IsNull() },
    });
    if (!customer) throw new UserInputError(`\`${email}\` has no customer account in this shop`);
    return customer;
  }

  /** All lines as asked, or none: what would be clamped is refused, and said. */
  private async fill(ctx: RequestContext, client: Client, id: ID, { lines }: OnBehalf): Promise<CartDecision> {
    const words = this.engine.words(ctx);
    const none = lines.find(({ quantity }) => quantity <= 0);
    if (none) throw new NotPlaced(words.own(QUANTITY).replaceAll('{article}', none.sku).replaceAll('{quantity}', String(none.quantity)));
    const variants = await this.connection.getRepository(ctx, ProductVariant).find({
      where: { sku: In(lines.map(({ sku }) => sku)), deletedAt: IsNull() }, loadEagerRelations: false,
    });
    const order = await this.connection.getEntityOrThrow(ctx, Order, id, { relations: ['customer', 'lines', 'shippingLines'] });
    const decided = await this.engine.cart(ctx, client, order, [], {
      lines: lines.map(({ sku, quantity }) => ({ sku, quantity: String(quantity), extra: [] })),
    }, variants.map((variant) => variant.id));
    const { answer } = decided.decision;
    const short = answer.lines.flatMap((line, index) => (Number(line.accepted) === lines[index]?.quantity && line.price ? [] : [index]));
    const found = answer.verdict.findings.filter((finding) =>
      typeof finding.subject === 'object'
        ? finding.subject.tag === 'line' && short.includes(finding.subject.val)
        : finding.stage === 'edit' && bars(finding));
    if (lines.length === 0 || short.length > 0 || found.length > 0) {
      // A contract that is not his, or an order of nothing, bars placing alone.
      const barred = found.length > 0 ? found : barring(answer.verdict, ['place']);
      const text = words.refusal(barred, answer.contract?.currency ?? '', true);
      throw new NotPlaced(text || words.priceless(lines[short[0] ?? 0]?.sku ?? '', ''), barred);
    }
    const { accepted } = stateOf(ctx);
    const items = lines.flatMap(({ sku, quantity }) => {
      const variant = variants.find((one) => one.sku === sku);
      if (variant) accepted.set(sku, quantity);
      return variant ? [{ productVariantId: variant.id, quantity }] : [];
    });
    const { errorResults } = await this.orders.addItemsToOrder(ctx, id, items);
    accepted.clear();
    const refusals = errorResults.flatMap((error) => said(error, words));
    // Less than the rules accepted a moment ago.
    if (errorResults.length > 0) throw new NotPlaced([...new Set(refusals)].join(' ') || words.own(MOVING));
    return decided;
  }

  /** To the address that is named, or the client's own; by the method that is named, or the only one there is. */
  private async ship(ctx: RequestContext, id: ID, { shippingAddress, shippingMethod, details: said }: OnBehalf, { details }: cart.CartAnswer) {
    const order = await this.connection.getEntityOrThrow(ctx, Order, id, {
      relations: ['customer', 'customer.addresses', 'customer.addresses.country'],
    });
    const own = order.customer?.addresses.find(({ defaultShippingAddress }) => defaultShippingAddress);
    const address: CreateAddressInput | undefined = shippingAddress ?? (own && {
      fullName: own.fullName, company: own.company, streetLine1: own.streetLine1, streetLine2: own.streetLine2, city: own.city,
      province: own.province, postalCode: own.postalCode, phoneNumber: own.phoneNumber, countryCode: own.country.code,
    });
    // Where an earlier order said it, this one need not.
    const isKnown = [...details, ...(said ?? [])].some(({ name, value }) => name === 'address' && value != null);
    if (!address && !isKnown) throw new UserInputError('the client has no address of his own; name one in `shippingAddress`');
    if (address) await this.orders.setShippingAddress(ctx, id, address);
    const methods = await this.orders.getEligibleShippingMethods(ctx, id);
    const codes = methods.map(({ code }) => `\`${code}\``).join(', ');
    const method = shippingMethod ? methods.find(({ code }) => code === shippingMethod) : methods.length === 1 ? methods[0] : undefined;
    if (!method) throw new UserInputError(`name one of the methods that serve this order in \`shippingMethod\`: ${codes}`);
    const set = await this.orders.setShippingMethod(ctx, id, [method.id]);
    if (isGraphQlErrorResult(set)) throw new NotPlaced(set.message);
  }

  private async say(ctx: RequestContext, id: ID, { details: wishes }: OnBehalf, { details }: cart.CartAnswer) {
    if (!wishes || wishes.length === 0) return;
    const order = await this.connection.getEntityOrThrow(ctx, Order, id, { includeSoftDeleted: false });
    await this.details.say(ctx, order, wishes, details.map(({ name }) => name));
  }
}
