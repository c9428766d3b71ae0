// Generated from wit/0.1.0/; a test fails when it is stale. See README.md for how values are written.

/**
 * People: who gets an account, who may do what, who looks after whom.
 *
 * Client group → legal entities → outlets, with employees beside them. Records refer to one
 * another by index into the lists of `directory`; an index out of range is a malformed call.
 * The host passes the part of its directory that the question is about.
 */
export namespace accounts {
  /**
   * A property that rules for reps may ask for, for example `category` = `wholesale` or
   * `region` = `south`. A key may stand several times: any of its values matches.
   */
  interface Attribute {
    /** Not empty. */
    key: string;
    /** Compared as it stands. */
    value: string;
  }
  /** A client group: what a holding is to the shop. A single company is a group of one. */
  interface Client {
    /** Stable; `version` is the host's own, see `facts`. */
    id: string;
    version: string;
    /** For people. */
    name: string;
    /** May be empty. */
    attributes: accounts.Attribute[];
  }
  /** A company or sole trader. One tax id, one legal entity. */
  interface LegalEntity {
    /** What `contract.entity` names. */
    id: string;
    version: string;
    /** Index into `clients`. */
    client: number;
    /** As it stands on documents. */
    name: string;
    /** ISO 3166 code of two letters. */
    country: string;
    /** As the shop keeps it; separators and the country's prefix do not matter. */
    taxId: string;
  }
  /** A point of sale or delivery. */
  interface Outlet {
    /** Stable, unique among outlets. */
    id: string;
    version: string;
    /** Index into `entities`. */
    entity: number;
    /** For people. */
    name: string;
    /** May be empty. */
    city: string;
    /** The buyer account opened for it, which `context.principal` names. One account, one outlet. */
    account?: string | null;
    /** E-mail of that account. */
    email?: string | null;
    /** Win over the client's attributes of the same key. */
    attributes: accounts.Attribute[];
  }
  /** Somebody of a client who may act for its outlets. */
  interface Employee {
    /** What `context.acting.id` names. */
    id: string;
    version: string;
    /** Index into `clients`. */
    client: number;
    /** Outlets for whose accounts he acts; none: all of the client's. */
    outlets?: number[] | null;
    /** Under which he is known, in any case of letters. */
    email: string;
    /** Level of access: an id of the policy's `access` table. */
    level: string;
    /**
     * Most he may spend on one order, in the document's currency. None is not 0: none is the
     * limit of the level (which may be none: unlimited), 0 is nothing at all.
     */
    limit?: values.Decimal | null;
    /** The moment from which the access works, itself included; none: it works. */
    effectiveFrom?: values.Instant | null;
    /** He may do nothing until this is taken back. */
    suspended: boolean;
  }
  /** A sales representative of the shop. */
  interface Rep {
    /** What `context.acting.id` names, and `rep` settings of the policy. */
    id: string;
    version: string;
    /** For the client, as his contact is. */
    name: string;
    email?: string | null;
    phone?: string | null;
    /** He acts for nobody, and nobody is given to him anew. */
    suspended: boolean;
  }
  /** This rep looks after this client: a row of the sales-force list. */
  interface Binding {
    version: string;
    /** Index into `reps`. */
    rep: number;
    /** Index into `clients`. */
    client: number;
    /** Only for this outlet of the client; wins over a binding for the whole client. */
    outlet?: number | null;
  }
  /** A rep is away; half-open, by the shop's days. */
  interface Absence {
    version: string;
    /** Index into `reps`. */
    rep: number;
    /** First day away. */
    from: values.LocalDate;
    /** First day back; none: not known. */
    until?: values.LocalDate | null;
    /** Index into `reps`: who stands in for him. None: nobody does. */
    substitute?: number | null;
  }
  /** Somebody of a known company was asked to register. */
  interface Invitation {
    /** What the invited person shows: secret, never a number in a row. */
    id: string;
    version: string;
    /** Where it was sent. Only this address may use it. */
    email: string;
    /** The entity known to the accounting system; none: a new one. */
    entity?: number | null;
    /** The moment from which it is no longer good; none: never. */
    until?: values.Instant | null;
    /** It opened an account already, and opens no other. */
    used: boolean;
  }
  /**
   * People and companies that a question is about. Every list may be empty; `u32` in them are indices into each
   * other.
   */
  interface Directory {
    clients: accounts.Client[];
    entities: accounts.LegalEntity[];
    outlets: accounts.Outlet[];
    employees: accounts.Employee[];
    reps: accounts.Rep[];
    bindings: accounts.Binding[];
    absences: accounts.Absence[];
    invitations: accounts.Invitation[];
  }
  /** Somebody asks for an account. */
  interface RegistrationRequest {
    /** Legal name of the company or sole trader. */
    name: string;
    /** ISO 3166 code of two letters. */
    country: string;
    /** As typed. */
    taxId: string;
    /** Who registers. */
    person: string;
    /** Empty: none given. */
    email: string;
    /** Phone of the outlet. Empty: none given. */
    phone: string;
    /** A known outlet. Counts only from staff, or with an invitation to its entity. */
    outlet?: number | null;
    /** What he shows of one, `invitation.id`; none: he was not invited. */
    invitation?: string | null;
    /** Orders placed so far without an account: the host's own count, never the applicant's. */
    earlierOrders: number;
  }
  /** A request to join a client that is registered already. Never for the applicant to see. */
  interface Join {
    /** Index into `clients`. */
    client: number;
    /** Employees who may decide about it. Empty: the outlet accounts themselves may. */
    administrators: number[];
  }
  /** Somebody of a known company is to be invited. */
  interface InviteRequest {
    /** A legal entity that the accounting system knows. */
    entity: number;
    /** Where the invitation goes. */
    email: string;
  }
  /** Whether the invitation goes out; its only effect sends it. */
  interface InviteAnswer {
    verdict: types.Verdict;
    /** The moment from which the invitation is no longer good. None where nobody is invited. */
    until?: values.Instant | null;
  }
  /** Whom to add. */
  interface NewEmployee {
    /** Not taken yet within the client. */
    email: string;
    /** An id of the policy's `access` table. */
    level: string;
    /** Not negative; none: that of the level. */
    limit?: values.Decimal | null;
    /** Outlets for whose accounts he is to act; none: all of the client's. */
    outlets?: number[] | null;
  }
  /** The whole access as it is to be. His e-mail stays. */
  interface ChangedEmployee {
    /** Index into `employees`. */
    employee: number;
    /** An id of the policy's `access` table. */
    level: string;
    /** Not negative; none: that of the level. */
    limit?: values.Decimal | null;
    /** As in `new-employee`. */
    outlets?: number[] | null;
    suspended: boolean;
  }
  /** What is to become of an employee. */
  type EmployeeChange =
    | { tag: 'add'; val: accounts.NewEmployee }
    | { tag: 'change'; val: accounts.ChangedEmployee }
    /** Index into `employees`. */
    | { tag: 'remove'; val: number };
  /** What the host is to keep of an employee, beside the id that it gives him. */
  interface KeptEmployee {
    email: string;
    level: string;
    /** As in `employee`, with every other field. */
    limit?: values.Decimal | null;
    outlets?: number[] | null;
    effectiveFrom?: values.Instant | null;
    suspended: boolean;
  }
  /** Whether it may be, and what to keep then. */
  interface EmployeeAnswer {
    verdict: types.Verdict;
    /** Of the principal. None where no outlet has this account. */
    client?: number | null;
    /** None where he is removed, or where the verdict is no `allow`. */
    keep?: accounts.KeptEmployee | null;
  }
  /** What somebody may be allowed to do. */
  type Permission =
    /** Products and what there is of them. */
    | 'view-catalogue'
    /** What they cost him. */
    | 'view-prices'
    /** Orders of the account, placed by whomever. */
    | 'view-orders'
    /** Act on orders that are placed: agree to a correction or decline it, cancel, ask for a return. */
    | 'act-on-orders'
    /** Statements, invoices, debt. */
    | 'view-settlements'
    /** Add, change and remove lines of a cart. */
    | 'edit-cart'
    /** Place what the cart holds, or agree to a correction: up to the spending limit. */
    | 'place-order'
    /** Buy under another contract than the default. */
    | 'switch-contract'
    /** Pay with bonuses. */
    | 'spend-bonus'
    /** Add, change and remove employees; decide about requests to join. */
    | 'manage-employees';
  /** May this be done? */
  interface AuthoriseRequest {
    action: accounts.Permission;
    /** What the order costs, in the document's currency, not negative. Needed for `place-order` alone. */
    sum?: values.Decimal | null;
  }
  /** `allow`, or why not. */
  interface AuthoriseAnswer {
    verdict: types.Verdict;
    /** Who acts. */
    acting: types.Actor;
    /** For whom. */
    principal: string;
    /** The outlet of the principal; none where no outlet has this account. */
    outlet?: number | null;
    /** Level of the employee who acts; none for anybody else. */
    level?: string | null;
    /** The limit that counts for him; none: unlimited. */
    limit?: values.Decimal | null;
    /** Every employee who may do this, now and at this sum, in the order of the facts. */
    whoMay: number[];
  }
  /** Of whom to find the rep. */
  interface AssignRequest {
    /** Index into `clients`. */
    client: number;
    /** An outlet of this client. */
    outlet?: number | null;
  }
  /** What named the rep. */
  type AssignedBy =
    /** Index into `bindings`. */
    | { tag: 'binding'; val: number }
    /** Id of a `rep.rule`. */
    | { tag: 'rule'; val: string }
    /** `rep.default`. */
    | 'default';
  /** Who looks after a client. */
  interface Assignment {
    /** Whom to ask today: the rep, or who stands in for him. */
    rep: number;
    /** Whose client it is. */
    assigned: number;
    by: accounts.AssignedBy;
    /** His contact: the rep's that `rep` names. */
    name: string;
    email?: string | null;
    phone?: string | null;
  }
  /** Who looks after the new account is told with it. */
  interface RegisterAnswer {
    /** `allow`: open the account. `hold`: somebody looks at it first. `block`: no. */
    verdict: types.Verdict;
    /** What to keep: without separators and prefix, in capitals. None where it is not valid. */
    taxId?: string | null;
    /** Whether a checksum was tested; false: its form alone. */
    checksumTested: boolean;
    /** The known entity to which the account belongs. Only for staff and the invited. */
    entity?: number | null;
    /** Only with `hold`. */
    join?: accounts.Join | null;
    /** Only with `allow`. None then only with a finding that says why. */
    assignment?: accounts.Assignment | null;
  }
  /** A question, so without effects. */
  interface AssignAnswer {
    verdict: types.Verdict;
    /** None only with a finding that says why. */
    assignment?: accounts.Assignment | null;
  }
  /** What is open of shipped invoices. */
  interface Owed {
    /** ISO 4217 code. */
    currency: string;
    /** In all, what is overdue too. */
    amount: values.Decimal;
    /** The part that is overdue. */
    overdue: values.Decimal;
  }
  /** How a client stands. */
  interface Standing {
    /** Index into `clients`; one a client at most. */
    client: number;
    version: string;
    /** Orders that are neither done nor cancelled. */
    liveOrders: number;
    /** By currency, each once. May be empty. */
    owed: accounts.Owed[];
  }
  /** Which clients to list, page by page. */
  interface FindRequest {
    /** Part of a name or a city in any case, or the beginning of a tax id. Empty: everybody. */
    text: string;
    /** Rows to pass over, from 0. */
    offset: number;
    /** Rows a page, at most 100: more counts as 100. */
    limit: number;
  }
  /** A row of the list. */
  interface FoundClient {
    /** Index into `clients`. */
    client: number;
    /** Index into the standings; none: how the client stands is not known. */
    standing?: number | null;
  }
  /** How all clients that were found stand together. */
  interface Overall {
    liveOrders: number;
    /** By currency, in the order of their codes. */
    owed: accounts.Owed[];
    /** Clients of which it is not known. */
    unknown: number;
  }
  /** A page of the list. */
  interface FindAnswer {
    verdict: types.Verdict;
    /** By name, then by id. */
    clients: accounts.FoundClient[];
    /** All that match, on every page. */
    total: number;
    /** Where the next page begins; none: this is the last. */
    nextOffset?: number | null;
    /** Of all that match, on every page. */
    overall: accounts.Overall;
  }
}

