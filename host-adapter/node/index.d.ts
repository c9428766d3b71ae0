import type {
  accounts, cart, catalogue, checkout, delivery, documents, facts, loyalty, orderFile, orders, types, values,
} from './types/contract';

export type {
  accounts, cart, catalogue, checkout, delivery, documents, facts, loyalty, orderFile, orders, types, values,
} from './types/contract';

/** A file by its path, or a text with a name for messages. */
export type Policy = string | { name: string; text: string };

/** Bounds on one call; what is absent keeps its default. */
export interface CallLimits {
  /** WebAssembly instructions, roughly. Default 5,000,000,000; of an order file they are not counted unless you set this. */
  fuel?: number;
  /** Wall clock in milliseconds. Default 2,000; an order file has 10,000. */
  timeMs?: number;
  /** Linear memory in bytes. Default 64 MiB. */
  memory?: number;
  /** Facts and request, or file, in bytes. Default 16 MiB. */
  input?: number;
  /** The answer in bytes. Default 32 MiB. */
  output?: number;
}

export interface Limits {
  load?: CallLimits;
  catalogue?: CallLimits;
  orderFile?: CallLimits;
  cart?: CallLimits;
  checkout?: CallLimits;
  accounts?: CallLimits;
  /** Functions of `documents`, `delivery` and `loyalty`. */
  documents?: CallLimits;
  orders?: CallLimits;
  /** Default 20,000 rows and 1,000,000 cells with content. */
  file?: { rows?: number; cells?: number };
}

export interface ActivateOptions {
  policy: Policy;
  /** A component in place of the bundled one, by its path. */
  plugin?: string;
  /** SHA-256 in hexadecimal that the plugin must have. */
  pluginDigest?: string;
  limits?: Limits;
  /**
   * `tiered` (the default) serves from baseline code at once, and from optimized code as soon as a thread of its own has
   * compiled it. `baseline` stays with the first: for tests. `optimized` waits for the second.
   */
  compilation?: 'tiered' | 'baseline' | 'optimized';
  /** Calls that may run at once, over all threads; one more is `busy`. Default 64. */
  concurrentCalls?: number;
}

export interface PolicyIssue {
  severity: 'error' | 'warning';
  code: string;
  /** Setting, for example `tier[gold].discount`. */
  path: string;
  file: string;
  /** From 1; absent for the whole text. */
  line?: number | null;
  column?: number | null;
  message: string;
  /** What would be right, where that can be told. */
  expected?: string | null;
}

/** A policy in a plugin, as it was activated. */
export interface Generation {
  /** Counts activations of one `Comptoir`, from 1. */
  number: number;
  plugin: { digest: string; bytes: number; contract: string; version: string };
  /** The shop's zone, by its IANA name. */
  timezone: string;
  policy: { name: string; digest: string };
  settings: { path: string; value: string; isDefault: boolean }[];
  warnings: PolicyIssue[];
}

export interface CallStats {
  fuel: number;
  /** Wall clock in microseconds, within the sandbox. */
  micros: number;
  /** Highest linear memory in bytes. */
  memory: number;
}

/** What was decided, by which generation, and what it took. */
export declare class Decision<T> {
  private constructor();
  /** The whole answer, staff values included. Show `view` to people. */
  readonly answer: T;
  readonly generation: number;
  readonly stats: CallStats;
  /** The answer as `audience` may see it: for a buyer no staff value, no setting, no losing price list, no effect. */
  view(audience: types.Audience): T;
  /** The canonical JSON of the answer, the same bytes as from Rust. */
  canonical(): string;
}

/** The fact groups of a call. */
export interface Facts {
  buyer: facts.Buyer;
  contracts: facts.Contract[];
  products: facts.Products;
  stock: facts.Stock;
  /** Absent: not known, and the credit gates answer `indeterminate`. */
  receivables?: facts.Receivables | null;
  /** May be empty: what needs a rate is then `indeterminate`. */
  rates: facts.Rate[];
  /** Absent: not known. */
  loyalty?: facts.Loyalty | null;
  /** What the client ordered before; read by `checkout.place` alone. Absent: not known, and no order confirms itself. */
  history?: orders.OrderHistory | null;
  /** Working time from now on, rising; read by `checkout.place` alone. Absent: not known. */
  working?: orders.WorkingTime[] | null;
}

