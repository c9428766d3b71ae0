import { Inject, Injectable } from '@nestjs/common';
import { ProductVariant, RequestContext, TransactionalConnection } from '@vendure/core';
import type { facts, Facts } from '@comptoir/node';
import { IsNull, Not } from 'typeorm';
import { Contract } from '../entities';
import { ComptoirOptions, COMPTOIR_OPTIONS } from '../options';
import { Client } from './clients';
import { Engine } from './engine';
import { Gatherer, names } from './gather';
import { KeptFacts, Shelved } from './kept-facts';
import { orDegraded } from './outage';
import { stateOf } from './request';

/**
 * What a client or a visitor does not see, by the categories of variants: the contract's facts say that sight goes by
 * them alone, so one made-up product for each set of categories that the shop has asks about all variants at once.
 */
@Injectable()
export class Sight {
  /** Whether a contract of a company hides anything; sets of categories that variants name. */
  private limits = new Shelved<boolean>(['people'], 2000);
  private sets = new Shelved<string[]>(['goods'], 1);

  constructor(
    private engine: Engine,
    private gatherer: Gatherer,
    private connection: TransactionalConnection,
    private kept: KeptFacts,
    @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions,
  ) {}

  /** Whether the policy hides anything from anybody. Contracts may, too. */
  get limited(): boolean {
    return this.hides &&
      this.engine.generation.settings.some(({ path, isDefault }) => path.startsWith('catalogue') && !isDefault);
  }

  private get hides(): boolean {
    return this.options.hidePages ?? true;
  }

  /** Asks for the request of `ctx`, once. */
  async prepare(ctx: RequestContext): Promise<void> {
    if (ctx.apiType !== 'shop' || !this.hides) return;
    const state = stateOf(ctx);
    state.sight ??= this.needed(ctx).then(async (needed) => { state.hidden = needed ? await this.ask(ctx) : undefined; });
    await state.sight;
  }

  /** Where the policy hides nothing, one of the client's contracts may. */
  private async needed(ctx: RequestContext): Promise<boolean> {
    if (this.limited) return true;
    const client = await this.engine.client(ctx);
    if (!client) return false;
    const { id } = client.employee.outlet.company;
    return this.kept.of(ctx, this.limits, String(id), () => this.connection.getRepository(ctx, Contract).exists({
      where: { company: { id }, categories: Not(IsNull()) },
    }));
  }

  /** Categories as variants name them, `''` for none, of what is not seen; undefined: nothing was asked. */
  hidden(ctx: RequestContext): string[] | undefined {
    return ctx.apiType === 'shop' ? stateOf(ctx).hidden : undefined;
  }

  private async ask(ctx: RequestContext): Promise<string[]> {
    const client = await this.engine.client(ctx);
    const sets = await this.kept.of(ctx, this.sets, '', async () => {
      const found = await this.connection.rawConnection.getRepository(ProductVariant).createQueryBuilder('variant')
        .select('variant.customFields.comptoirCategories', 'categories').distinct(true)
        .getRawMany<{ categories: string | null }>();
      return [...new Set(found.map(({ categories }) => categories ?? ''))];
    });
    if (sets.length === 0) return [];
    const facts = await this.facts(ctx, client, sets);
    const context = client ? this.engine.context(client) : this.engine.visitorContext();
    return orDegraded('what is seen', async () => {
      const { answer } = this.engine.comptoir.catalogue.offers(context, facts, {
        contract: client ? this.engine.contractOf(client) : null, warehouses: [], detail: 'price',
      });
      const seen = new Set(answer.offers.map(({ product }) => product));
      return sets.filter((_, product) => !seen.has(product));
      // Some of it is nobody's to see, and nobody knows which.
    }, () => sets);
  }

  private async facts(ctx: RequestContext, client: Client | undefined, sets: string[]): Promise<Facts> {
    const categories = [...new Set(sets.flatMap(names))];
    const products: facts.Products = {
      priceLists: [],
      taxClasses: ['any'],
      categories,
      items: sets.map((set, index) => ({
        sku: `categories-${index}`, version: '', taxClass: 0, unitScale: 0, prices: [],
        categories: names(set).map((name) => categories.indexOf(name)),
      })),
    };
    const none = { stock: { warehouses: [], items: [] }, rates: [] };
    if (!client) {
      const buyer: facts.Buyer = { id: 'visitor', version: '', entity: '', signedIn: false, profiles: [], details: [], turnover: [] };
      return { buyer, contracts: [], products, ...none };
    }
    const { buyer, contracts } = (await this.gatherer.facts(ctx, client, [])).facts;
    return { buyer: { ...buyer, homeWarehouse: null }, contracts, products, ...none };
  }
}