/** The cart: every way of filling it passes this gate. */
export namespace cart {
  /** A field of the shop's own, such as a cost centre. It travels along and decides nothing. */
  interface ExtraField {
    /** Not empty, at most 64 characters, unique within its line or document. */
    name: string;
    /** At most 1000 characters. */
    value: string;
  }
  /** A line the buyer asks for. */
  interface Line {
    /** Article as the shop writes it. */
    sku: string;
    /** 0 asks for nothing, and stays a line. */
    quantity: values.Decimal;
    /** At most 32; more, or a malformed one, bars placing (`extra.invalid`). */
    extra: cart.ExtraField[];
  }
  /** A row of an order file, see `order-file.row`. */
  interface ImportRow {
    /** As in `order-file.row`, with every other field. */
    number: number;
    exact: string;
    withoutLeadingZeros: string;
    value?: values.Decimal | null;
    problems: types.RowProblem[];
  }
  /**
   * How the goods are to reach the buyer. A blank text is a missing one.
   *
   * Cities, postcodes, branches and payments are compared without regard to case and outer white space.
   */
  interface DeliveryChoice {
    /** Id of a method of the policy. */
    method: string;
    /** Id of a zone; none: found by postcode, then city. Not read by a method without zones. */
    zone?: string | null;
    city?: string | null;
    postcode?: string | null;
    address?: string | null;
    /** Branch of a carrier, as the policy writes it. */
    branch?: string | null;
    /** Who takes it; read where the method requires it. */
    recipient?: string | null;
    phone?: string | null;
    /** How the order will be paid, as the policy writes it. */
    payment?: string | null;
  }
  /** How many bonuses the buyer wants to pay with. */
  type BonusWish =
    /** As many as may be. */
    | 'max'
    /** This many, not negative. */
    | { tag: 'sum'; val: values.Decimal };
  /** A cart, and what is to be done to it. */
  interface CartRequest {
    /** Contract id; none: the client's default. */
    contract?: string | null;
    /**
     * Day on which a rep or staff took the order, where it is entered later. It decides no price:
     * the answer says what it would have cost then.
     */
    collected?: values.LocalDate | null;
    /** Far warehouses the buyer chose, by name; the home warehouse always counts. */
    warehouses: string[];
    /** The cart as it stands. May be empty. */
    lines: cart.Line[];
    /** Rows to add to it. May be empty. */
    rows: cart.ImportRow[];
    /** Repairs of articles that the buyer accepted, by row number. */
    acceptedRepairs: number[];
    /** None: nothing is said of delivery; only placing asks for it. */
    delivery?: cart.DeliveryChoice | null;
    /**
     * How the order will be paid, as the policy writes it. None, or blank: as `delivery` says; where both
     * say it, this counts.
     */
    payment?: string | null;
    /** The one promo code of the order, without regard to case and outer white space. Blank: none. */
    promo?: string | null;
    /** None: nothing is redeemed. */
    bonus?: cart.BonusWish | null;
    detail: types.Detail;
    /** Fields of the whole document, at most 32. */
    extra: cart.ExtraField[];
  }
  /** Goods taken from one warehouse. */
  interface Allocation {
    /** Index into `stock.warehouses`. */
    warehouse: number;
    /** Above 0. */
    quantity: values.Decimal;
  }
  /** A line, decided. */
  interface CartLine {
    /** Index into the product facts; none: the article is unknown. */
    product?: number | null;
    /** The worst that a finding says of this line, at any stage. */
    outcome: types.Outcome;
    /** With what rows added to it. */
    asked: values.Decimal;
    /** What the client is shown; none where stock facts are missing. */
    visible?: values.Decimal | null;
    /** What stays in the cart. Never above `asked`. */
    accepted: values.Decimal;
    /** None where no price could be decided. */
    price?: types.Price | null;
    /** `price.net` × `accepted`, rounded as the policy says. */
    sum?: values.Decimal | null;
    /** Home warehouse first; sums to `accepted`. */
    allocations: cart.Allocation[];
    /** As asked, in their order. */
    extra: cart.ExtraField[];
  }
  /** What became of a row of the order file. */
  interface CartRow {
    /** `import-row.number`. */
    number: number;
    /**
     * `allow`: taken as asked. `adjust`: taken with another quantity or merged with another row.
     * `hold`: a repair is proposed. `block`: not taken. `indeterminate`: a fact is missing.
     */
    outcome: types.Outcome;
    /** Index into `lines`, where the row went into one. */
    line?: number | null;
    /** Index into the product facts of the article proposed for a numeric cell. */
    proposal?: number | null;
  }
  /** One class of tax over the whole document. Under an exempt contract its rate is 0. */
  interface TaxTotal {
    /** Index into `products.tax-classes`. */
    taxClass: number;
    /** In percent. */
    rate: values.Decimal;
    /** Sum of line sums before tax. */
    base: values.Decimal;
    /** Rounded as the policy says. */
    tax: values.Decimal;
  }
  /** What a sum is measured on. */
  type Basis =
    /** Before tax. */
    | 'net'
    /** With tax. */
    | 'gross';
  /** A sum to reach: exactly that sum reaches it. */
  interface Minimum {
    /** In the document's currency. */
    amount: values.Decimal;
    basis: cart.Basis;
    /** 0 when reached. */
    missing: values.Decimal;
  }
  /** What the accepted lines come to, in the contract's currency. */
  interface Totals {
    /** Accepted quantities at list prices. */
    listSum: values.Decimal;
    /** Sum of line sums: before tax or with it, by `mode`. */
    lineSum: values.Decimal;
    mode: types.TaxMode;
    /** Before tax, the promo's discount taken off. */
    net: values.Decimal;
    /** By tax class, each once, in the order of `products.tax-classes`. They sum to `tax`. */
    taxes: cart.TaxTotal[];
    tax: values.Decimal;
    /** The goods with tax, the promo's discount taken off; delivery is not in it. */
    gross: values.Decimal;
    /** Price of delivery as the buyer pays it, tax included; none while it is not known. */
    delivery?: values.Decimal | null;
    /** `gross` + `delivery` − `bonus.redeemed`; what is not known counts as 0. */
    payable: values.Decimal;
    /** Kilograms of the lines, and of the gift, whose weight is known. */
    weight: values.Decimal;
    /** Cubic metres of the lines, and of the gift, whose volume is known. */
    volume: values.Decimal;
    /** Lines with goods, and gifts, whose weight or volume is not known. */
    unmeasured: number;
    /** Of the whole order; none: there is none. */
    minimum?: cart.Minimum | null;
  }
  /** What kind of method it is, whatever the policy calls it. */
  type DeliveryKind =
    | 'pickup'
    | 'company-transport'
    | 'carrier'
    | 'dropshipping'
    | 'other'
    /** Eaten where it is made. */
    | 'dine-in';
  /** What the chosen method means for this cart. */
  interface DeliveryQuote {
    /** Id of the method. */
    method: string;
    kind: cart.DeliveryKind;
    /** Id of the zone, named or found; none: the method knows no zones, or no zone is known yet. */
    zone?: string | null;
    /** None where it can't be decided; the findings say why. */
    price?: values.Decimal | null;
    /** Sum from which delivery costs nothing, that sum included; none: it never does. */
    freeFrom?: cart.Minimum | null;
    /** The zone's minimum order, that sum included. */
    minimum?: cart.Minimum | null;
    /** Texts for the buyer: the method's, then the zone's. */
    conditions: string[];
    /** Payments that method and zone both allow; none: every one. */
    payments?: string[] | null;
  }
  /** A rate by which a sum of this answer was converted. */
  interface UsedRate {
    /** ISO 4217 codes. */
    from: string;
    to: string;
    /** Units of `to` for one unit of `from`. */
    value: values.Decimal;
    /** First day on which it held. */
    day: values.LocalDate;
  }
  /** A line of an order that is entered later than it was taken. */
  interface DeferredLine {
    /**
     * Net unit price on the day of collection, by what the facts say of that day. None: nobody
     * could have been given one.
     */
    netThen?: values.Decimal | null;
    /** As in `lines`. */
    netNow?: values.Decimal | null;
    /** Line sum now − line sum then, at the quantity accepted now. None where a price is missing. */
    difference?: values.Decimal | null;
  }
  /** What the time between collection and entry changed. Prices are those of the entry. */
  interface DeferredEntry {
    /** The day on which it was taken, as the request has it. */
    collected: values.LocalDate;
    /** The day of the decision. */
    entered: values.LocalDate;
    /** One a line, in the order of `lines`. */
    lines: cart.DeferredLine[];
    /** Sum of the lines' differences, on what `totals.line-sum` is. None where one is missing. */
    difference?: values.Decimal | null;
  }
  /** A promo's share of a line. */
  interface LineDiscount {
    /** Index into `lines`. */
    line: number;
    /** Above 0, at most the line's sum. */
    amount: values.Decimal;
  }
  /** Goods that a promo gives away. */
  interface Gift {
    /** Index into the product facts. */
    product: number;
    /** Above 0. */
    quantity: values.Decimal;
    /** Sums to `quantity`. */
    allocations: cart.Allocation[];
  }
  /** What a promo code does to this cart. */
  interface PromoSummary {
    /** Id of the policy's `promo`. */
    promo: string;
    /** As the policy writes it. */
    code: string;
    /**
     * Off the line sums, which are before tax or with it as the totals' mode says. What bars the
     * code says a finding; then this is 0.
     */
    discount: values.Decimal;
    /** Sums to `discount`, to the last unit; in the order of the lines. */
    lines: cart.LineDiscount[];
    gift?: cart.Gift | null;
    /** Delivery costs nothing by it. */
    freeDelivery: boolean;
    /** Whether the code applies. */
    applies: boolean;
  }
  /** The stage after the one reached. */
  interface NextStage {
    /** Of the policy's `bonus.stage`. */
    id: string;
    /** Turnover from which it begins, that sum included. */
    turnoverFrom: values.Decimal;
    /** Turnover still missing, above 0. */
    missing: values.Decimal;
  }
  /** Where a client stands in the loyalty programme. */
  interface LoyaltyStage {
    /** None: the first stage is not reached. */
    id?: string | null;
    /** None: there is none higher. */
    next?: cart.NextStage | null;
  }
  /** Bonuses and this cart, all in whole steps of the policy's `bonus.unit`. */
  interface BonusSummary {
    /** Version of the rules that decided. */
    version: string;
    /** What is there to spend today. */
    balance: values.Decimal;
    /** Most that may be redeemed on this cart; none: not known before delivery is chosen. */
    redeemable?: values.Decimal | null;
    /** What is redeemed. Above 0 only where it was asked for. */
    redeemed: values.Decimal;
    /** What the order will bring once completed; none: not known before delivery is chosen. */
    accrues?: values.Decimal | null;
    /** In percent. */
    rate?: values.Decimal | null;
    /** None where the turnover is not known, or the policy has no stages. */
    stage?: cart.LoyaltyStage | null;
  }
  /** One of the policy's `[order] details`: the first order says it, later ones take it from there (R9). */
  interface OrderDetail {
    /** Of the policy's `[order] details`. */
    name: string;
    /** What this order has; none: it is missing. */
    value?: string | null;
    /** It comes from an earlier order. */
    kept: boolean;
  }
  /** A cart, decided. */
  interface CartAnswer {
    verdict: types.Verdict;
    /** None: none could be chosen; a finding says why. */
    contract?: types.ChosenContract | null;
    /** Each once, in the order of the facts. Empty: nothing was converted. */
    rates: cart.UsedRate[];
    /** None unless the request names a day of collection that counts. */
    deferred?: cart.DeferredEntry | null;
    /** The request's lines in their order, then a line for each new article of the rows. */
    lines: cart.CartLine[];
    /** One a row, in the request's order. */
    rows: cart.CartRow[];
    /** None while no contract could be chosen. */
    totals?: cart.Totals | null;
    /** None where no known method was chosen. */
    delivery?: cart.DeliveryQuote | null;
    /** None where no code was named, or the policy knows none such. */
    promo?: cart.PromoSummary | null;
    /** None without a bonus account, or a programme. */
    bonus?: cart.BonusSummary | null;
    /** All five, in order: the stage at hand and a preview of those ahead. */
    stages: types.StageVerdict[];
    /** Fields of the whole document, as asked. */
    extra: cart.ExtraField[];
    /** In the policy's order: what a form starts with, and what an order carries. */
    details: cart.OrderDetail[];
  }
  /** A unit price then, after every discount. */
  interface PreviousPrice {
    /** As `price.net` was. */
    net: values.Decimal;
    /** ISO 4217 code. */
    currency: string;
  }
  /** A line of an earlier order, or of a list: viewed, wished, awaited. */
  interface PreviousLine {
    sku: string;
    /** Not negative. */
    quantity: values.Decimal;
    /** None: there is nothing to compare with, as on a list. */
    price?: cart.PreviousPrice | null;
    extra: cart.ExtraField[];
  }
  /** What to copy, into which cart. */
  interface ReorderRequest {
    /** Contract id; none: the client's default. */
    contract?: string | null;
    /** Far warehouses the buyer chose, by name; the home warehouse always counts. */
    warehouses: string[];
    /** The cart as it stands. May be empty. */
    lines: cart.Line[];
    /** What to copy into it. */
    previous: cart.PreviousLine[];
    detail: types.Detail;
    /** Fields of the cart as it stands. */
    extra: cart.ExtraField[];
    /** Fields of the earlier order; of two with one name, the cart's stays. */
    previousExtra: cart.ExtraField[];
  }
  /** What became of a line of the earlier order. */
  type Fate =
    /** Nothing changed; stands alone. */
    | 'same'
    /** Another net unit price, or another currency. */
    | 'price-changed'
    /** Less of it than before. */
    | 'reduced'
    /** Another article took its place. */
    | 'replaced'
    /**
     * Not to be bought now: no such article on offer (a hidden one looks the same), no price,
     * or nothing of it to be had.
     */
    | 'unavailable';
  /** What became of a line of the earlier order. */
  interface ReorderEntry {
    /** What became of it. Never empty; several may apply. */
    fates: cart.Fate[];
    /** Index into the answer's `lines`; none: it went into no line. */
    line?: number | null;
    /** Index into the product facts of the article that took its place. */
    replacement?: number | null;
    quantityBefore: values.Decimal;
    /** This entry's part of what its line accepts; the cart's own quantity comes first. */
    quantityNow: values.Decimal;
    /** As the request has it. */
    priceBefore?: cart.PreviousPrice | null;
    /** In the contract's currency. None: no price can be decided, or it went into no line. */
    netNow?: values.Decimal | null;
  }
  /** The cart with the copy in it. */
  interface ReorderAnswer {
    /** `rows` is empty. A finding about a line of the earlier order names it as a row, from 1. */
    cart: cart.CartAnswer;
    /** One a line of the earlier order, in its order. */
    diff: cart.ReorderEntry[];
  }
}