/** What an event's decision rests on beside the facts of a cart. */
export interface OrderFacts {
  order: orders.Order;
  /** Working time from now on, rising; absent: not known. */
  working?: orders.WorkingTime[] | null;
  /** Absent: not known. */
  history?: orders.OrderHistory | null;
}

type Context = types.Context;

/**
 * A plugin with a policy. Decisions are made in a fresh sandbox each, on the thread that asks, and take about
 * a millisecond; activating and reading files happen off the event loop.
 *
 * Every method throws `ComptoirError`, or rejects with it.
 */
export declare class Comptoir {
  private constructor();
  /** Loads plugin and policy. Nothing is active where it rejects. */
  static activate(options: ActivateOptions): Promise<Comptoir>;
  /** What another thread of this process made, by its `number`: nothing is loaded again. Some thread must still hold it. */
  static attach(number: number): Comptoir;

  /** Under which `attach` finds it in a worker thread of this process. */
  readonly number: number;
  /** What is in force. */
  readonly generation: Generation;
  /** Puts another policy in force; calls in flight finish on theirs. Where it rejects, the one in force stays. */
  swap(policy: Policy): Promise<Generation>;
  /** The context of a call: the local day follows from the policy's time zone. */
  context(of: { acting: types.Actor; principal: string; instant: number | Date; requestId: string }): Context;

  readonly accounts: {
    assignRep(context: Context, directory: accounts.Directory, request: accounts.AssignRequest): Decision<accounts.AssignAnswer>;
    authorise(context: Context, directory: accounts.Directory, request: accounts.AuthoriseRequest): Decision<accounts.AuthoriseAnswer>;
    findClients(context: Context, directory: accounts.Directory, standings: accounts.Standing[], request: accounts.FindRequest): Decision<accounts.FindAnswer>;
    invite(context: Context, directory: accounts.Directory, contracts: facts.Contract[], request: accounts.InviteRequest): Decision<accounts.InviteAnswer>;
    manageEmployee(context: Context, directory: accounts.Directory, request: accounts.EmployeeChange): Decision<accounts.EmployeeAnswer>;
    register(context: Context, directory: accounts.Directory, contracts: facts.Contract[], request: accounts.RegistrationRequest): Decision<accounts.RegisterAnswer>;
  };
  readonly cart: {
    evaluate(context: Context, facts: Facts, request: cart.CartRequest): Decision<cart.CartAnswer>;
    reorder(context: Context, facts: Facts, request: cart.ReorderRequest): Decision<cart.ReorderAnswer>;
  };
  readonly catalogue: {
    offers(context: Context, facts: Facts, request: catalogue.OffersRequest): Decision<catalogue.OffersAnswer>;
  };
  readonly checkout: {
    place(context: Context, facts: Facts, request: checkout.PlaceRequest): Decision<checkout.PlaceAnswer>;
  };
  readonly delivery: {
    listMethods(): delivery.Methods;
  };
  readonly documents: {
    demoInvoice(context: Context, products: facts.Products, request: documents.DemoInvoiceRequest): Decision<documents.DemoInvoiceAnswer>;
    history(context: Context, buyer: facts.Buyer, orders: documents.PastOrder[], request: documents.HistoryRequest): Decision<documents.HistoryAnswer>;
    /** Of the facts, buyer, contracts and products are read. */
    invoice(context: Context, facts: Facts, order: orders.Order, request: documents.InvoiceRequest): Decision<documents.InvoiceAnswer>;
    /** Of the facts, buyer, the contracts of all his legal entities, and receivables are read. */
    statement(context: Context, facts: Facts, ledger: documents.Ledger | null, request: documents.StatementRequest): Decision<documents.StatementAnswer>;
    waybill(context: Context, facts: Facts, orders: orders.Order[], request: documents.WaybillRequest): Decision<documents.WaybillAnswer>;
  };
  readonly loyalty: {
    account(context: Context, buyer: facts.Buyer, loyalty?: facts.Loyalty | null): Decision<loyalty.AccountAnswer>;
    settle(context: Context, loyalty: facts.Loyalty, occasion: loyalty.Occasion): Decision<loyalty.SettleAnswer>;
  };
  readonly orders: {
    describe(): orders.Machine;
    due(context: Context, orders: orders.Order[], working?: orders.WorkingTime[] | null): Decision<orders.DueAnswer>;
    /** An empty `digest` in the request is filled in. */
    fire(context: Context, facts: Facts, of: OrderFacts, request: orders.FireRequest): Decision<orders.FireAnswer>;
    label(states: orders.States): orders.LabelAnswer;
  };
  readonly orderFile: {
    /** Every row of an untrusted spreadsheet, read in the sandbox and off the event loop. */
    read(name: string, bytes: Uint8Array): Promise<orderFile.Sheet>;
    /**
     * A new workbook (.xlsx) of the cells that were read: article, quantity, what was accepted, and a verdict in the
     * language, buyer's texts alone. `answer` is the cart's for the rows of `sheet` under `facts`. Off the event loop.
     */
    corrected(sheet: orderFile.Sheet, answer: cart.CartAnswer, facts: Facts, language: Language): Promise<Buffer>;
    /** The canonical JSON of a sheet. */
    canonical(sheet: orderFile.Sheet): string;
    /** The row as `cart.evaluate` takes it. */
    row(row: orderFile.Row): cart.ImportRow;
  };
}

