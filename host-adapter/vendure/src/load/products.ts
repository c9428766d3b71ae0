import { ProductVariant } from '@vendure/core';
import { EntityManager, IsNull } from 'typeorm';
import { VariantFields } from '../entities/custom-fields';
import { VARIANT_COLUMNS, VARIANT_FIELDS } from '../entities/unread';
import { DAY, DECIMAL, PIECES } from '../forms';
import { cell, Kind, match, RowError, table, told } from './spec';

/** One that was deleted keeps its article, which another variant may have since. */
async function live(db: EntityManager, sku: string): Promise<ProductVariant> {
  const found = await db.getRepository(ProductVariant).findOne({ where: { sku, deletedAt: IsNull() } });
  if (!found) throw new RowError(`there is no variant \`${sku}\``);
  return found;
}

/** Of `fields`, those that the variant has otherwise: what is as it was is not written, and no fact moves by it. */
async function otherThan(db: EntityManager, { id }: ProductVariant, fields: VariantFields): Promise<VariantFields> {
  const known = await db.getRepository(ProductVariant).createQueryBuilder('variant')
    .select(['variant.id', ...VARIANT_COLUMNS]).where('variant.id = :id', { id }).getOne();
  const before = (known?.customFields ?? {}) as VariantFields;
  return Object.fromEntries(VARIANT_FIELDS
    .filter((name) => Object.hasOwn(fields, name) && fields[name] !== before[name])
    .map((name) => [name, fields[name]]));
}

/** What the rules know of a variant that Vendure has already: names, stock and taxes are Vendure's. */
export const PRODUCT_TABLES = {
  products: table({
    kind: ProductVariant as Kind<Omit<ProductVariant, 'customFields'> & { customFields: VariantFields }>,
    required: ['sku'],
    optional: ['weight_kg', 'volume_m3', 'moq', 'multiple', 'categories', 'replaced_by', 'next_batch'],
    read: async (row, db) => {
      const variant = await live(db, cell(row, 'sku'));
      const whole = (name: string) => (match(row, name, ...PIECES) ? Number(row[name]) : null);
      const fields = told<VariantFields>(row, {
        weight_kg: () => ({ comptoirWeight: match(row, 'weight_kg', ...DECIMAL) }),
        volume_m3: () => ({ comptoirVolume: match(row, 'volume_m3', ...DECIMAL) }),
        moq: () => ({ comptoirMoq: whole('moq') }),
        multiple: () => ({ comptoirMultiple: whole('multiple') }),
        categories: () => ({ comptoirCategories: row.categories ?? null }),
        replaced_by: () => ({ comptoirReplacedBy: row.replaced_by ?? null }),
        next_batch: () => ({ comptoirNextBatch: match(row, 'next_batch', ...DAY) }),
      });
      return Object.assign(variant, { customFields: await otherThan(db, variant, fields) });
    },
    cells: {
      sku: 'sku', weight_kg: 'customFields.comptoirWeight', volume_m3: 'customFields.comptoirVolume', moq: 'customFields.comptoirMoq',
      multiple: 'customFields.comptoirMultiple', categories: 'customFields.comptoirCategories',
      replaced_by: 'customFields.comptoirReplacedBy', next_batch: 'customFields.comptoirNextBatch',
    },
    only: 'row.deletedAt IS NULL',
    stays: 'a product is Vendure\'s: disable or delete the variant there, or load it with empty cells',
  }),
};