/** What a client may buy, and at what price. */
export namespace catalogue {
  /** Under which terms to offer. */
  interface OffersRequest {
    /** Contract id; none: the client's default. */
    contract?: string | null;
    /** Far warehouses that count, by name; the home warehouse always does. */
    warehouses: string[];
    detail: types.Detail;
  }
  /** A product that the client sees. */
  interface Offer {
    /** Index into the product facts. */
    product: number;
    /** `indeterminate` where a fact about it is missing. */
    outcome: types.Outcome;
    /**
     * At the smallest quantity sold. None: there is none, a finding says why; and where no contract is in
     * force.
     */
    price?: types.Price | null;
    /** What this client is shown, and may order. None: stock facts are missing. */
    visible?: values.Decimal | null;
    /** Smallest quantity; none: any. */
    moq?: values.Decimal | null;
    /** Sold in multiples of it; none: in any quantity. */
    multiple?: values.Decimal | null;
    /** When more of it comes, where that is known. */
    nextBatch?: facts.Batch | null;
  }
  /** A price list, or a page of it. */
  interface OffersAnswer {
    verdict: types.Verdict;
    /** None: none could be chosen; a finding says why. */
    contract?: types.ChosenContract | null;
    /** One for each product that the client sees, in the order of the facts. May be empty. */
    offers: catalogue.Offer[];
  }
}

/**
 * Placing an order: the cart once more, against what the buyer was shown.
 *
 * Placing is the first step of an order's life, taken here: the host writes the order as the draft has it,
 * applies the effects, and fires the events that follow at it (`orders.fire`). Goods are set aside once: by
 * `reserve` here where the draft stands at `full`, else by the event that takes it there. The event `place` is
 * for orders that came another way; an order of a draft has no place for it.
 */
export namespace checkout {
  /** What the buyer was shown for one line. */
  interface QuotedLine {
    /** What was accepted then, `cart-line.accepted`. */
    quantity: values.Decimal;
    /** Net unit price. */
    net: values.Decimal;
  }
  /** What the buyer was shown, in the contract's currency. */
  interface Quote {
    /** One a line of the request, in its order. */
    lines: checkout.QuotedLine[];
    /** The goods with tax, `totals.gross`. */
    gross: values.Decimal;
    /** Price of delivery, `totals.delivery`; none: none was shown, which is compared as 0. */
    delivery?: values.Decimal | null;
    /** Bonuses redeemed, `bonus.redeemed`; none: none was shown, which is compared as 0. */
    redeemed?: values.Decimal | null;
  }
  /** The cart to place, as in `cart.cart-request`, and what the buyer saw of it. */
  interface PlaceRequest {
    /** Contract id; none: the client's default. */
    contract?: string | null;
    /** Day on which a rep or staff took the order, see `cart-request`. */
    collected?: values.LocalDate | null;
    /** Far warehouses the buyer chose, by name; the home warehouse always counts. */
    warehouses: string[];
    /** May be empty, which bars placing. */
    lines: cart.Line[];
    quote: checkout.Quote;
    /** Paid on this order before placing, not negative. */
    paid: values.Decimal;
    /** Needed wherever the policy has methods of delivery. */
    delivery?: cart.DeliveryChoice | null;
    /** As in `cart.cart-request`. */
    payment?: string | null;
    /** As in `cart.cart-request`. */
    promo?: string | null;
    /** As in `cart.cart-request`. */
    bonus?: cart.BonusWish | null;
    /** Fields of the whole document. */
    extra: cart.ExtraField[];
    /** Roles of the person who acts, as the host knows them: whoever may confirm confirms his own entry. */
    roles: string[];
    detail: types.Detail;
  }
  /** A figure that moved between the quote and now. Shown, never slipped in. */
  interface Change {
    /** Index into the request's lines. */
    line: number;
    quantityBefore: values.Decimal;
    quantityNow: values.Decimal;
    netBefore: values.Decimal;
    /** None where no price can be decided any more. */
    netNow?: values.Decimal | null;
  }
  /** The order to write. */
  interface OrderDraft {
    /**
     * Where it stands on every axis: what it begins with. Of the order either `awaiting-confirmation`
     * or `confirmed`.
     */
    states: orders.States;
    /** All that run. Without working time a confirmation has no moment yet; `orders.due` finds it. */
    timers: orders.Timer[];
    /**
     * What it holds: the lines with goods, then the promo's gift, at a net price of 0. `reserve-order` takes
     * them all.
     */
    lines: orders.OrderLine[];
    /** Day on which it was taken, where it is entered later. */
    collected?: values.LocalDate | null;
    /** The day of the decision, by which it is priced. */
    entered: values.LocalDate;
    /** The goods with tax. */
    gross: values.Decimal;
    /** Price of delivery, tax included. */
    delivery: values.Decimal;
    /** Bonuses it is paid with. */
    redeemed: values.Decimal;
    /** Bonuses that it brings once it is completed, `cart.bonus.accrues`; 0 where that is none. */
    accrues: values.Decimal;
    /** `gross` and delivery, less the bonuses redeemed. */
    payable: values.Decimal;
    /** As asked. Those of the lines stand in the cart's lines. */
    extra: cart.ExtraField[];
  }
  /** The order to write and the effects to apply, in one transaction; or why not. */
  interface PlaceAnswer {
    verdict: types.Verdict;
    /** What it is now, at stage place. */
    cart: cart.CartAnswer;
    /** Empty when the quote still holds. */
    changes: checkout.Change[];
    /** None when placing is barred. */
    draft?: checkout.OrderDraft | null;
  }
}

/** What a buyer may choose from, before he chooses. Under one policy it never changes. */
export namespace delivery {
  /** A city that a method serves. */
  interface ServedCity {
    /** As the policy writes it. */
    name: string;
    /** Branches to choose from; empty: any address. */
    branches: string[];
  }
  /** A part of the area that methods deliver to. */
  interface Zone {
    /** Stable; what `delivery-choice.zone` names. */
    id: string;
    /** Smallest goods sum, that sum included, measured as `[order] minimum_basis` says. */
    minimum?: values.Decimal | null;
    /** None: the method's. */
    price?: values.Decimal | null;
    /** Goods sum from which delivery costs nothing, that sum included. */
    freeFrom?: values.Decimal | null;
    /** A text for the buyer. */
    conditions?: string | null;
    /** Payments it allows beside what the method allows; empty: every one. */
    payments: string[];
    /** By which it is found where none is named. May be empty, as `postcodes` may. */
    cities: string[];
    postcodes: string[];
  }
  /** A way in which goods reach the buyer. */
  interface Method {
    /** Stable; what `delivery-choice.method` names. */
    id: string;
    kind: cart.DeliveryKind;
    /** A text for the buyer. */
    conditions?: string | null;
    /** Fields of a `cart.delivery-choice` that placing needs always. */
    requires: string[];
    /** Payments it allows; empty: every one. */
    payments: string[];
    /** Cities it serves; none: everywhere. */
    serves?: delivery.ServedCity[] | null;
    /** Indices into `zones`; empty: it knows none. */
    zones: number[];
    /** Tax included. None: it costs nothing, or what the zone says. */
    price?: values.Decimal | null;
    /** Goods sum from which it costs nothing, that sum included; none: it never does. */
    freeFrom?: values.Decimal | null;
    /** Most kilograms, that weight included. */
    maxWeight?: values.Decimal | null;
    /** Most cubic metres, that volume included. */
    maxVolume?: values.Decimal | null;
  }
  /** All there is to choose from. */
  interface Methods {
    /** Currency of its sums. */
    currency: string;
    /** In the policy's order. Empty: nobody is asked for delivery. */
    methods: delivery.Method[];
    /** What the methods refer to. */
    zones: delivery.Zone[];
  }
}

/**
 * Documents. Of a visitor's, nobody's terms are passed, so nobody's terms can show; all others are
 * of one client, and whoever acts for another is told nothing.
 *
 * A document is a function of facts: asked twice, it is the same to the byte. The host numbers in
 * sequence and keeps what was issued; no sum is rounded in two places.
 */
