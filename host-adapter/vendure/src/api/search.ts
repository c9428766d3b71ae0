import { ModuleRef } from '@nestjs/core';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { SearchInput } from '@vendure/common/lib/generated-types';
import { Ctx, ID, ProductVariant, ProductVariantService, RequestContext, TransactionalConnection } from '@vendure/core';
import { FulltextSearchService } from '@vendure/core/dist/plugin/default-search-plugin/fulltext-search.service';
import { Engine } from '../rules/engine';
import { Sight } from '../rules/sight';

type Price = { value: number } | { min: number; max: number };

interface Result {
  productId: ID;
  productVariantId: ID;
  price: Price;
  priceWithTax: Price;
}

/** Results of a request that are priced together. */
interface Batch {
  products: Set<ID>;
  variants: Set<ID>;
  priced: Promise<ProductVariant[]>;
}

/** The index of a search has one price for all: a client reads his own instead, as in any listing. */
@Resolver('SearchResult')
export class SearchResultResolver {
  private batches = new WeakMap<object, Batch>();

  constructor(
    private engine: Engine,
    private variants: ProductVariantService,
    private connection: TransactionalConnection,
  ) {}

  @ResolveField()
  price(@Ctx() ctx: RequestContext, @Parent() result: Result) {
    return this.own(ctx, result, 'price');
  }

  @ResolveField()
  priceWithTax(@Ctx() ctx: RequestContext, @Parent() result: Result) {
    return this.own(ctx, result, 'priceWithTax');
  }

  private async own(ctx: RequestContext, result: Result, name: 'price' | 'priceWithTax'): Promise<Price> {
    if (!(await this.engine.client(ctx))) return result[name];
    const priced = await this.together(ctx, result);
    const single = 'value' in result[name];
    const values = priced
      .filter(({ id, productId }) => (single ? id === result.productVariantId : productId === result.productId))
      .map((variant) => variant[name]);
    if (single) return { value: values[0] ?? 0 };
    return values.length === 0 ? { min: 0, max: 0 } : { min: Math.min(...values), max: Math.max(...values) };
  }

  private together(ctx: RequestContext, { price, productId, productVariantId }: Result): Promise<ProductVariant[]> {
    const key = ctx.req ?? ctx;
    let batch = this.batches.get(key);
    if (!batch) {
      const asked = { products: new Set<ID>(), variants: new Set<ID>() };
      const priced = new Promise((resolve) => setImmediate(resolve)).then(() => {
        this.batches.delete(key);
        return this.read(ctx, asked.products, asked.variants);
      });
      batch = { ...asked, priced };
      this.batches.set(key, batch);
    }
    if ('value' in price) batch.variants.add(productVariantId);
    else batch.products.add(productId);
    return batch.priced;
  }

  private async read(ctx: RequestContext, products: Set<ID>, variants: Set<ID>): Promise<ProductVariant[]> {
    const of = products.size === 0 ? [] : await this.connection.getRepository(ctx, ProductVariant).createQueryBuilder('variant')
      .select('variant.id').where('variant.productId IN (:...products)', { products: [...products] })
      .andWhere('variant.enabled = :yes AND variant.deletedAt IS NULL', { yes: true })
      .getMany();
    const ids = [...variants, ...of.map(({ id }) => id)];
    return ids.length === 0 ? [] : this.variants.findByIds(ctx, ids);
  }
}

/** Vendure counts what a search finds past access control: where something is hidden, what is seen is counted instead. */
@Resolver('SearchResponse')
export class SearchResponseResolver {
  constructor(private sight: Sight, private modules: ModuleRef) {}

  @ResolveField()
  async totalItems(@Ctx() ctx: RequestContext, @Parent() { totalItems, input }: { totalItems: number; input?: SearchInput }) {
    if (!totalItems || !this.sight.hidden(ctx)?.length) return totalItems;
    const engines = this.ofVendure();
    // Another plugin's search is asked by nobody what it hides.
    if (!engines) return totalItems;
    const seen = await engines.searchStrategy.getSearchResults(ctx, { ...input, skip: 0, take: totalItems }, true);
    return seen.length;
  }

  private ofVendure(): FulltextSearchService | undefined {
    try {
      return this.modules.get(FulltextSearchService, { strict: false });
    } catch {
      return undefined;
    }
  }
}
