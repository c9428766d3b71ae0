import { Injectable } from '@nestjs/common';
import { ProductVariant, RequestContext, TransactionalConnection, TranslatorService } from '@vendure/core';
import type { documents, facts, types } from '@comptoir/node';
import { In } from 'typeorm';
import { Engine } from '../rules/engine';
import { findings } from './views';

/** What GraphQL answers of documents: names and texts in the request's language. */
@Injectable()
export class DocumentViews {
  constructor(
    private engine: Engine,
    private connection: TransactionalConnection,
    private translator: TranslatorService,
  ) {}

  /** Names of articles, in one query. */
  async names(ctx: RequestContext, skus: string[]): Promise<(sku: string) => string> {
    const variants = skus.length === 0 ? [] : await this.connection.getRepository(ctx, ProductVariant).find({
      where: { sku: In([...new Set(skus)]) }, relations: ['translations'], loadEagerRelations: false,
    });
    const named = new Map(variants.map((variant) => [variant.sku, this.translator.translate(variant, ctx).name]));
    return (sku) => named.get(sku) ?? '';
  }

  said(ctx: RequestContext, of: types.Finding[], currency = '') {
    return findings(of, currency, this.engine.words(ctx));
  }

  async invoice(ctx: RequestContext, answer: documents.InvoiceAnswer, rows: { number: string; voided: string | null }[]) {
    const { invoice, step } = answer;
    const name = await this.names(ctx, invoice?.lines.map(({ sku }) => sku) ?? []);
    const due = invoice?.due;
    return {
      step,
      invoice: invoice && {
        ...invoice,
        dueOn: due?.tag === 'on' ? due.val : null,
        dueDaysAfterShipment: due?.tag === 'after-shipment' ? due.val : null,
        lines: invoice.lines.map((line) => ({ ...line, name: name(line.sku) })),
      },
      void: rows.filter(({ voided }) => voided).map(({ number }) => number),
      findings: this.said(ctx, answer.verdict.findings, invoice?.currency),
    };
  }

  async waybill(ctx: RequestContext, { waybill, verdict }: documents.WaybillAnswer) {
    const name = await this.names(ctx, waybill?.lines.map(({ sku }) => sku) ?? []);
    return {
      waybill: waybill && { ...waybill, lines: waybill.lines.map((line) => ({ ...line, name: name(line.sku) })) },
      findings: this.said(ctx, verdict.findings),
    };
  }

  async demoInvoice(ctx: RequestContext, answer: documents.DemoInvoiceAnswer, products: facts.Products) {
    // The name of what a visitor must not know of would tell him that it is there.
    const shown = answer.lines.flatMap(({ product }) => (product == null ? [] : [products.items[product].sku]));
    const name = await this.names(ctx, shown);
    return {
      invoice: answer.invoice,
      lines: answer.lines.map((line) => ({ ...line, name: name(line.sku) })),
      findings: this.said(ctx, answer.verdict.findings, answer.invoice?.currency),
    };
  }
}