export namespace documents {
  /** What a visitor wants to pay. */
  interface DemoInvoiceRequest {
    /** Number of this invoice in the host's sequence. The policy says how it is written. */
    sequence: number;
    /** Not empty, or nothing is invoiced. */
    lines: cart.Line[];
  }
  /** Who is to be paid. */
  interface Supplier {
    name: string;
    taxId: string;
    account: string;
    bank: string;
    address: string;
  }
  /** A line, decided by the public list alone. */
  interface DemoLine {
    /**
     * Index into the product facts, by which the host knows the name; none: the article is
     * unknown, or has no public price.
     */
    product?: number | null;
    /** As asked. */
    sku: string;
    outcome: types.Outcome;
    asked: values.Decimal;
    /** What is invoiced. Never above `asked`; stock plays no part. */
    quantity: values.Decimal;
    /** At the public list's break for the quantity. None where no price could be decided. */
    unitPrice?: values.Decimal | null;
    /** `unit-price` × `quantity`, rounded as the policy says. */
    sum?: values.Decimal | null;
  }
  /** An invoice that can be paid. Its lines are the answer's with a quantity above 0. */
  interface PublicInvoice {
    number: string;
    /** Who is to be paid. */
    supplier: documents.Supplier;
    /** The shop's currency. */
    currency: string;
    issued: values.LocalDate;
    /** Last day on which it may be paid. */
    payableUntil: values.LocalDate;
    /** How public prices relate to tax. */
    mode: types.TaxMode;
    /** Sum of line sums: before tax or with it, by `mode`. */
    lineSum: values.Decimal;
    net: values.Decimal;
    taxes: cart.TaxTotal[];
    tax: values.Decimal;
    /** What is to be paid. */
    gross: values.Decimal;
    /** Kilograms of the lines whose weight is known. */
    weight: values.Decimal;
    /** Cubic metres of the lines whose volume is known. */
    volume: values.Decimal;
    /** Lines with goods whose weight or volume is not known. */
    unmeasured: number;
  }
  /** An invoice, or why there is none. */
  interface DemoInvoiceAnswer {
    /** Its only effect notifies the visitor; nothing is reserved. */
    verdict: types.Verdict;
    /** One a line of the request, in its order. */
    lines: documents.DemoLine[];
    /** None while something bars it. */
    invoice?: documents.PublicInvoice | null;
  }
  /** An invoice that was issued for an order before. A number is used once, by whichever order. */
  interface IssuedInvoice {
    number: string;
    /** Day of its issue. */
    issued: values.LocalDate;
    /** Day on which it was voided; none: it is in force. One of an order is, at most. */
    voided?: values.LocalDate | null;
    /** What the order was when it was issued. */
    lines: orders.OrderLine[];
    delivery: values.Decimal;
    payable: values.Decimal;
  }
  /** What was invoiced before. */
  interface InvoiceRequest {
    /** Number of the next invoice in the host's sequence. The policy says how it is written. */
    sequence: number;
    /** All that this order ever had, in order of issue. */
    issued: documents.IssuedInvoice[];
    /** Day of shipment; none: not shipped yet. */
    shipped?: values.LocalDate | null;
  }
  /** Until when an invoice may be paid. */
  type Due =
    /** This day included. */
    | { tag: 'on'; val: values.LocalDate }
    /** So many days after the day of shipment, the last one included; it is not shipped yet. */
    | { tag: 'after-shipment'; val: number };
  /** A line of an order, with its tax. */
  interface InvoiceLine {
    /** Index into the product facts, by which the host knows the name. */
    product: number;
    sku: string;
    quantity: values.Decimal;
    /** On `line-basis`, as ordered. */
    unitPrice: values.Decimal;
    /** What a promo takes off, on `line-basis`. */
    discount: values.Decimal;
    /** `unit-price` × `quantity`, rounded as the policy says, less `discount`; on `line-basis`. */
    sum: values.Decimal;
    /** In percent. */
    rate: values.Decimal;
    /** Before tax, its discount taken off. */
    net: values.Decimal;
    tax: values.Decimal;
    /** `net` + `tax`. */
    gross: values.Decimal;
  }
  /** What a client is to pay for an order. */
  interface OrderInvoice {
    number: string;
    /** Number of the void invoice in whose place it stands. */
    replaces?: string | null;
    supplier: documents.Supplier;
    /** Ids of the order, of the legal entity that pays, and of the contract. */
    order: string;
    entity: string;
    contract: string;
    /** Payment terms of the policy. */
    terms: string;
    /** The order's. */
    currency: string;
    /** Day of its issue: the first one's where it stands. */
    issued: values.LocalDate;
    due: documents.Due;
    mode: types.TaxMode;
    /** What unit prices and sums of lines are measured on, by `mode`. */
    lineBasis: cart.Basis;
    /**
     * One a line of the order, in its order. Of each tax class they sum to its `base` and `tax`,
     * in all to `net`, `tax` and `gross`, to the last unit.
     */
    lines: documents.InvoiceLine[];
    /** Sum of the lines' `sum`. */
    lineSum: values.Decimal;
    net: values.Decimal;
    taxes: cart.TaxTotal[];
    tax: values.Decimal;
    gross: values.Decimal;
    /** Price of delivery, tax included. */
    delivery: values.Decimal;
    /** Bonuses it is paid with. */
    redeemed: values.Decimal;
    /** `gross` + `delivery` − `redeemed`; the order's, to the last unit. */
    payable: values.Decimal;
    /** What of it is owed no more, because goods came back; the order's. */
    credited: values.Decimal;
    /** The order's. */
    paid: values.Decimal;
    /** `payable` − `credited` − `paid`; 0 where more is paid. */
    left: values.Decimal;
    /** As the order's state has it. */
    payment: orders.PaymentState;
  }
  /** What becomes of an order's invoices. */
  type InvoiceStep =
    /** Nothing: there is none, and none can be made. */
    | 'none'
    /** The first one. */
    | 'issued'
    /** The one in force, as it was issued, with what is paid now. */
    | 'stands'
    /** The one in force is void from now on, and another one stands in its place. */
    | 'reissued'
    /** The one in force is void from now on. */
    | 'voided';
  /** The invoice, and what becomes of an earlier one. */
  interface InvoiceAnswer {
    /** Effects tell the outlet what was issued, reissued or voided. */
    verdict: types.Verdict;
    step: documents.InvoiceStep;
    /** None unless there is one in force after this. */
    invoice?: documents.OrderInvoice | null;
    /** Number that is void from now on. It is never used again. */
    voids?: string | null;
  }
  /** What an entry does to the debt. */
  type EntryKind =
    /** Goods were shipped: the client owes more. */
    | 'invoice'
    /** Something was set right. */
    | 'correction'
    /** Goods came back: he owes less. */
    | 'return'
    /** He paid: he owes less. */
    | 'payment';
  /** A line of the books. */
  interface LedgerEntry {
    /** Unique within its legal entity. */
    id: string;
    entity: string;
    contract: string;
    currency: string;
    /** On which it counts. */
    day: values.LocalDate;
    kind: documents.EntryKind;
    /** Above 0; of a correction below 0 where the client owes less by it, and never 0. */
    amount: values.Decimal;
    /** Last day on which it may be paid; none: its own day. Read of what the client owes. */
    due?: values.LocalDate | null;
  }
  /** A balance before the ledger begins. */
  interface Opening {
    entity: string;
    contract: string;
    currency: string;
    /** Below 0 where the shop owed. */
    balance: values.Decimal;
  }
  /** Mutual settlements, as the books have them. */
  interface Ledger {
    version: string;
    /** First day of which every entry is here. */
    since: values.LocalDate;
    /** Balances before that day. What is absent was 0. */
    openings: documents.Opening[];
    /** In any order. */
    entries: documents.LedgerEntry[];
  }
  /** Of whom, of what time. */
  interface StatementRequest {
    /** One of the client's legal entities. */
    entity: string;
    /** First and last day, both included. */
    start: values.LocalDate;
    end: values.LocalDate;
    /** None: every contract. */
    contract?: string | null;
    /** None: every currency. */
    currency?: string | null;
  }
  /** An entry, with the balance after it. */
  interface StatementLine {
    /** Index into the ledger's entries. */
    entry: number;
    /** The entry's, as `kind` and `id` are. */
    day: values.LocalDate;
    kind: documents.EntryKind;
    id: string;
    /** What the client owes more by it, or 0. */
    debit: values.Decimal;
    /** What he owes less by it, or 0. */
    credit: values.Decimal;
    /** After it. */
    balance: values.Decimal;
  }
  /** One contract in one currency. Balances are below 0 where the shop owes. */
  interface AccountStatement {
    contract: string;
    currency: string;
    /** Before the first day. */
    opening: values.Decimal;
    /** By day; of one day what raises the debt first. */
    lines: documents.StatementLine[];
    /** Sum of the lines'. */
    debit: values.Decimal;
    credit: values.Decimal;
    /** `opening` + `debit` − `credit`. */
    closing: values.Decimal;
    /**
     * The part of `closing` that is late at the end of the period: what was due before its last day,
     * less everything credited by then, the oldest debt paid first.
     */
    overdue: values.Decimal;
  }
  /** Whether ledger and receivables say the same of a legal entity, over all its contracts. */
  interface Agreement {
    /** ISO 4217 code. */
    currency: string;
    /** By the ledger, at the end of the period. */
    ledger: values.Decimal;
    /** What is open of shipped invoices, less what is paid on others. */
    receivables: values.Decimal;
    /** `ledger` − `receivables`; 0: they agree. */
    difference: values.Decimal;
  }
  /** Mutual settlements, contract by contract. */
  interface StatementAnswer {
    verdict: types.Verdict;
    /** As asked, as `start` and `end` are. */
    entity: string;
    start: values.LocalDate;
    end: values.LocalDate;
    /** By contract, then currency; those that moved or had a balance. Empty where something bars it. */
    accounts: documents.AccountStatement[];
    /** By currency. Empty unless the period ends on the day of the decision. */
    agreements: documents.Agreement[];
  }
  /** What is set aside of an order of which not everything is. */
  interface ReservedLine {
    /** Index into the orders. */
    order: number;
    sku: string;
    /** Not negative. */
    quantity: values.Decimal;
  }
  /** What is there to collect. */
  interface WaybillRequest {
    /** Number of this waybill in the host's sequence. */
    sequence: number;
    /** Of orders reserved or shipped in part: every article that is set aside now. Not read of others. */
    reserved: documents.ReservedLine[];
  }
  /** What of a line belongs to which order. */
  interface WaybillPart {
    /** Index into the orders. */
    order: number;
    /** Above 0. */
    quantity: values.Decimal;
  }
  /** An article to hand out. */
  interface WaybillLine {
    /** Index into the product facts. */
    product: number;
    sku: string;
    /** Above 0. */
    quantity: values.Decimal;
    /** Sums to `quantity`, in the order of the orders. */
    parts: documents.WaybillPart[];
  }
  /** What a client collects. It names no price. */
  interface CollectionWaybill {
    number: string;
    supplier: documents.Supplier;
    /** Id of the legal entity that collects. */
    entity: string;
    /** Id of the buyer account. */
    buyer: string;
    /** It serves on this day alone. */
    day: values.LocalDate;
    /** Ids, as asked. */
    orders: string[];
    /** By article, in the order in which the orders name them. */
    lines: documents.WaybillLine[];
    /** Kilograms of the lines whose weight is known. */
    weight: values.Decimal;
    /** Cubic metres of the lines whose volume is known. */
    volume: values.Decimal;
    /** Lines whose weight or volume is not known. */
    unmeasured: number;
  }
  /** The waybill, or why there is none. */
  interface WaybillAnswer {
    /** Stage ship. A finding about one order names it as a line, by its index. */
    verdict: types.Verdict;
    /** None while something bars any of the orders. */
    waybill?: documents.CollectionWaybill | null;
  }
  /** An order of the past, with the day on which it was placed. */
  interface PastOrder {
    order: orders.Order;
    /** In the shop's calendar. */
    placed: values.LocalDate;
  }
  /** A page of the past. */
  interface HistoryRequest {
    /** Orders to pass over. */
    offset: number;
    /** Orders to show, 1 to 100; more are as many. */
    limit: number;
  }
  /** An order as it is shown. */
  interface HistoryOrder {
    /** Index into the orders. */
    order: number;
    /** As the facts have it. */
    placed: values.LocalDate;
    /** What people see, see `orders.label`. */
    label: string;
    /** `completed` or `cancelled`, where it is closed. */
    closed?: string | null;
    archived: boolean;
    currency: string;
    /** As ordered, whatever came back. */
    lines: orders.OrderLine[];
    payable: values.Decimal;
    /** As `orders.order.credited`. */
    credited: values.Decimal;
    paid: values.Decimal;
    /** What is owed for it: shipped, in part too, not paid and not come back. 0 of a cancelled one. */
    owed: values.Decimal;
  }
  /** A sum in its currency. */
  interface OwedSum {
    currency: string;
    owed: values.Decimal;
  }
  /** A page, with sums over all of them. */
  interface HistoryAnswer {
    verdict: types.Verdict;
    /** First day that is shown. */
    since: values.LocalDate;
    /** The latest first; of one day by id. */
    orders: documents.HistoryOrder[];
    /** Within the window, over all pages. */
    total: number;
    /** Over all pages, by currency. */
    owed: documents.OwedSum[];
    /** None: this is the last page. */
    nextOffset?: number | null;
  }
}

/**
 * Facts are pushed by the host as arguments, in groups; a function names the groups it needs.
 *
 * Every entity carries an opaque version, which the host compares before it commits.
 * Text that would repeat on every row crosses once: rows refer to price lists,
 * warehouses, tax classes and products by index. An index out of range is a malformed call.
 */
