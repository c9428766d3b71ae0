import { Decision } from '@comptoir/node';
import type { cart, checkout, orders, types } from '@comptoir/node';
import { Asked, partsOf } from '../rules/corrections';
import { barring, Words } from '../rules/words';

/** What GraphQL answers of a verdict: texts in the request's language, and no staff value for a buyer. */

export function stages(of: types.StageVerdict[], currency: string, words: Words) {
  return of.map((verdict) => ({ ...verdict, text: words.stage(verdict, currency) }));
}

export function findings(of: types.Finding[], currency: string, words: Words, audience: types.Audience = 'buyer') {
  return of.map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    stage: finding.stage,
    outcome: finding.outcome,
    text: words.finding(finding, currency, audience),
    remedies: words.remedies(finding, currency),
  }));
}

/** What the decision says of bonuses; all of it is the buyer's own. */
export function cartBonus({ bonus }: cart.CartAnswer) {
  return bonus ?? null;
}

export function cartView(
  decision: Decision<cart.CartAnswer>, contract: string | undefined, words: Words, skus: string[] = [],
) {
  const answer = decision.view('buyer');
  const currency = answer.contract?.currency ?? '';
  return {
    contract,
    outcome: answer.verdict.outcome,
    currency: answer.contract?.currency,
    net: answer.totals?.net,
    tax: answer.totals?.tax,
    gross: answer.totals?.gross,
    weight: answer.totals?.weight,
    volume: answer.totals?.volume,
    payable: answer.totals?.payable,
    promo: answer.promo && {
      ...answer.promo,
      gift: answer.promo.gift && { sku: skus[answer.promo.gift.product] ?? '', quantity: answer.promo.gift.quantity },
    },
    bonus: cartBonus(answer),
    details: answer.details,
    stages: stages(answer.stages, currency, words),
    findings: findings(answer.verdict.findings, currency, words),
  };
}

/** The cart with what placing it would be refused for beside that; `skus`: of the order's lines. */
export function withPlacing(
  view: ReturnType<typeof cartView>, decision: Decision<checkout.PlaceAnswer>, words: Words, skus: string[],
): ReturnType<typeof cartView> {
  const { verdict, cart: { contract } } = decision.view('buyer');
  const currency = contract?.currency ?? '';
  const known = new Set(view.findings.map(({ code }) => code));
  const more = barring(verdict, ['place']).filter(({ code }) => !known.has(code));
  if (more.length === 0) return view;
  return {
    ...view,
    stages: view.stages.flatMap(({ text, ...stage }) => (stage.stage === 'place' && !['block', 'indeterminate'].includes(stage.outcome)
      ? stages([{ ...stage, outcome: verdict.outcome }], currency, words)
      : [{ ...stage, text }])),
    findings: [...view.findings, ...findings(more, currency, words).map((finding, index) => {
      const subject = more[index]?.subject;
      // Which line has changed the rules say by its place alone.
      return typeof subject === 'object' && subject.tag === 'line' ? { ...finding, text: `${skus[subject.val]}: ${finding.text}` } : finding;
    })],
  };
}

const EVENTS = [
  'consent', 'decline', 'release', 'confirm', 'escalate', 'reserve', 'grant-reservation',
  'deny-reservation', 'refuse-return', 'cancel', 'complete', 'reopen',
] as const;

/** Events about a part of the order's goods; without one they are about all that they can be about. */
const IN_PARTS = ['grant-part', 'request-return', 'accept-return'] as const;

/** An event by its name, about `lines`; none where it names none. Shipping, delivery and payment are Vendure's to tell. */
export function eventOf(name: string, lines?: Asked[]): orders.Event | undefined {
  // Which part is not told: a policy that cuts or splits orders refuses it, and wants `grantB2bPart`.
  const tag = IN_PARTS.find((event) => event === name);
  if (tag) return { tag, val: partsOf(lines ?? []) };
  if (lines) return undefined;
  if (name.startsWith('step:')) return { tag: 'step', val: name.slice('step:'.length) };
  return EVENTS.find((event) => event === name);
}

export const EVENT_NAMES = [...EVENTS, ...IN_PARTS, 'step:<id>'].join(', ');
