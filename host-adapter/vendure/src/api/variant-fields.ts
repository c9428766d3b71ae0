import { Injectable, OnModuleInit } from '@nestjs/common';
import { ID, ListQueryBuilder, ProductVariant, TransactionalConnection, VendureConfig } from '@vendure/core';
import type { GraphQLObjectType } from 'graphql';
import { VariantFields } from '../entities/custom-fields';
import { VARIANT_COLUMNS, VARIANT_FIELDS } from '../entities/unread';

type ApolloPlugin = NonNullable<VendureConfig['apiOptions']['apolloServerPlugins']>[number];
type Read = Map<string, VariantFields>;

const isOurs = (name: string) => VARIANT_FIELDS.some((one) => one === name);

let fields: VariantFieldsReader;

/** What Vendure's reading of a variant leaves out, for whoever asks an API for it; see entities/unread.ts. */
@Injectable()
export class VariantFieldsReader implements OnModuleInit {
  private collecting = new WeakMap<object, { ids: Set<ID>; read: Promise<Read> }>();

  constructor(private connection: TransactionalConnection, private lists: ListQueryBuilder) {}

  onModuleInit() {
    fields = this;
    // A list is cut into pages by the order of what it reads: what it is sorted by is read.
    const build = this.lists.build.bind(this.lists);
    this.lists.build = (entity, options, extended) => {
      const query = build(entity, options, extended);
      const by = Object.keys({ ...options?.sort, ...extended?.orderBy }).filter((name) => (entity as unknown) === ProductVariant && isOurs(name));
      return by.length === 0 ? query : query.addSelect(by.map((name) => `${query.alias}.customFields.${name}`));
    };
  }

  /** Of all variants that `request` asks about before the event loop turns, in one query. */
  async of(request: object, id: ID): Promise<VariantFields | undefined> {
    let batch = this.collecting.get(request);
    if (!batch) {
      const ids = new Set<ID>();
      const read = new Promise((resolve) => setImmediate(resolve)).then(() => {
        this.collecting.delete(request);
        return this.read([...ids]);
      });
      batch = { ids, read };
      this.collecting.set(request, batch);
    }
    batch.ids.add(id);
    return (await batch.read).get(String(id));
  }

  private async read(ids: ID[]): Promise<Read> {
    // An answer is put together after its transaction.
    const variants = await this.connection.rawConnection.getRepository(ProductVariant).createQueryBuilder('variant')
      .select(['variant.id', ...VARIANT_COLUMNS]).where('variant.id IN (:...ids)', { ids }).getMany();
    return new Map(variants.map(({ id, customFields }) => [String(id), customFields as VariantFields]));
  }
}

/** Vendure answers a variant's custom fields with what the variant was read with, and no resolver of a plugin comes before its own. */
export const variantFields: ApolloPlugin = {
  async serverWillStart({ schema }) {
    const field = (schema.getType('ProductVariant') as GraphQLObjectType | undefined)?.getFields().customFields;
    const engines = field?.resolve;
    if (!field || !engines) return;
    field.resolve = async (variant, args, context, info) => ({
      ...await engines(variant, args, context, info) as object, ...await fields.of(context.req ?? context, variant.id),
    });
  },
};