export namespace facts {
  /** What a legal entity was shipped and sent back in a month. */
  interface MonthTurnover {
    year: number;
    /** 1 to 12. */
    month: number;
    /** Not negative, as `returned` is. */
    shipped: values.Decimal;
    returned: values.Decimal;
  }
  /** The buyer account and the legal entity behind it. */
  interface Buyer {
    /** What `context.principal` names. */
    id: string;
    version: string;
    /** Legal entity (one tax id). Debt and turnover are counted per entity. */
    entity: string;
    /** Signed in. A visitor is not, and sees what visitors see. */
    signedIn: boolean;
    /** Profiles of the policy's catalogue that the client has; all of them count. */
    profiles: string[];
    /** The client's home warehouse, index into `stock.warehouses`; none: the first. */
    homeWarehouse?: number | null;
    /** A price list agreed with this client. */
    priceList?: string | null;
    /** Shipped and returned per calendar month, in the shop's currency, any order. A month that is absent counts as zero. */
    turnover: facts.MonthTurnover[];
    /** What earlier orders said of the client, see `keep-details`; each name once. Empty before the first. */
    details: types.KeptDetail[];
  }
  /** What shop and client have agreed on. */
  interface Contract {
    /** Unique within its legal entity. */
    id: string;
    version: string;
    /** Legal entity that signed it. */
    entity: string;
    /** Payment terms, a key of the policy's `contract` table. */
    terms: string;
    /** ISO 4217 code of prices and documents. */
    currency: string;
    /** First day in force; none: always. */
    validFrom?: values.LocalDate | null;
    /** First day no longer in force; none: never ends. */
    validUntil?: values.LocalDate | null;
    /** The one taken when the buyer names none. */
    isDefault: boolean;
    /** A price list agreed in this contract. */
    priceList?: string | null;
    /** Discount agreed in this contract, in percent, 0 to 100. */
    discount?: values.Decimal | null;
    /**
     * Categories agreed in this contract: under it the client sees these alone. None:
     * nothing agreed. Empty: he sees nothing.
     */
    categories?: string[] | null;
  }
  /** A list of prices. In force from `valid-from` on and before `valid-until`; none: without that bound. */
  interface PriceList {
    /** Stable; what contracts, buyers and the policy name. */
    id: string;
    version: string;
    /** ISO 4217 code of all its prices. */
    currency: string;
    validFrom?: values.LocalDate | null;
    validUntil?: values.LocalDate | null;
  }
  /** One price from one quantity on. */
  interface PriceRow {
    /** Index into `price-lists`. */
    priceList: number;
    /** At least 1 for whole units, above 0 otherwise. */
    fromQuantity: values.Decimal;
    /** Per unit, not negative. */
    amount: values.Decimal;
  }
  /** Something the shop sells. */
  interface Product {
    /** Article exactly as the shop writes it. */
    sku: string;
    version: string;
    /** Index into `tax-classes`. */
    taxClass: number;
    /** Indices into `categories`. May be empty: then only who sees everything sees it. */
    categories: number[];
    /** Decimals a quantity may have: 0 for pieces. */
    unitScale: number;
    /** Kilograms a unit. */
    weight?: values.Decimal | null;
    /** Cubic metres a unit. */
    volume?: values.Decimal | null;
    /** Smallest quantity sold. */
    moq?: values.Decimal | null;
    /** Sold in multiples of this only. */
    multiple?: values.Decimal | null;
    /** Article that took its place. Read when an earlier order is copied; a chain is followed. */
    replacedBy?: string | null;
    /** At most one row a list and quantity. In any order; may be empty. */
    prices: facts.PriceRow[];
  }
  /** The products that the request may speak of, and what their rows refer to. */
  interface Products {
    priceLists: facts.PriceList[];
    /** Names, as the policy's `tax` table has them. */
    taxClasses: string[];
    /** Names, as the policy and contracts have them. */
    categories: string[];
    /** Each article once. */
    items: facts.Product[];
  }
  /** What lies in a warehouse. */
  interface Level {
    /** Index into `warehouses`. */
    warehouse: number;
    /** Reserved goods too. */
    onHand: values.Decimal;
    /** Reserved by anybody, this client included. */
    reserved: values.Decimal;
  }
  /** The next delivery to the shop. */
  interface Batch {
    /** Day on which it is there. */
    date: values.LocalDate;
    /** None: not known. */
    quantity?: values.Decimal | null;
  }
  /** What there is of a product. */
  interface ProductStock {
    /** Index into the items of `products`; one entry a product at most. */
    product: number;
    version: string;
    /** At most one a warehouse; none: nothing lies there. */
    levels: facts.Level[];
    /** Units this client bought in past calendar months, the last complete month first. */
    bought: values.Decimal[];
    /** Units this client holds in open reservations. */
    ownReserved: values.Decimal;
    /** None: none is known. */
    nextBatch?: facts.Batch | null;
  }
  /** Goods in warehouses. A product without an entry has an unknown stock, not none. */
  interface Stock {
    /** Names, in the order in which far ones are drawn on. */
    warehouses: string[];
    /** In any order. */
    items: facts.ProductStock[];
  }
  /** What one unit of a currency costs in another, from a day on until the next rate of the pair. */
  interface Rate {
    version: string;
    /** ISO 4217 code. */
    from: string;
    /** ISO 4217 code. */
    to: string;
    /** Units of `to` for one unit of `from`, above 0. Read in either direction. */
    value: values.Decimal;
    /** First day on which it holds. Two rates of a pair on one day, whichever way, contradict. */
    day: values.LocalDate;
  }
  /** A claim of the shop on a legal entity: an invoice, whole or in part unpaid. */
  interface Receivable {
    /** Unique within its legal entity. */
    id: string;
    /** Legal entity that owes it. */
    entity: string;
    /** Contract id it arose under; none: not known, and it counts under each. */
    contract?: string | null;
    /** Id of the order it invoices; none: not known, and it counts beside every order. */
    order?: string | null;
    /** ISO 4217 code. */
    currency: string;
    /** With tax. */
    amount: values.Decimal;
    /** Of it, in all. */
    paid: values.Decimal;
    /** Day of shipment; none while not shipped. What is not shipped is no debt. */
    shipped?: values.LocalDate | null;
    /** Last day on which it may be paid; none: prepayment, due when shipped. */
    due?: values.LocalDate | null;
  }
  /** A sum that a grant lets pass. */
  interface GrantSum {
    /** Not negative. */
    amount: values.Decimal;
    /** ISO 4217 code. Without a rate to the document's currency nothing can be told. */
    currency: string;
  }
  /** Somebody let a credit gate pass for this client. Of several that hold the one that lets most pass counts. */
  interface Grant {
    /** Id of the gate. */
    gate: string;
    /** For this legal entity alone; none: for each of the client's. */
    entity?: string | null;
    /** For this order alone, by its id, which it has once it is placed; none: for each. */
    order?: string | null;
    /** Role under which it was granted. */
    role: string;
    /** Who; for staff alone, as `reason` is. */
    by: string;
    reason: string;
    /** From this moment on, itself included, for the hours of the policy's `override`. */
    granted: values.Instant;
    /** Most that the gate may measure, debt as well as credit in use, that sum included; none: any sum. */
    upTo?: facts.GrantSum | null;
  }
  /** What may be open at once: shipped and owed, or ordered and not paid. */
  interface CreditLimit {
    /** Legal entity it was given to. */
    entity: string;
    /** Contract id it holds for; none: for all contracts together. Both kinds hold side by side. */
    contract?: string | null;
    /** ISO 4217 code. */
    currency: string;
    /** Not negative; 0 gives no credit. None: it was agreed that there is no limit. */
    amount?: values.Decimal | null;
  }
  /** An order that was placed, and neither cancelled nor closed. */
  interface LiveOrder {
    /** `orders.order.id`. */
    id: string;
    /** Legal entity it was placed for. */
    entity: string;
    /** Contract id; none: not known, and it counts under each. */
    contract?: string | null;
    /** ISO 4217 code. */
    currency: string;
    /** What it costs, less what came back: `orders.order.payable` − `credited`. Not negative. */
    payable: values.Decimal;
    /** In all, on its invoices too. Not negative. */
    paid: values.Decimal;
  }
  /** Debt, credit and who let it pass, of all the client's legal entities. */
  interface Receivables {
    version: string;
    /** Those with nothing left to pay may be absent. */
    items: facts.Receivable[];
    /** Those that ended may be absent. */
    grants: facts.Grant[];
    /** At most one for an entity and a contract. A limit that is absent is not known, never 0 or endless. */
    limits: facts.CreditLimit[];
    /** Each once; the order at hand may be among them, and counts once. None: not known. */
    orders?: facts.LiveOrder[] | null;
  }
  /** Bonuses that one order earned. */
  interface BonusLot {
    /** Unique within its account. */
    id: string;
    version: string;
    /** What was earned. Not negative. */
    amount: values.Decimal;
    /** What is left of it: 0 to `amount`. */
    left: values.Decimal;
    /** Day on which it was credited. */
    earned: values.LocalDate;
  }
  /** An order on the account's phone, by whatever way it came: site, app, call centre. */
  interface BonusOrder {
    /** On which it was placed. */
    day: values.LocalDate;
    /** For people; decides nothing. */
    channel: string;
    /** A cancelled order does not restart the clock. */
    cancelled: boolean;
  }
  /** A bonus account. 1 bonus is worth 1 unit of the shop's currency. */
  interface BonusAccount {
    /** Its key. */
    phone: string;
    version: string;
    /** Segment of the client, an id of the policy's `bonus.segment`; none: the terms for everybody. */
    segment?: string | null;
    /** The turnover that loyalty stages go by; none: not known. */
    turnover?: values.Decimal | null;
    /** In any order; the latest that is not cancelled must be among them. */
    orders: facts.BonusOrder[];
    /** In any order. Those with nothing left may be absent. */
    lots: facts.BonusLot[];
  }
  /** How often a promo code was used, by orders that are not cancelled. */
  interface PromoUse {
    /** Id of the policy's `promo`. */
    promo: string;
    /** By all clients. */
    total: number;
    /** By this client. */
    byClient: number;
  }
  /** What bonuses and promo codes go by. */
  interface Loyalty {
    version: string;
    /** None: the buyer has not registered, and collects nothing. */
    account?: facts.BonusAccount | null;
    /** Of the codes that the request may name; a code that is absent has an unknown use. */
    promoUses: facts.PromoUse[];
    /** Orders this client placed before, cancelled ones left out; none: not known. */
    placedOrders?: number | null;
  }
}

/**
 * Bonus accounts: what they hold, and what an order's end does to their lots.
 *
 * Every answer that moves bonuses does so by effects on lots. Over any sequence of them
 * earned − reversed − redeemed + given back − expired is what the lots hold.
 */
export namespace loyalty {
  /** How a bonus account stands. */
  interface AccountAnswer {
    verdict: types.Verdict;
    /** Version of the rules that decided; none: the policy has no programme. */
    version?: string | null;
    /** None where it can't be told; the findings say why. */
    balance?: values.Decimal | null;
    /**
     * First day on which the balance is burnt, unless an order comes before; none: nothing to
     * burn, or nothing burns.
     */
    burnsOn?: values.LocalDate | null;
    /** None where the policy has no stages, or the turnover is not known. */
    stage?: cart.LoyaltyStage | null;
  }
  /** An order as it was placed. */
  interface SettledOrder {
    /** Not empty. */
    id: string;
    /** Its goods with tax, after discounts, before bonuses: `totals.gross`. Above 0. */
    goods: values.Decimal;
    /** What it was to bring: `bonus.accrues`. Not negative. */
    accrues: values.Decimal;
    /** What it redeemed, as its `redeem` effect had it. May be empty. */
    redeemed: types.LotPart[];
    /** The lot that its completion made, index into the lots; none: not completed yet. */
    earned?: number | null;
    /** Goods that came back, or fell away in a correction, before, measured like `goods`: 0 to `goods`. */
    returned: values.Decimal;
  }
  /** Goods of an order that come back. */
  interface OrderReturn {
    /** As it was placed: `goods` and `accrues` of then. */
    order: loyalty.SettledOrder;
    /**
     * Goods that come back, or fall away, now. Above 0; with `order.returned` at most `order.goods`. A cancelled
     * order returns all of it.
     */
    goods: values.Decimal;
  }
  /** Why bonuses move. */
  type Occasion =
    /** The order is delivered and paid: it earns. */
    | { tag: 'completed'; val: loyalty.SettledOrder }
    /** Goods came back: in proportion, what they redeemed is given back and what they earned reversed. */
    | { tag: 'returned'; val: loyalty.OrderReturn }
    /** A timer: the balance burns where its time has come. */
    | 'expire';
  /** What moves; the effects move it. */
  interface SettleAnswer {
    verdict: types.Verdict;
    /** What was earned, above 0, or reversed, below 0. */
    earned: values.Decimal;
    /** What was given back. */
    givenBack: values.Decimal;
    /** What burned. */
    expired: values.Decimal;
    /** What should have been reversed and was spent already. For staff. */
    uncollected: values.Decimal;
  }
}