/**
 * Why there is no answer. A business "no" is an answer, never one of these.
 *
 * | code | details |
 * |---|---|
 * | `malformed` | `code`, `at`: a mistake in the call |
 * | `file` | `code`, such as `order-file.password-protected`, and what is known as texts: `limit`, `row`, `first` and `second` (cells of the header); `Texts.file` says it |
 * | `limit` | `limit`, `bound` |
 * | `trap`, `nonsense` | the plugin misbehaved; the next call is served |
 * | `busy` | `calls` |
 * | `policy` | `file`, `issues` |
 * | `read`, `no-policy`, `no-plugin`, `digest`, `not-a-component`, `import`, `contract`, `prepare` | activation |
 * | `version` | `found`, `known`: the plugin speaks another version of the contract |
 * | `workbook` | a text or the number of rows exceeds what a workbook holds |
 * | `not-shared` | `attach` found no engine of that number |
 * | `defect` | a defect in the adapter |
 */
export declare class ComptoirError extends Error {
  readonly code: string;
  readonly details: Record<string, unknown>;
}

export type Language = 'en' | 'ru' | 'it';

/** What findings, remedies and verdicts say to people. Make one a language and keep it. */
export declare class Texts {
  /** `timezone`: in which moments are told, such as `generation.timezone`; UTC where it is absent. */
  constructor(language: Language, timezone?: string);
  readonly language: Language;
  /** One or two sentences for the buyer. `currency` is the document's. */
  finding(finding: types.Finding, currency?: string): string;
  findingForStaff(finding: types.Finding, currency?: string): string;
  /** What to do: lower case, no full stop. */
  remedy(remedy: types.Remedy, currency?: string): string;
  /** How a stage stands, with its release sum. */
  stage(stage: types.StageVerdict, currency?: string): string;
  /** `line 3`; undefined where a finding speaks of the whole document. */
  subject(subject: types.Subject): string | undefined;
  notification(notification: types.Notification, currency?: string): string;
  /** Why an order file can't be read, of an error whose code is `file`; its message where the code has no text. */
  file(error: ComptoirError): string;
  /** Name of a price step. */
  step(code: string): string;
  /** What people see of an order. */
  label(label: string): string;
  /** `20 Nov 2026, 18:00` */
  instant(instant: values.Instant): string;
  money(sum: values.Decimal, currency?: string): string;
}