/** What this plugin is; called when it is loaded. */
export namespace meta {
  /** Something that findings are made by. */
  interface Rule {
    /** Stable for ever, never reused. */
    code: string;
    /** One English sentence. */
    title: string;
    /** Requirement ids it serves. */
    requirements: string[];
    /** At which it speaks. */
    stages: types.Stage[];
  }
  /** What a host should know before it trusts a plugin. */
  interface Description {
    /** `comptoir:rules@0.1.0`. */
    contract: string;
    /** Version of the plugin. */
    version: string;
    /** Ordered by code. */
    rules: meta.Rule[];
    /** Groups that some function of this plugin reads. */
    factGroups: types.FactGroup[];
  }
}

/** Untrusted spreadsheets, read inside the sandbox. Knows no shop and needs no policy. */
export namespace orderFile {
  /** Of what is read; exactly so many pass. More is refused as a whole (`order-file.too-many-rows`, `order-file.too-many-cells`). */
  interface Limits {
    /** Rows with content; the default of the adapter is 20,000. */
    rows: number;
    /** Cells with content; the default of the adapter is 1,000,000. */
    cells: number;
  }
  /** Found by content, not by the name. */
  type Format =
    | 'xlsx'
    | 'xls'
    | 'ods'
    | 'csv';
  /** What a cell holds. */
  type CellKind =
    | 'empty'
    | 'text'
    | 'number'
    | 'other';
  /** A cell as it stands in the sheet. */
  interface Cell {
    /** Such as `B7`. */
    address: string;
    /** As written, or as displayed where the cell holds a number. */
    text: string;
    kind: orderFile.CellKind;
  }
  /** A row with content. */
  interface Row {
    /** Row of the sheet, from 1. */
    number: number;
    /** `empty` where the cell is missing, as `quantity` is. */
    article: orderFile.Cell;
    quantity: orderFile.Cell;
    /** Look-up key: the article as written, outer white space aside. */
    exact: string;
    /** Look-up key: `exact` without its leading zeros. */
    withoutLeadingZeros: string;
    /** The quantity; none where it is a problem. Not negative. */
    value?: values.Decimal | null;
    /** Empty: none. Those of the quantity leave `value` none. */
    problems: types.RowProblem[];
  }
  /** A row that names its columns. */
  interface Header {
    /** Row of the sheet, from 1. */
    row: number;
    /** From 0. */
    articleColumn: number;
    quantityColumn: number;
  }
  /** A file, read. */
  interface Sheet {
    format: orderFile.Format;
    /** Of the sheet; empty of a text file. */
    name: string;
    /** None: no header was recognised, the first two columns were taken. */
    header?: orderFile.Header | null;
    /** Every row with content below the header, in order. */
    rows: orderFile.Row[];
  }
  /** Why a file can't be read at all. */
  interface FileError {
    /** Stable code, for example `password-protected`. */
    code: string;
    /** What is wrong and what would be right. */
    message: string;
  }
}

/**
 * The life of an order: one machine, whatever path leads to it.
 *
 * Axes, states and events are fixed here; gates attach to events in code; the policy adds steps,
 * labels, who may fire what, guards and times. No state of an order changes anywhere else.
 * An order begins as `checkout.place` drafted it, or as `new`, with the event `place`: the one or the
 * other, never both. `reserve-order` and `request-reservation` come where nothing is set aside yet.
 */
export namespace orders {
  /** Where an order stands in the shop. */
  type OrderState =
    /** Being formed: a cart. */
    | 'new'
    /** Placed; somebody of the shop is to confirm it. */
    | 'awaiting-confirmation'
    /** A rep's correction waits for the client's word. */
    | 'awaiting-consent'
    /** The shop has agreed to it. */
    | 'confirmed'
    /** Delivered and paid, or closed by staff. */
    | 'completed'
    /** It will not be shipped. May be opened again until it is archived. */
    | 'cancelled'
    /** Closed for good. */
    | 'archived';
  /** What of its goods is set aside. */
  type ReservationState =
    /** Nothing, and nothing was asked for. */
    | 'none'
    /** Sent to the accounting system, not answered yet. */
    | 'requested'
    | 'part'
    | 'full'
    /** The accounting system has none of it to give. */
    | 'denied'
    /** It was not paid in time; the goods are free again. */
    | 'expired';
  /** How much is paid of `payable` − `credited`: nothing, some of it, all of it or more. */
  type PaymentState =
    | 'unpaid'
    | 'part'
    | 'full';
  /** How much has left the house: nothing, some of it, all of it; and whether all of it has arrived. */
  type ShipmentState =
    | 'none'
    | 'part'
    | 'full'
    | 'delivered';
  /** What of it came back. */
  type ReturnState =
    | 'none'
    /** Goods are asked to come back; it is not decided yet. */
    | 'requested'
    /** Some of the order's goods came back. */
    | 'part'
    /** All of the order came back. */
    | 'full'
    /** What was asked for was refused, and nothing came back before. */
    | 'refused';
  /** Where an order stands, on every axis. */
  interface States {
    order: orders.OrderState;
    reservation: orders.ReservationState;
    payment: orders.PaymentState;
    shipment: orders.ShipmentState;
    returns: orders.ReturnState;
    /** A step of the policy inside the order state; none: none was taken yet. */
    step?: string | null;
  }
  /** Some of it, or all that was not shipped yet. */
  type Extent =
    | 'part'
    | 'full';
  /** So much of an article of an order, over all its lines, gifts included. In a list each article stands once. */
  interface GoodsPart {
    /** An article of the order. */
    sku: string;
    /** 0 to what was ordered. */
    quantity: values.Decimal;
  }
  /** What happens to an order. Who may fire which, and where it leads, says `describe`. */
  type Event =
    /** A cart becomes an order; of orders that no `checkout.place` drafted. */
    | 'place'
    /** The rep's corrected lines. They pass the cart's gates. Gifts, lines at a net price of 0, stay. */
    | { tag: 'correct'; val: cart.Line[] }
    /** The client agrees to the correction. */
    | 'consent'
    /** He does not; the order stays as it was. */
    | 'decline'
    /** Nobody answered in time; a timer's event. */
    | 'lapse-consent'
    /** The manager lets an implausible order pass. */
    | 'release'
    /** The shop agrees to it. */
    | 'confirm'
    /** Nobody confirmed in time; a timer's event. It tells people and confirms nothing. */
    | 'escalate'
    /** Goods are to be set aside, or asked for, anew. */
    | 'reserve'
    /** The accounting system's verdict: all of it, a part, nothing. */
    | 'grant-reservation'
    /** Which part; empty: not told, which `partial_verdict = "ask"` and `"deny"` allow. */
    | { tag: 'grant-part'; val: orders.GoodsPart[] }
    /** Of all that was asked for nothing is there. */
    | 'deny-reservation'
    /** A timer's event. */
    | 'expire-reservation'
    /** What was paid on this order in all, not negative. */
    | { tag: 'see-payment'; val: values.Decimal }
    /** Goods leave the house. */
    | { tag: 'ship'; val: orders.Extent }
    /** All of it has arrived. */
    | 'deliver'
    /** What is to come back, at most what was shipped and has not come back yet. Empty: all of that. */
    | { tag: 'request-return'; val: orders.GoodsPart[] }
    /**
     * What came back, at most what was asked for. Empty: all of that. What was asked for and is not named here
     * stays with the client; he may ask again.
     */
    | { tag: 'accept-return'; val: orders.GoodsPart[] }
    /** Nothing of what was asked for comes back. */
    | 'refuse-return'
    /** Before anything was shipped. */
    | 'cancel'
    /** Closed by hand. */
    | 'complete'
    /** A cancelled or confirmed order waits for confirmation once more, and meets its gates again. */
    | 'reopen'
    /** A timer's event. */
    | 'archive'
    /** A step of the policy, by its id. */
    | { tag: 'step'; val: string };
  /**
   * What is waited for: that somebody confirms, that the client answers, that he pays before his goods are free
   * again, that a closed order goes to the archive.
   */
  type TimerKind =
    | 'confirmation'
    | 'consent'
    | 'reservation'
    | 'archive';
  /** A time that runs. */
  interface Timer {
    kind: orders.TimerKind;
    /** When it began. */
    since: values.Instant;
    /** Due from this moment on, the moment included. None: working hours were missing. */
    at?: values.Instant | null;
  }
  /** A line as it was agreed. */
  interface OrderLine {
    sku: string;
    /** Not negative. */
    quantity: values.Decimal;
    /** Net unit price, in the order's currency; 0 of a gift. */
    net: values.Decimal;
    /**
     * What a promo takes off the line: off `net` × `quantity`, rounded as the policy says, which is before tax or
     * with it as the contract's terms say. 0 to that sum. With fewer goods it shrinks in proportion, with
     * more it stays.
     */
    discount: values.Decimal;
  }
  /** Tax of a line, as the policy has it on the day of the decision. */
  interface LineTax {
    /** Index into the lines that it stands beside. */
    line: number;
    /** Tax class of the article, by its name in `products.tax-classes`. */
    class: string;
    /** In percent, not negative; 0 where the contract is exempt. */
    rate: values.Decimal;
  }
  /** A correction that waits for the client's word. */
  interface Proposal {
    /** As the order's would be. May be empty. */
    lines: orders.OrderLine[];
    /** As `fire-answer.taxes`, of these lines. */
    taxes: orders.LineTax[];
    /** As `order.redeemed`. */
    redeemed: values.Decimal;
    /** As `order.accrues`. */
    accrues: values.Decimal;
    /** As `order.payable`. */
    payable: values.Decimal;
  }
  /** An event that was applied already. */
  interface Applied {
    /** As in its `fire-request`, as `digest` is. */
    key: string;
    digest: string;
  }
  /** An order as the host keeps it. */
  interface Order {
    /** Stable, and unique within the shop. */
    id: string;
    version: string;
    /** Buyer account and legal entity it was placed for. */
    buyer: string;
    entity: string;
    /** Contract id; none: the client's default. */
    contract?: string | null;
    /** ISO 4217 code of every sum of this order. */
    currency: string;
    /** Far warehouses that were chosen, by name. */
    warehouses: string[];
    states: orders.States;
    /** As agreed. Of one article there may be several. */
    lines: orders.OrderLine[];
    /** Price of delivery, part of `payable`; a correction leaves it as it is. */
    delivery: values.Decimal;
    /** Bonuses it is paid with. Not negative. With fewer goods they shrink in proportion, in whole bonuses. */
    redeemed: values.Decimal;
    /**
     * Bonuses that it brings once it is completed, 0 of a client who collects none. Not negative. With fewer goods
     * fewer, in proportion and in whole bonuses, as `loyalty.settle` earns them; with more as many as before.
     */
    accrues: values.Decimal;
    /** Its lines with tax, and delivery, less bonuses, whatever came back: what `documents.invoice` comes to, to the last unit. */
    payable: values.Decimal;
    /**
     * What of `payable` is owed no more, because goods came back: their price with tax, less the bonuses that paid
     * for them. 0 to `payable` − `delivery`. To be paid in all is `payable` − `credited`.
     */
    credited: values.Decimal;
    /** In all, less what was paid back. Not negative. */
    paid: values.Decimal;
    /**
     * What has left the house so far. Read while `states.shipment` is `part`: empty then means that it is not told,
     * and nothing can come back. Where nothing or all was shipped it is not read.
     */
    shipped: orders.GoodsPart[];
    /**
     * What is asked to come back, as the last answer had it. Read while `states.returns` is `requested`: empty then
     * means all that can.
     */
    returning: orders.GoodsPart[];
    /** What came back so far, as the last answer had it. */
    returned: orders.GoodsPart[];
    /** Up to this sum the manager let it pass. */
    released?: values.Decimal | null;
    /** There while `states.order` is `awaiting-consent`, and only then. */
    proposal?: orders.Proposal | null;
    /** As the last answer had them. */
    timers: orders.Timer[];
    /** In any order. */
    applied: orders.Applied[];
  }
  /** A stretch of working time, its end no longer in it. */
  interface WorkingTime {
    start: values.Instant;
    end: values.Instant;
  }
  /** What the client ordered before. */
  interface OrderHistory {
    version: string;
    /** The largest `payable` of the 12 months before; none: no order in that time. */
    largest?: values.Decimal | null;
    /** ISO 4217 code of `largest`. */
    currency: string;
  }
  /** Somebody wants something to happen to an order. */
  interface FireRequest {
    event: orders.Event;
    /** One a wish: the same wish again has the same key. */
    key: string;
    /** Of the event and its reason: another body under one key is a conflict. */
    digest: string;
    /** The order's version when the wish was made; none: whatever it is now. */
    version?: string | null;
    /** In the person's words; needed where something is taken back or let pass. */
    reason?: string | null;
    /** Roles of the person who acts, as the host knows them. */
    roles: string[];
  }
  /** What became of a wish. */
  type Status =
    /** The order is now as the answer says: write it, with the effects, in one transaction. */
    | 'applied'
    /** Nothing changed; the findings say why. */
    | 'refused'
    /** Nothing changed, because it had before. */
    | 'already-applied'
    /** Nothing changed: another event has this key. */
    | 'conflict';
  /** What became of an article. Lines of one article count together. */
  type LineChange =
    /** The order did not have it. */
    | 'added'
    /** It has it no more. */
    | 'removed'
    | 'more'
    | 'less'
    /** Same quantity, another price. */
    | 'repriced';
  /** An article that changed. */
  interface DiffLine {
    sku: string;
    change: orders.LineChange;
    /** 0 where it is added; `quantity-now` 0 where it is removed. */
    quantityBefore: values.Decimal;
    quantityNow: values.Decimal;
    /** Net unit price of its first line; none where it is added. `net-now` is none where it is removed. */
    netBefore?: values.Decimal | null;
    netNow?: values.Decimal | null;
  }
  /** A change, for ever: who, when, why. */
  interface HistoryEntry {
    /** Name of the event; of a step `step:<id>`. */
    event: string;
    /** Id of who acted; `kind` says what he is. */
    by: string;
    kind: types.ActorKind;
    /** The buyer account it was for. */
    principal: string;
    at: values.Instant;
    reason?: string | null;
    before: orders.States;
    after: orders.States;
    /** As in `label-answer`. */
    labelBefore: string;
    labelAfter: string;
  }
  /**
   * What was split off an order: an order of its own, for the same client under the same contract, without
   * delivery and timers. `reserve` asks for its goods again.
   */
  interface Split {
    /** Never empty. */
    lines: orders.OrderLine[];
    /** As `fire-answer.taxes`, of these lines. */
    taxes: orders.LineTax[];
    /** Those of the order's bonuses that the order it comes from keeps no more. */
    redeemed: values.Decimal;
    /** Those of the bonuses it was to bring that the order it comes from brings no more. */
    accrues: values.Decimal;
    /**
     * What its own lines cost, less its bonuses. Tax is rounded in each of the two by itself: together they may
     * differ from what the order cost by a unit for each line and each class of tax.
     */
    payable: values.Decimal;
    /** What was paid beyond the cost of the order it comes from. */
    paid: values.Decimal;
    /** Confirmed, with nothing set aside. */
    states: orders.States;
  }
  /**
   * Goods that came back, and what they cost. Of an order that comes back in parts these sums add up to what the
   * whole would have, to the last unit.
   */
  interface CameBack {
    /** Never empty. */
    goods: orders.GoodsPart[];
    /** With tax, after discounts, before bonuses: the `goods` of an `order-return` for `loyalty.settle`. Not negative. */
    gross: values.Decimal;
    /** Bonuses that paid for them, which `loyalty.settle` gives back. 0 to `gross`. */
    redeemed: values.Decimal;
    /** `gross` − `redeemed`: owed no more, and to be paid back where `paid` is more than `payable` − `credited`. */
    credit: values.Decimal;
  }
  /** What became of the wish, and the order after it. */
  interface FireAnswer {
    status: orders.Status;
    verdict: types.Verdict;
    /** As it is now; unchanged unless `applied`. */
    states: orders.States;
    /** What people see, see `label`. */
    label: string;
    /** `completed` or `cancelled`, where the order is closed. */
    closed?: string | null;
    /**
     * The lines that now hold, with what they cost. What was agreed stays agreed: an article costs what it
     * did when it was placed, unless there is more of it now.
     */
    lines: orders.OrderLine[];
    /**
     * Where the event changed the lines (a correction that holds at once, the client's consent, a verdict that
     * cuts the order): one for each line that costs something, in their order. Empty otherwise.
     */
    taxes: orders.LineTax[];
    /**
     * Where it is less than the order's, and not split off either, the goods that fell away are an `order-return`
     * for `loyalty.settle`, of the order as it was before; of its goods, which are `payable` − `delivery` +
     * `redeemed`, those of the answer are what stays.
     */
    redeemed: values.Decimal;
    /** As `order.accrues`, of the lines that now hold. */
    accrues: values.Decimal;
    payable: values.Decimal;
    /** As `order.credited`. */
    credited: values.Decimal;
    paid: values.Decimal;
    /** As `order.returning`. Empty unless a return is asked for. */
    returning: orders.GoodsPart[];
    /** As `order.returned`. */
    returned: orders.GoodsPart[];
    /** What came back by this event; none unless it is an `accept-return` that was applied. */
    cameBack?: orders.CameBack | null;
    /** As in `order`, as `proposal` is. */
    released?: values.Decimal | null;
    proposal?: orders.Proposal | null;
    /** All that now run, in order of kind. */
    timers: orders.Timer[];
    /** Of a correction, or of what a partial verdict leaves out, by article; empty otherwise. */
    diff: orders.DiffLine[];
    /** Written beside the order, in the same transaction. None unless a partial verdict splits it. */
    split?: orders.Split | null;
    /** None unless `applied`. */
    history?: orders.HistoryEntry | null;
  }
  /** A timer whose moment has come. */
  interface DueEvent {
    /** Index into the orders. */
    order: number;
    kind: orders.TimerKind;
    /** What to fire; with no goods, lines or sums in it. */
    event: orders.Event;
    /** The moment; not after `context.instant`. */
    at: values.Instant;
    /** Firing it twice under this key is firing it once. */
    key: string;
  }
  /** What to fire now, and when to ask again. */
  interface DueAnswer {
    /**
     * A timer whose moment can't be told is an `order.calendar` finding about that order, as a line: an index
     * into the orders.
     */
    verdict: types.Verdict;
    /** By moment, then order. */
    due: orders.DueEvent[];
    /** The next moment at which something will be due; none: nothing runs whose moment can be told. */
    next?: values.Instant | null;
  }
  /** What an order is called. */
  interface LabelAnswer {
    /**
     * An id of the policy's `orders.label`, or one of `new`, `processing`, `reserved`, `paid-in-part`, `paid`,
     * `shipped-in-part`, `shipped`, `return`, `closed`.
     */
    label: string;
    /** `completed` or `cancelled`, where the order is closed. */
    closed?: string | null;
  }
  /** What a state is about. */
  type Axis =
    | 'order'
    | 'reservation'
    | 'payment'
    | 'shipment'
    | 'returns'
    | 'step';
  /** States of an axis. */
  interface AxisStates {
    axis: orders.Axis;
    /** Those that an order can reach, the first one first. */
    states: string[];
  }
  /** A move of one axis by one event. */
  interface Transition {
    axis: orders.Axis;
    /** `none` is the step before any. */
    before: string;
    after: string;
    /** Name of the event; of a step `step:<id>`. */
    event: string;
    /** Words of the policy: `buyer`, `rep`, `staff`, `system`, `role:<role>`. */
    by: string[];
    /** Stages whose gates stand here. */
    stages: types.Stage[];
    /** It follows by itself, from an event of another axis. */
    follows: boolean;
  }
  /** All that an order can do. */
  interface Machine {
    /** All six, in their order. */
    axes: orders.AxisStates[];
    /** By axis, then `before`, `after`, event. */
    transitions: orders.Transition[];
    /** How many combinations of states an order can be in. */
    combinations: number;
  }
}

/** Loading the policy; called once, before the plugin is snapshotted. */
export namespace policy {
  /** Bytes of the policy text, from `start` up to but not including `end`. */
  interface Span {
    /** From 0. */
    start: number;
    end: number;
  }
  /** Something wrong with a policy, or odd. */
  interface Issue {
    /** `error`: it is not loaded. `warning`: it is. */
    severity: types.Severity;
    /** `syntax`, `unknown-key`, `wrong-type`, `bad-value`, `missing`, `duplicate`, `conflict`, `lint`. */
    code: string;
    /** Setting, for example `tier[gold].discount`; empty for the whole text. */
    path: string;
    /** None: of the whole text. */
    at?: policy.Span | null;
    /** What is wrong, in one English sentence. */
    message: string;
    /** What would be right, where that can be told. */
    expected?: string | null;
  }
  /** A decided setting, whether from the text or by default. */
  interface Setting {
    /** As in findings. */
    path: string;
    /** As the policy would write it. */
    value: string;
    /** The text does not say it. */
    isDefault: boolean;
  }
  /** A policy that was loaded. */
  interface Report {
    /** Warnings; a policy with errors is not loaded. */
    issues: policy.Issue[];
    /** In the order of reading. */
    settings: policy.Setting[];
  }
}

/** What every call takes and what every answer contains. */
export namespace types {
  /** For whom he acts, and so what rules him. */
  type ActorKind =
    /** The buyer or one of his employees. */
    | 'buyer'
    /** A sales representative acting for a client. */
    | 'rep'
    /** Other staff of the shop. */
    | 'staff'
    /** A timer, an import, an integration. */
    | 'system';
  /** A person or program. */
  interface Actor {
    /** As the facts name it: of the buyer account, an employee, a rep, or the host's own. */
    id: string;
    kind: types.ActorKind;
  }
  /** Who calls, for whom, and when. Part of every call. */
  interface Context {
    /** The person or program at the keyboard. */
    acting: types.Actor;
    /** The buyer account for which it acts; equals `acting.id` when a buyer acts for himself. */
    principal: string;
    /** The moment of the decision. The plugin has no clock of its own. */
    instant: values.Instant;
    /** The shop's calendar day at `instant`. Validity and overdue days go by it. */
    localDate: values.LocalDate;
    /** Unique per request of the host; effects derive their idempotency keys from it. */
    requestId: string;
  }
  /** The answer in one word, in rising precedence: a later one wins over an earlier one. */
  type Outcome =
    /** With notices and warnings at most. */
    | 'allow'
    /** Allowed with another quantity than the one asked. */
    | 'adjust'
    /** Waits for a person or a payment. */
    | 'hold'
    /** A fact is missing or contradicts another; never a favourable answer. */
    | 'indeterminate'
    /** It may not be. */
    | 'block';
  /** The steps of an order's life at which a gate may stand, in their order. */
  type Stage =
    | 'edit'
    | 'place'
    | 'confirm'
    | 'reserve'
    | 'ship';
  /** How loud a finding is. */
  type Severity =
    /** Worth knowing. */
    | 'notice'
    /** Allowed, but somebody should look. */
    | 'warning'
    /** Bars the stage it speaks of. */
    | 'error';
  /** What is wrong with a row of an order file. */
  type RowProblem =
    | 'article-missing'
    /** An error value or a formula without a result. */
    | 'article-unreadable'
    | 'article-too-long'
    | 'quantity-missing'
    | 'quantity-zero'
    | 'quantity-negative'
    | 'quantity-not-a-number'
    /** `1,200` may be 1.2 or 1200: never a guess between two. */
    | 'quantity-ambiguous'
    | 'quantity-too-large'
    /** More decimals than a `decimal` has. */
    | 'quantity-too-precise'
    /** The article stands in a numeric cell: leading zeros may be lost. */
    | 'article-numeric-cell';
  /** Who may read a value. */
  type Audience =
    | 'buyer'
    | 'staff';
  /** What a text speaks of. */
  type Value =
    /** For people or machines: a name, an id, a word of the policy. */
    | { tag: 'text'; val: string }
    /** In the currency of the document. */
    | { tag: 'money'; val: values.Decimal }
    | { tag: 'quantity'; val: values.Decimal }
    /** 12.5 means 12.5 %. */
    | { tag: 'percent'; val: values.Decimal }
    | { tag: 'date'; val: values.LocalDate }
    /** A number of things. */
    | { tag: 'count'; val: number }
    /** A moment, which people read in the shop's zone. */
    | { tag: 'instant'; val: values.Instant };
  /** A value that a finding or a message carries. */
  interface Param {
    /** Stable name, unique within the finding. */
    name: string;
    value: types.Value;
    audience: types.Audience;
  }
  /** What a finding speaks of. */
  type Subject =
    /** The whole document, or the question itself. */
    | 'document'
    /**
     * Index into the answer's `lines`; of `orders.fire` into those of `correct`, of `orders.due` and
     * `documents.waybill` into the orders.
     */
    | { tag: 'line'; val: number }
    /** Row number in the uploaded file, or the line of the previous order, from 1. */
    | { tag: 'row'; val: number };
  /** From when on something passes, itself included. */
  type Until =
    /** The shop's day, from its beginning on. */
    | { tag: 'day'; val: values.LocalDate }
    | { tag: 'instant'; val: values.Instant };
  /** Something to change in the request. */
  interface Edit {
    /**
     * What to edit: `quantity`, `article`, `repair` (accept the proposed article), `contract`,
     * `quote` (accept the new figures), `lines`, `warehouses`, `delivery` (complete or change it), `payment` (another one),
     * `total` (the whole may cost at most `to`), `extra` (a field of the shop's own), `collected` (the day of collection), `promo` (another
     * code, or none), `bonus` (another sum, or none); of an event `version` (read the order again),
     * `key`, `reason`; of a document `sequence` (the next number), `period`,
     * `orders` (leave one out); of a registration `tax-id`, `email`, `phone`, `name`, `outlet`, `invitation`;
     * of an employee `email`, `level`, `limit`, `outlet`.
     */
    field: string;
    /** As `subject.line`, where one line is meant. */
    line?: number | null;
    /** The value that would pass, where there is one. */
    to?: values.Decimal | null;
  }
  /** What a person can do about it. */
  type Remedy =
    | { tag: 'edit'; val: types.Edit }
    /** Pay this sum, in the document's currency. */
    | { tag: 'pay'; val: values.Decimal }
    /** Somebody of this role may let it pass. */
    | { tag: 'grant'; val: string }
    /** Wait until then; none where nobody knows when. */
    | { tag: 'wait'; val: types.Until | null }
    /** Talk to this role. */
    | { tag: 'contact'; val: string };
  /** What a rule has to say. */
  interface Finding {
    /** The rule's stable code, for example `credit.overdue`. */
    code: string;
    severity: types.Severity;
    /** What the rule wants done at `stage`: allow for a notice or a warning. */
    outcome: types.Outcome;
    /** The stage it speaks of, which may lie ahead of the stage at hand. */
    stage: types.Stage;
    subject: types.Subject;
    /** In the order of the rule. May be empty. */
    params: types.Param[];
    /**
     * Path of the setting that decided, for example `credit.gate[overdue].when.overdue_over`,
     * or `default` where the policy is silent.
     */
    setting: string;
    /** What removes this finding, best first. Never empty for an error. */
    remedies: types.Remedy[];
  }
  /** What an order said of the client, such as his legal name or where he takes delivery. */
  interface KeptDetail {
    /** A name of the policy's `[order] details`. */
    name: string;
    /** Not blank, at most 1000 characters: what is longer is not kept. */
    value: string;
  }
  /** Bonuses of one lot. Never more than the lot can give or take. */
  interface LotPart {
    /** Index into the lots of the loyalty facts. */
    lot: number;
    /** Above 0. */
    amount: values.Decimal;
  }
  /** Bonuses that an order earned. */
  interface NewLot {
    /** Id of the order that earned it. */
    order: string;
    /** Above 0. */
    amount: values.Decimal;
    /** Day on which it is credited. */
    earned: values.LocalDate;
  }
  /** Goods in a warehouse. */
  interface Reservation {
    /** Index into the product facts. */
    product: number;
    /** Index into the warehouse facts. */
    warehouse: number;
    /** Above 0. */
    quantity: values.Decimal;
  }
  /** A way to tell it. */
  type Channel =
    /** In the person's account. */
    | 'account'
    | 'email';
  /** Something to tell somebody, once the transaction is committed. */
  interface Notification {
    /**
     * Who: `outlet`, `rep`, `manager`, `applicant` (who registers or is invited), `administrator` (of
     * the client), `employee` (whom a change is about), `staff`, or `visitor` (at the address he gave
     * the host).
     */
    to: string;
    /** Message template, for example `order-confirmed`. Its text is `notification-<template>`. */
    template: string;
    /** Ways to tell it. Never empty. */
    channels: types.Channel[];
    /** What the text speaks of. May be empty. */
    params: types.Param[];
  }
  /** One thing to do. The host does what it knows; an unknown one must fail the transaction. */
  type Action =
    /** Take goods off what others see. */
    | { tag: 'reserve'; val: types.Reservation[] }
    | { tag: 'notify'; val: types.Notification }
    /** Take the goods of this order's lines, gifts too, off what others see. */
    | { tag: 'reserve-order'; val: string }
    /** Let go what is reserved for this order. */
    | { tag: 'release-order'; val: string }
    /**
     * Ask the accounting system to reserve for this order, and wait for its verdict. While it is being
     * placed an order has no id: the request's stands for it.
     */
    | { tag: 'request-reservation'; val: string }
    /** Take these bonuses off their lots: the order is paid with them. */
    | { tag: 'redeem'; val: types.LotPart[] }
    /** Make this lot. */
    | { tag: 'earn'; val: types.NewLot }
    /** Put these bonuses back into their lots: the order that redeemed them came back. */
    | { tag: 'give-back'; val: types.LotPart[] }
    /** Take these bonuses off their lots: the order that earned them came back. */
    | { tag: 'reverse'; val: types.LotPart[] }
    /** Take these bonuses off their lots: they burn. */
    | { tag: 'expire'; val: types.LotPart[] }
    /** Count one more use of this promo, by its id. */
    | { tag: 'use-promo'; val: string }
    /** Keep these for the client's next order, each in place of the one of its name. */
    | { tag: 'keep-details'; val: types.KeptDetail[] };
  /** What the host should now do, in its own transaction. */
  interface Effect {
    /** Idempotency key: `<request-id>#<ordinal>`. */
    key: string;
    action: types.Action;
  }
  /** What facts are about. `receivables` are also grants, limits and live orders, `loyalty` also uses of codes. */
  type FactGroup =
    | 'buyer'
    | 'contracts'
    | 'products'
    | 'stock'
    | 'receivables'
    | 'directory'
    | 'rates'
    | 'loyalty'
    | 'orders'
    | 'calendar'
    /** What the client ordered before. */
    | 'history'
    | 'ledger'
    | 'standings';
  /**
   * A fact that the decision rests on, by its place in what the host passed.
   * The host knows its version. A pure group (buyer, receivables, directory, loyalty, calendar, history, ledger) has index 0.
   */
  interface FactRef {
    group: types.FactGroup;
    index: number;
  }
  /** Part of every answer. */
  interface Verdict {
    /** The outcome at the stage at hand. */
    outcome: types.Outcome;
    /** Every finding, of every stage, in order of decision. May be empty. */
    findings: types.Finding[];
    /** In order. Empty unless the decision binds. */
    effects: types.Effect[];
    /** Which facts were read, by group then index. */
    factsUsed: types.FactRef[];
  }
  /** How one stage stands, or will stand. */
  interface StageVerdict {
    stage: types.Stage;
    /** Over every finding of this stage. */
    outcome: types.Outcome;
    /** The exact sum whose payment turns this stage's credit holds and blocks into a pass. */
    release?: values.Decimal | null;
  }
  /** A malformed call, and nothing else: a business "no" is an answer, not an error. */
  interface RuleError {
    /**
     * `no-policy`, `bad-decimal`, `bad-date`, `bad-time` (working time that does not rise) or `bad-index` (out of range,
     * not in order, or a list of another length than its fellow's).
     */
    code: string;
    /** Path of the argument, for example `products.items[3].prices[0].price-list`. */
    at: string;
    /** One English sentence. */
    message: string;
  }
  /** How much to tell about a price. */
  type Detail =
    /** The price alone. */
    | 'price'
    /** Every step and every candidate. */
    | 'waterfall';
  /** How prices relate to tax. */
  type TaxMode =
    /** Tax is added to the price. */
    | 'exclusive'
    /** The price contains the tax. */
    | 'inclusive'
    /** No tax at all. */
    | 'exempt';
  /** One step of a price, from list to net. Exact to six decimals; the last step rounds. */
  interface PriceStep {
    /** `price.list`, `price.break`, `price.tier`, `price.contract`, `price.grid`, `price.round`. */
    code: string;
    /** Path of the setting, or `default`. */
    setting: string;
    /** The percentage applied, negative for a discount; none where the step is no percentage. */
    percent?: values.Decimal | null;
    /** Unit price, as `after` is. */
    before: values.Decimal;
    after: values.Decimal;
  }
  /** Why a list gave the price or did not. */
  type Claim =
    | 'won'
    /** A more specific, a cheaper or a higher ranked list won (see the policy's strategy). */
    | 'outranked'
    /** The list names no price for the product. */
    | 'no-price'
    /** The list has prices, but the quantity reaches none of its breaks. */
    | 'below-first-break'
    /** The list is not in force on the day, or is kept in another currency. */
    | 'not-in-force';
  /** A price list that was considered. */
  interface Candidate {
    /** Index into `products.price-lists`. */
    priceList: number;
    /** The setting or fact that put it forward. */
    setting: string;
    /** Its price for the quantity; none where it has none. */
    amount?: values.Decimal | null;
    claim: types.Claim;
  }
  /** From how much on a unit costs less. */
  interface NextBreak {
    fromQuantity: values.Decimal;
    /** Net unit price from that quantity on. */
    net: values.Decimal;
  }
  /** A unit price, in the contract's currency. */
  interface Price {
    /** Index into `products.price-lists`. */
    priceList: number;
    /** Before every discount: the list's price at its lowest break. */
    listPrice: values.Decimal;
    /** After the last step, rounded as the policy says. */
    net: values.Decimal;
    /** None: it gets no cheaper. */
    nextBreak?: types.NextBreak | null;
    /** Empty unless `waterfall` was asked. */
    steps: types.PriceStep[];
    /** Empty unless `waterfall` was asked. */
    candidates: types.Candidate[];
  }
  /** The contract under which the answer was computed. */
  interface ChosenContract {
    /** Index into the contract facts. */
    contract: number;
    /** Payment terms of the policy, for example `net-30`. */
    terms: string;
    /** ISO 4217 code. */
    currency: string;
    taxMode: types.TaxMode;
    /** Tier by turnover, where the client reached one. */
    tier?: string | null;
  }
}

/** Numbers, dates and instants. Never a float. */
export namespace values {
  /**
   * An exact decimal: `coefficient` × 10^-`scale`. 12.50 is (1250, 2).
   *
   * Money, quantities, percentages, kilograms and cubic metres all use it.
   * `scale` is 0 to 12; anything else is a malformed call. Two decimals of one
   * value and different scale are equal. A result beyond ±10^15 is no answer but `indeterminate`.
   */
  type Decimal = string;
  /** A day of the shop's own calendar. Month 1 to 12, day 1 to 31. */
  type LocalDate = string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  type Instant = number;
}
