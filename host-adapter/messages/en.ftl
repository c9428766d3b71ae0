### Texts for people. A finding's id is its code with `-` for `.`; `-staff` adds what only staff may read.
### All arguments are formatted text. `$has-x` is `yes` where `$x` is there; `.short` needs no argument.
### The three languages have the same ids and the same arguments; a test compares them.

## Findings

access-action = Access level { $level } does not allow this.
    .short = The access level does not allow this.
access-level = The access level is not set up.
access-level-staff = Access level: { $level }.
access-limit = The order costs { $sum }; the spending limit is { $limit }.
    .short = The order is above the spending limit.
access-not-yet = The access works from { $at } on.
    .short = The access does not work yet.
access-principal = The account is not known.
access-principal-staff = Account: { $account }.
access-rep = The client is not on the rep's list.
access-rep-action = Sales reps can't do this for clients.
access-rep-unknown = No sales rep with access is known under this name.
access-search = Only the shop's staff can search clients.
access-sum = There is a spending limit of { $limit }, and the cost of the order is not known.
    .short = There is a spending limit, and the cost of the order is not known.
access-suspended = The access is suspended.
access-unknown = There is no access for this outlet.
account-closed = Accounts are opened by the shop.
account-contract = The company has no supply contract in force.
account-details = The name of the company or of the person is missing.
account-email = The e-mail address is missing or not valid.
account-email-taken = The e-mail address is already in use.
account-first-order = An account is opened after the first order.
account-invitation = The invitation is not valid for these details.
account-invite =
    { $reason ->
        [mode] Accounts are opened by the shop; nobody is invited.
       *[not-staff] Only the shop invites clients.
    }
    .short = No invitation can be sent.
account-outlet =
    { $reason ->
        [account] { $outlet } already has an account.
       *[entity] { $outlet } belongs to another company.
    }
    .short = No account can be opened for this outlet.
account-phone = The phone of the outlet is missing or not valid.
account-refused = Registration with these details is not possible.
account-refused-staff =
    { $reason ->
        [closed-terms] The tax id is registered, and the client's contract takes no requests to join.
       *[other] Reason: { $reason }.
    }
account-review = The request was received; the shop checks it before opening access.
account-review-staff =
    { $reason ->
        [tax-id] The tax id is registered: a request to join.
        [email] The e-mail address is already in use.
        [contract] There is no contract yet.
       *[other] Reason: { $reason }.
    }
account-tax-id =
    { $reason ->
        [country] The country of the tax id is not valid.
        [checksum] The tax id is wrong: its check digit does not match.
       *[form] The tax id has the wrong length or characters.
    }
    .short = The tax id is not valid.
account-tax-id-unchecked = Only the form of the tax id was checked ({ $country }).
    .short = Only the form of the tax id was checked.
bonus-accrual = The order will bring { $accrues } bonuses ({ $rate }) once it is completed.
    .short = The order will bring bonuses once it is completed.
bonus-balance =
    { $has-asked ->
        [yes] You asked for { $asked } bonuses; { $redeemed } are used, all that you have.
       *[no] { $redeemed } bonuses are used, all that you have.
    }
    .short = The balance of bonuses is used up.
bonus-cap =
    { $has-asked ->
        [yes] You asked for { $asked } bonuses; { $redeemed } are used, as much as may pay this order.
       *[no] { $redeemed } bonuses are used, as much as may pay this order.
    }
    .short = Bonuses pay a part of an order at most.
bonus-currency = Bonuses are counted in { $currency }, not in the currency of the contract.
    .short = Bonuses are counted in another currency than the contract's.
bonus-delivery = Choose a delivery first: how many bonuses may be used depends on it.
bonus-excluded = With some of these goods no bonuses can be used on the order.
bonus-expired = { $bonuses } bonuses burnt on { $day }: there was no order in time.
    .short = The bonuses burnt: there was no order in time.
bonus-expiry = { $bonuses } bonuses burn on { $day } unless there is an order before.
    .short = The bonuses burn unless there is an order in time.
bonus-floor =
    { $has-asked ->
        [yes] You asked for { $asked } bonuses; { $redeemed } are used, so that the minimum order is left to pay.
       *[no] { $redeemed } bonuses are used, so that the minimum order is left to pay.
    }
    .short = The minimum order must be left to pay.
bonus-off = This shop has no bonuses.
bonus-promo = Beside a promo code no bonuses can be used.
bonus-settled = Order { $order } has brought its bonuses already.
    .short = The order has brought its bonuses already.
bonus-short = Bonuses of the returned order { $order } are spent already.
    .short = Bonuses of the returned order are spent already.
bonus-short-staff = Not collected: { $uncollected }.
bonus-stage =
    { $has-next ->
        [yes] { $has-stage ->
            [yes] Stage { $stage }; { $missing } more to { $next }.
           *[no] { $missing } more to stage { $next }.
        }
       *[no] { $has-stage ->
            [yes] Stage { $stage }, the highest.
           *[no] No stage is reached yet.
        }
    }
    .short = The stage of the loyalty programme.
bonus-unit = Bonuses are used in whole steps: { $redeemed } of the { $asked } you asked for.
    .short = Bonuses are used in whole steps.
bonus-unknown = The bonus account can't be read at the moment.
bonus-unknown-staff = Details: { $fact }.
bonus-unregistered = Only registered buyers collect and use bonuses.
catalogue-profile = This client has a profile that is not set up.
catalogue-profile-staff = Profile: { $profile }.
contract-ambiguous = Several contracts claim to be the default: { $contracts }.
    .short = Several contracts claim to be the default.
contract-none = No contract is in force today.
contract-terms = The payment terms of contract { $contract } are not set up.
    .short = The payment terms of the contract are not set up.
contract-terms-staff = Payment terms: { $terms }.
contract-unknown = Contract { $contract } is not in force for this client.
    .short = The contract is not in force for this client.
credit-granted = The order may pass in spite of the debt: a permission is in force.
credit-granted-staff =
    { $has-debt ->
        [yes] Debt { $debt }, let pass by { $by }{ $has-reason ->
            [yes] , reason: { $reason }.
           *[no] .
        }
       *[no] Exposure { $exposure }, let pass by { $by }{ $has-reason ->
            [yes] , reason: { $reason }.
           *[no] .
        }
    }
credit-limit =
    { $severity ->
        [warning] With this order { $exposure } is in use of a credit limit of { $limit }; at least { $release } should be paid.
       *[error] With this order { $exposure } would be in use of a credit limit of { $limit }; pay { $release } to release the order.
    }
    .short = Too much of the credit limit is in use.
credit-limit-staff =
    { $has-up-to ->
        [yes] Threshold: { $threshold }. Let pass up to { $up-to }.
       *[no] Threshold: { $threshold }.
    }
credit-overdue =
    { $severity ->
        [warning] { $debt } is overdue; at least { $release } should be paid.
       *[error] { $debt } is overdue; pay { $release } to release the order.
    }
    .short = Payment is overdue.
credit-overdue-staff =
    { $has-up-to ->
        [yes] Threshold: { $threshold }. Let pass up to { $up-to }.
       *[no] Threshold: { $threshold }.
    }
credit-receivable =
    { $severity ->
        [warning] { $debt } is outstanding; at least { $release } should be paid.
       *[error] { $debt } is outstanding; pay { $release } to release the order.
    }
    .short = Too much is outstanding.
credit-receivable-staff =
    { $has-up-to ->
        [yes] Threshold: { $threshold }. Let pass up to { $up-to }.
       *[no] Threshold: { $threshold }.
    }
credit-unknown = The outstanding debt is not known, so no credit can be given.
credit-unknown-staff = Details: { $fact }.
delivery-currency = The price of delivery is set in { $currency }, and there is no rate to the currency of the contract.
    .short = The price of delivery is set in another currency, and there is no rate to the one of the contract.
delivery-currency-staff = Details: { $fact }.
delivery-incomplete =
    { $field ->
        [method] Choose a method of delivery.
        [zone] Delivery needs the zone.
        [city] Delivery needs the city.
        [postcode] Delivery needs the postcode.
        [address] Delivery needs the address.
        [branch] Delivery needs the carrier's branch.
        [recipient] Delivery needs the name of the recipient.
        [phone] Delivery needs the recipient's phone.
        [payment] Delivery needs the way of payment.
       *[other] The delivery data are not complete.
    }{ $has-nearest ->
        [yes] {" "}Another way: { $nearest }.
       *[no] {""}
    }
    .short = The delivery data are not complete.
delivery-minimum =
    The minimum order of delivery zone { $zone } is { $minimum } { $basis ->
        [net] before tax
       *[gross] with tax
    }; { $missing } is missing.
    .short = The order is below the minimum of the delivery zone.
delivery-not-served =
    { $field ->
        [branch] { $method } has no branch { $place } in the city.
        [postcode] { $method } does not deliver to postcode { $place }.
        [zone] { $method } does not deliver to the address in zone { $place }.
       *[city] { $method } does not deliver to { $place }.
    }{ $has-nearest ->
        [yes] {" "}Possible: { $nearest }.
       *[no] {""}
    }
    .short = The method of delivery does not serve the place.
delivery-payment =
    { $method }: payment { $payment } is not possible. Possible: { $allowed }.{ $has-nearest ->
        [yes] {" "}Another way: { $nearest }.
       *[no] {""}
    }
    .short = The delivery does not allow the payment.
payment-on-behalf = Payment { $payment } can only be chosen by the client himself.
    .short = The payment can only be chosen by the client himself.
delivery-unknown =
    { $field ->
        [zone] There is no delivery zone { $id }.
       *[method] There is no method of delivery { $id }.
    }
    .short = There is no such method or zone of delivery.
delivery-weight =
    { $has-load ->
        [yes] { $measure ->
            [volume] { $method } carries { $limit } m³ at most; the order has { $load } m³.
           *[weight] { $method } carries { $limit } kg at most; the order weighs { $load } kg.
        }
       *[no] { $measure ->
            [volume] { $method } carries { $limit } m³ at most; the volume of an article is not known.
           *[weight] { $method } carries { $limit } kg at most; the weight of an article is not known.
        }
    }{ $has-nearest ->
        [yes] {" "}Another way: { $nearest }.
       *[no] {""}
    }
    .short = The order may be too heavy or too large for the method of delivery.
employee-above-own =
    { $what ->
        [employee] This colleague may do more than you; somebody above changes the access.
        [level] This level may do more than your own.
        [limit] The spending limit is higher than your own.
       *[outlet] Not all of these outlets are yours.
    }
    .short = Nobody gives more access than he has.
employee-email = The e-mail address of the employee is missing or not valid.
employee-email-taken = The e-mail address is already in use.
employee-last-administrator = Nobody else manages the company's employees.
employee-level = There is no access level { $level }. Possible: { $levels }.
    .short = The access level is not set up.
employee-outlet =
    { $reason ->
        [none] No outlet is chosen.
       *[elsewhere] An outlet belongs to another company.
    }
    .short = The outlets do not fit.
employee-unknown = The company has no such employee.
details-missing =
    { $field ->
        [city] The first order needs the city of delivery; later ones take it from there.
        [postcode] The first order needs the postcode of delivery; later ones take it from there.
        [address] The first order needs the address of delivery; later ones take it from there.
        [recipient] The first order needs the name of the recipient; later ones take it from there.
        [phone] The first order needs the recipient's phone; later ones take it from there.
       *[other] The first order needs the field { $field }; later ones take it from there.
    }
    .short = The first order needs more about the client.
entry-actor = Only a sales rep or the shop's staff can enter an order for an earlier day.
entry-deferred =
    { $has-difference ->
        [yes] Taken on { $collected }, entered on { $entered }: priced by the day of entry, a difference of { $difference }.
       *[no] Taken on { $collected }, entered on { $entered }: priced by the day of entry; the difference is not known.
    }
    .short = The order was taken on an earlier day and is priced by the day of entry.
entry-future = The order can't have been taken on { $collected }: today is { $entered }.
    .short = The day on which the order was taken lies ahead.
entry-late = Taken on { $collected } and entered on { $entered }, days later: { $days }. It waits for confirmation by the shop.
    .short = The order is entered late and waits for confirmation by the shop.
entry-late-staff = Days allowed: { $within }.
extra-invalid =
    { $problem ->
        [name-empty] A field has no name.
        [name-too-long] The name of the field { $field } is longer than 64 characters.
        [name-twice] The field { $field } is there twice.
        [value-too-long] The value of the field { $field } is longer than 1000 characters.
       *[too-many] More than 32 fields; { $field } is the first one too many.
    }
    .short = A field of the order can't be used.
facts-contradictory = The shop's data contradict each other, so nothing can be decided.
facts-contradictory-staff = Details: { $fact }.
import-ambiguous = { $article }: several articles fit once leading zeros are put back.
    .short = Several articles fit once leading zeros are put back.
import-duplicate = { $article } is already in row { $first-row }; the quantities are added up.
    .short = The article is already in an earlier row; the quantities are added up.
import-repair = { $article }: leading zeros seem to be lost; { $product } is proposed.
    .short = Leading zeros of the article seem to be lost.
import-repaired = { $article } was taken as { $product }, with its leading zeros.
    .short = Leading zeros of the article were put back.
import-row = { row-problem }
    .short = The row can't be used.
document-article = { $article } is not among the shop's products any more, so the document can't be made.
    .short = An article is not among the shop's products any more, so the document can't be made.
document-foreign = This document is not yours.
document-off = Such documents are not made here.
history-window = Orders placed before { $since } are not shown any more.
    .short = Older orders are not shown any more.
invoice-cancelled = The order is cancelled and gets no invoice.
invoice-early = The invoice is made when the order is placed.
invoice-mismatch = The invoice's lines do not come to what the order costs.
invoice-mismatch-staff = Lines: { $lines }; order: { $order }.
invoice-number = The number { $number } was used before; a void invoice keeps its number.
    .short = The number was used before; a void invoice keeps its number.
invoice-reissued = Invoice { $void } is void; invoice { $number } stands in its place.
    .short = The invoice is void; another one stands in its place.
invoice-voided = Invoice { $void } is void.
    .short = The invoice is void.
statement-differs = The closing balance in { $currency } differs from the shop's receivables by { $difference }.
    .short = The closing balance differs from the shop's receivables.
statement-missing = The settlements are not known, so there is no statement.
statement-period = A statement can't span { $start } to { $end }; the bound is { $bound }.
    .short = A statement can't span this period.
statement-unconfirmed = The receivables are not known, so nothing confirms the closing balance.
statement-unconfirmed-staff = Missing: { $fact }.
statement-uncovered = The settlements are known from { $since } on only.
    .short = The settlements are not known that far back.
waybill-empty = There is nothing to collect.
waybill-quantities = Order { $order } is reserved in part, and it is not known which part.
    .short = The order is reserved in part, and it is not known which part.
waybill-state = The goods of order { $order } can't be collected as it stands.
    .short = The goods of the order can't be collected as it stands.
waybill-terms = Under the terms { $terms } your manager prints the waybill.
    .short = Under these terms your manager prints the waybill.
waybill-unreserved = No goods are reserved for order { $order }.
    .short = No goods are reserved for the order.
invoice-off = Invoices without an account are not offered here.
measure-missing = { $article }: weight or volume is not known and not in the totals.
    .short = The weight or volume of an article is not known and not in the totals.
number-overflow = A number is too large to calculate with.
order-actor = Somebody else has to do this: { event-name }.
    .short = Somebody else has to do this.
order-actor-staff = Allowed: { $by }.
order-calendar = The shop's working time is not known, so the deadline can't be told.
order-calendar-staff = Missing: { $fact }.
order-conflict = Another action was already taken under the same key.
order-consent =
    { $has-article ->
        [yes] The corrected order contains { $article }, which was not ordered, and costs { $sum-now } instead of { $sum-before }; the client is asked.
       *[no] The corrected order costs { $sum-now } instead of { $sum-before }; the client is asked.
    }
    .short = The client is asked about the correction.
order-currency = The minimum order is set in { $currency }, and there is no rate to the currency of the contract.
    .short = The minimum order is set in another currency, and there is no rate to the one of the contract.
order-currency-staff = Minimum: { $minimum } { $currency }; { $fact }.
order-early = It is too early for this; its time comes at { $at }.
    .short = It is too early for this.
order-empty = The order is empty.
order-event = This can't be done with the order as it stands.
order-event-staff = Event: { event-name }; state: { state-name }.
order-granted =
    { $problem ->
        [twice] The verdict names { $article } twice.
        [more] The verdict allows more of { $article } than was ordered.
       *[nothing] The verdict allows a part of the order, but names nothing of it.
    }
    .short = The accounting system's verdict does not fit the order.
order-history = What the client ordered before is not known, so the order waits.
order-history-staff = Missing: { $fact }.
order-implausible = The order of { $sum } is unusually large; a manager looks at it first.
    .short = The order is unusually large; a manager looks at it first.
order-implausible-staff = Threshold: { $threshold }.
order-late-payment =
    { $then ->
        [again] The payment of { $sum } came after the reservation had ended; the goods are set aside again.
       *[manager] The payment of { $sum } came late; a manager decides what happens.
    }
    .short = The payment came late.
order-manager = A manager looks at the order of { $sum } before it is confirmed.
    .short = A manager looks at the order before it is confirmed.
order-minimum =
    The minimum order is { $minimum } { $basis ->
        [net] before tax
       *[gross] with tax
    }; { $missing } is missing.
    .short = The order is below the minimum.
order-needs =
    { $has-step ->
        [yes] Before this the order must stand at { $step }.
       *[no] { $payment ->
            [full] Before this the order must be paid in full.
           *[part] Before this a part of the order must be paid.
        }
    }
    .short = Something has to be done before this.
order-reason = A reason is needed.
order-repeated = This was done already; it is not done twice.
order-returned =
    { $problem ->
        [twice] The return names { $article } twice.
        [more] { $article }: { $has-most ->
            [yes] at most { $most } can come back.
           *[no] so much can't come back.
        }
       *[nothing] There is nothing that could come back.
    }
    .short = So much of the order can't come back.
order-stale = The order has changed in the meantime.
order-unreserved =
    { $reservation ->
        [denied] The goods were not reserved, so they can't be shipped.
        [requested] The reservation has not been answered yet.
        [expired] The reservation has ended.
        [part] Only a part of the goods is reserved.
       *[none] The goods are not reserved yet.
    }
    .short = The goods are not reserved.
price-missing = { $article }: no price at this quantity.
    .short = An article has no price at this quantity.
product-unknown = { $article } is not on offer.
    .short = The article is not on offer.
product-unknown-staff =
    { $reason ->
        [hidden] It is hidden from this client.
       *[not-in-facts] The facts do not hold it.
    }
promo-audience =
    { $field ->
        [first-order] Code { $code } is for a first order only.
       *[other] Code { $code } is for other clients.
    }
    .short = The promo code is for other clients.
promo-condition =
    { $field ->
        [goods] Code { $code } needs goods for { $goods-from }; { $missing } more to go.
        [categories] Code { $code } is for other goods than these.
        [delivery] Code { $code } is for another kind of delivery.
        [terms] Code { $code } is for other payment terms.
       *[other] Code { $code } is for other orders.
    }
    .short = The promo code is for other orders.
promo-condition-staff = Categories: { $categories }.
promo-currency = Sums of code { $code } are in { $currency }, not in the currency of the contract.
    .short = Sums of the promo code are in another currency than the contract's.
promo-discount =
    { $has-percent ->
        [yes] Code { $code }: { $percent } off, { $discount } in all.
       *[no] Code { $code }: { $discount } off.
    }
    .short = The promo code takes a sum off.
promo-facts = Whether code { $code } applies is not known at the moment.
    .short = Whether the promo code applies is not known at the moment.
promo-facts-staff = Details: { $fact }.
promo-free-delivery = Code { $code }: delivery is free.
    .short = The promo code makes delivery free.
promo-gift =
    { $severity ->
        [notice] Code { $code }: a gift, { $quantity } of { $article }.
       *[error] The gift of code { $code } is not to be had.
    }
    .short = The gift of the promo code.
promo-gift-staff =
    { $has-why ->
        [yes] { $article }: { $why ->
            [hidden] hidden from this client
            [not-in-facts] not among the articles known
            [fraction] can't be given in such a quantity
            [stock-unknown] the stock is not known
            [sold-out] sold out
           *[other] { $why }
        }.
       *[no] Article: { $article }.
    }
promo-limit =
    { $whose ->
        [client] You have used code { $code } as often as a client may ({ $limit }).
       *[everybody] Code { $code } is used up.
    }
    .short = The promo code is used up.
promo-limit-staff = Used: { $used } of { $limit }.
promo-unknown = There is no promo code { $code }.
    .short = There is no such promo code.
promo-validity =
    { $has-valid-from ->
        [yes] Code { $code } is valid from { $valid-from } on.
       *[no] Code { $code } was valid until { $valid-until }, that day left out.
    }
    .short = The promo code is not valid today.
quantity-invalid = { $article }: { $asked } can't be ordered; it is negative or has too many decimals.
    .short = The quantity is negative or has too many decimals.
quantity-minimum = { $article }: the minimum quantity is { $moq }; the order has { $accepted }.
    .short = The quantity is below the minimum.
quantity-multiple = { $article }: sold in multiples of { $multiple }; { $asked } asked, { $accepted } accepted.
    .short = The quantity is rounded down to the order multiple.
quote-changed =
    { $redeemed-moved ->
        [yes] The bonuses used were { $redeemed-before } and are { $redeemed-now } now.
       *[no] { $delivery-moved ->
            [yes] The price of delivery was { $delivery-before } and is { $delivery-now } now.
           *[no] { $gross-moved ->
                [yes] The total was { $gross-before } and is { $gross-now } now.
               *[no] { $quantity-moved ->
                    [yes] { $net-moved ->
                        [yes] The quantity was { $quantity-before } and is { $quantity-now } now; the net price was { $net-before } and is { $net-now } now.
                        [gone] The quantity was { $quantity-before } and is { $quantity-now } now; the price of { $net-before } is no longer valid.
                       *[no] The quantity was { $quantity-before } and is { $quantity-now } now.
                    }
                   *[no] { $net-moved ->
                        [yes] The net price was { $net-before } and is { $net-now } now.
                        [gone] The price of { $net-before } is no longer valid.
                       *[no] The figures have changed.
                    }
                }
            }
        }
    }
rep-absent =
    { $has-until ->
        [yes] { $rep } is away until { $until }, and nobody stands in.
       *[no] { $rep } is away, and nobody stands in.
    }
    .short = The sales rep is away, and nobody stands in.
rep-ambiguous = The sales rep can't be decided.
rep-ambiguous-staff = Equal claims: { $reps }.
rep-contact = { $rep }: neither e-mail nor phone is known.
    .short = Neither e-mail nor phone of the sales rep is known.
rep-none = No sales rep is assigned.
rep-substitute =
    { $has-until ->
        [yes] { $rep } is away until { $until }; { $substitute } stands in.
       *[no] { $rep } is away; { $substitute } stands in.
    }
    .short = Somebody stands in for the sales rep.
rep-unknown = The assigned sales rep is not known.
rep-unknown-staff = Rep: { $rep }.
rate-missing = Discounts by a sum are set in { $currency }, and there is no rate to the currency of the contract.
    .short = Discounts by a sum are set in another currency, and there is no rate.
rate-missing-staff = Details: { $fact }.
reorder-price-changed =
    { $has-before ->
        [yes] { $article }: the net price was { $before } and is { $net-now } now.
       *[no] { $article }: the net price was { $net-before } and is { $net-now } now.
    }
    .short = The net price is another one than in the earlier order.
reorder-reduced = { $article }: { $quantity-before } ordered then, { $quantity-now } in the cart now.
    .short = There is less in the cart than in the earlier order.
reorder-replaced = { $article } was replaced by { $product }.
    .short = The article was replaced by another.
reorder-unavailable = { $article } can't be bought now.
    .short = An article of the earlier order can't be bought now.
reorder-unavailable-staff =
    { $reason ->
        [hidden] It is hidden from this client.
       *[not-in-facts] The facts do not hold it.
    }
stock-far = { $article }: { $quantity } from the far warehouse { $warehouse }; days needed: { $days }.
    .short = Goods come from a far warehouse and need some days.
stock-unknown = { $article }: the stock is not known.
    .short = The stock of an article is not known.
stock-visible =
    { $article }: { $asked } asked, { $visible } available, { $accepted } accepted.{ $has-next-batch ->
        [yes] {" "}Next delivery: { $next-batch }.
       *[no] {""}
    }
    .short = Less is available than was asked.
tax-unknown = No tax rate is set for an article.
tax-unknown-staff = Tax class: { $class }.
warehouse-unknown = There is no warehouse { $warehouse }.
    .short = There is no such warehouse.

## Rows of an order file

row-problem =
    { $problem ->
        [article-missing] The article is missing.
        [article-unreadable] The article can't be read.
        [article-too-long] The article is too long.
        [article-numeric-cell] The article is a number; leading zeros may be lost.
        [quantity-missing] The quantity is missing.
        [quantity-zero] The quantity is zero.
        [quantity-negative] The quantity is negative.
        [quantity-not-a-number] The quantity is not a number.
        [quantity-ambiguous] The quantity can be read in two ways.
        [quantity-too-large] The quantity is too large.
        [quantity-too-precise] The quantity has more than 12 decimals.
        [quantity-fractional] The quantity has too many decimals for this article.
       *[other] The row can't be used.
    }

## Files that can't be read

order-file-empty = The file is empty: choose it again, it may not have been uploaded in full.
order-file-unknown-format = This is no spreadsheet: expected xlsx, xls, ods or delimited text.
order-file-unsupported-format = A file of this kind is not read: save it as .xlsx.
order-file-format-mismatch = The content is of another format than the name says: open the file and save it again.
order-file-password-protected = The file is protected by a password: remove the password and save it again.
order-file-truncated = The file is cut off: upload it again.
order-file-damaged = The file is damaged: open it and save it again.
order-file-unpacked-too-large = The file unpacks to more than is allowed: keep article and quantity only, without pictures or formatting.
order-file-too-many-rows =
    { $has-limit ->
        [yes] More than { $limit } rows
       *[no] Too many rows
    }{ $has-row ->
        [yes] {""}, row { $row } is the first one over
       *[no] {""}
    }: split the file.
order-file-too-many-cells =
    { $has-limit ->
        [yes] More than { $limit } cells
       *[no] Too many cells
    }{ $has-row ->
        [yes] {""}, row { $row } holds the first one over
       *[no] {""}
    }: keep article and quantity only.
order-file-too-many-texts = The file states more texts than are read: save it again.
order-file-texts-too-large = The file holds too much text: keep article and quantity only.
order-file-too-many-parts = The file packs more parts than a workbook has: save the order as a workbook of its own.
order-file-forbidden-xml = The file uses what no spreadsheet needs: save it again.
order-file-xml-too-deep = The file nests deeper than any spreadsheet does: save it again.
order-file-no-sheets = The workbook has no visible sheet with cells: unhide the one with the order.
order-file-nothing-filled-in = Nothing is filled in: expected a column with articles and one with quantities.
order-file-ambiguous-header =
    { $has-second ->
        [yes] Cells { $first } and { $second } of the header name the same column
       *[no] The header names two columns alike
    }: rename one of them.
count-rows =
    { $n ->
        [one] { $n } row
       *[other] { $n } rows
    }

## Price steps

price-list = list price
price-break = quantity break
price-tier = turnover tier
price-agreed = price of the order
price-contract = contract terms
price-grid = discount grid
price-round = rounding
claim-outranked =
    { $strategy ->
        [priority] { $has-ranks ->
            [yes] priority { $won } comes before { $lost }
           *[no] the other list has a higher priority
        }
        [lowest] the other list is cheaper
       *[most-specific] the other list was agreed more specifically
    }

## Remedies

remedy-edit =
    { $field ->
        [quantity] { $to-kind ->
            [none] correct the quantity
            [zero] remove the line
           *[some] change the quantity to { $to }
        }
        [article] write another article
        [repair] accept the proposed article, or write another
        [contract] choose a contract
        [quote] accept the new figures
        [lines] add goods to the order
        [total] { $to-kind ->
            [none] make the order cheaper
            [zero] make the order cheaper
           *[some] keep the whole within { $to }
        }
        [warehouses] choose another warehouse
        [tax-id] correct the tax id
        [email] give another e-mail address
        [phone] give the phone of the outlet
        [name] complete the names
        [outlet] choose another outlet
        [invitation] use a valid invitation
        [level] choose another access level
        [limit] lower the spending limit
        [delivery] complete or change the delivery
        [collected] correct the day on which the order was taken
        [extra] correct the field
        [promo] use another promo code, or none
        [bonus] { $to-kind ->
            [some] use { $to } bonuses
           *[none] use other bonuses, or none
        }
        [version] read the order again
        [key] use another key
        [reason] give a reason
        [sequence] take the next number
        [period] choose another period
        [orders] choose other orders
       *[other] change { $field }
    }
remedy-pay = pay { $sum }
remedy-grant =
    { $role ->
        [rep] the sales rep may let it pass
        [staff] the shop's staff may let it pass
        [buyer] the client may let it pass
        [system] the shop's programs may let it pass
        [administrator] your company's administrator may let it pass
       *[other] the { $role } may let it pass
    }
remedy-wait = wait until { $until }
remedy-wait-unknown = wait; nobody knows yet until when
remedy-contact =
    { $role ->
        [rep] ask your sales rep
        [administrator] ask your company's administrator
        [staff] ask the shop
        [shop] ask the shop
        [buyer] ask the client
       *[other] ask the { $role }
    }

## Stages and outcomes

stage-edit = editing
stage-place = placing
stage-confirm = confirming
stage-reserve = reserving
stage-ship = shipping
outcome-allow = allowed
outcome-adjust = adjusted
outcome-hold = held
outcome-indeterminate = undecided
outcome-block = refused
stage-sentence =
    { $outcome ->
        [allow] { $stage }: allowed
        [adjust] { $stage }: allowed with changes
        [hold] { $stage }: will be held
        [indeterminate] { $stage }: can't be decided, data are missing
       *[block] { $stage }: will be refused
    }
stage-sentence-release =
    { $outcome ->
        [hold] { stage-sentence }; pay { $sum } to release
       *[other] { stage-sentence }; pay { $sum } to clear the credit gate
    }

## Labels

subject-line = line { $number }
subject-row = row { $number }
word-article = article
word-name = name
word-line = line
word-lines = lines
word-row = row
word-row-verdicts = verdicts on rows
word-quantity = quantity
word-unknown-quantity = not known
word-asked = asked
word-visible = available
word-accepted = accepted
word-proposal = proposal
word-moq = minimum quantity
word-multiple = multiple
word-next-batch = next delivery
word-next-break = next quantity break
word-warehouse = warehouse
word-price = price
word-list-price = list price
word-price-list = price list
word-net-price = net price
word-steps = steps
word-discount = discount
word-before = before
word-after = after
word-total = total
word-totals = totals
word-list-sum = at list prices
word-net = net
word-tax = tax
word-gross = gross
word-delivery = delivery
word-payable = payable
word-free-from = free from
word-conditions = conditions
word-payments = payments
word-rate = exchange rate
word-weight = weight, kg
word-volume = volume, m³
word-unmeasured = lines without weight or volume
word-minimum = minimum order
word-missing = missing
word-contract = contract
word-terms = payment terms
word-tier = tier
word-company = company
word-buyer = buyer
word-currency = currency
word-stage = stage
word-stages = stages
word-verdict = verdict
word-verdicts = verdicts
word-outcome = outcome
word-finding = finding
word-findings = findings
word-reason = reason
word-reasons = reasons
word-remedy = what to do
word-remedies = what to do
word-release = to pay for release
word-notice = notice
word-notices = notices
word-warning = warning
word-warnings = warnings
word-error = error
word-errors = errors
word-setting = setting
word-policy = policy
word-order = order
word-order-file = order file
word-awaiting-confirmation = awaiting confirmation
word-confirmed = confirmed
word-changes = changes
word-effects = effects
word-reserve = reserve
word-notify = notify
word-facts-used = facts used
word-claim-won = applied
word-claim-no-price = no price
word-claim-below-first-break = below the first break
word-claim-not-in-force = not in force
word-yes = yes
word-no = no
word-none = none
word-tax-exclusive = prices before tax
word-tax-inclusive = prices with tax
word-tax-exempt = no tax
word-invoice = invoice
word-replaces = in place of
word-supplier = supplier
word-account = account
word-issued = issued
word-due = payable until
word-shipment = shipment
word-tax-rate = tax rate
word-credited = came back
word-redeemed = paid with bonuses
word-paid = paid
word-left = left to pay
word-waybill = collection waybill
word-day = day
word-orders = orders
word-statement = statement of settlements
word-from = from
word-until = until
word-opening = opening balance
word-closing = closing balance
word-overdue = of it overdue
word-entry = entry
word-document = document
word-debit = debit
word-credit = credit
word-balance = balance
word-agreement = ledger less receivables
word-entry-invoice = invoice
word-entry-correction = correction
word-entry-return = return
word-entry-payment = payment
word-history = orders of the past
word-state = state
word-owed = owed

## Notifications

notification-access-changed = Your access was changed.
notification-access-removed = Your access has ended.
notification-account-opened = Your account is open.
notification-client-assigned = A client was assigned to you.
notification-correction-accepted = The client accepts the correction of order { $order }.
    .short = The client accepts the correction.
notification-correction-declined =
    { $has-reason ->
        [yes] The client declines the correction of order { $order }: { $reason }.
       *[no] The client declines the correction of order { $order }.
    }
    .short = The client declines the correction.
notification-correction-lapsed = Nobody answered the correction of order { $order }; the order stays as it was.
    .short = Nobody answered the correction; the order stays as it was.
notification-demo-invoice = Here is the invoice you asked for.
notification-invoice-issued = Invoice { $number } for order { $order }.
    .short = An invoice for your order.
notification-invoice-reissued = Order { $order } was corrected: invoice { $void } is void, please pay by invoice { $number }.
    .short = Your order was corrected: its invoice is void, another one stands in its place.
notification-invoice-voided = Invoice { $number } for order { $order } is void.
    .short = The invoice for your order is void.
notification-employee-invited = You have access to your company's account.
notification-invitation = You are invited to open an account.
notification-join-request = Somebody asks to join your company's account.
notification-order-awaiting-confirmation = Order { $order } is accepted and waits for confirmation. It is preliminary: the supply contract decides.
    .short = The order is accepted and waits for confirmation. It is preliminary: the supply contract decides.
notification-order-cancelled =
    { $has-reason ->
        [yes] Order { $order } is cancelled: { $reason }.
       *[no] Order { $order } is cancelled.
    }
    .short = The order is cancelled.
notification-order-completed = Order { $order } is completed.
    .short = The order is completed.
notification-order-confirmed = Order { $order } is confirmed.
    .short = The order is confirmed.
notification-order-corrected =
    { $has-reason ->
        [yes] Order { $order } was corrected and costs { $sum } now: { $reason }.
       *[no] Order { $order } was corrected and costs { $sum } now.
    }
    .short = The order was corrected.
notification-order-correction-proposed =
    { $has-reason ->
        [yes] Please look at the correction of order { $order }; it would cost { $sum }: { $reason }.
       *[no] Please look at the correction of order { $order }; it would cost { $sum }.
    }
    .short = Please look at the correction of your order.
notification-order-delivered = Order { $order } is delivered.
    .short = The order is delivered.
notification-order-escalated = Order { $order } was not confirmed within the working time allowed.
    .short = An order was not confirmed within the working time allowed.
notification-order-late-payment = { $sum } came late for order { $order }; please decide.
    .short = A payment came late; please decide.
notification-order-partly-reserved = A part of order { $order } is reserved and can be collected; please say what to do about the rest.
    .short = A part of the order is reserved and can be collected.
notification-order-received = New order { $order }.
    .short = There is a new order.
notification-order-released =
    { $has-reason ->
        [yes] The manager lets order { $order } pass: { $reason }.
       *[no] The manager lets order { $order } pass.
    }
    .short = The manager lets the order pass.
notification-order-reopened =
    { $has-reason ->
        [yes] Order { $order } is open again: { $reason }.
       *[no] Order { $order } is open again.
    }
    .short = The order is open again.
notification-order-reservation-denied = The goods of order { $order } could not be reserved.
    .short = The goods could not be reserved.
notification-order-reservation-expired = The reservation for order { $order } has ended.
    .short = The reservation has ended.
notification-order-reserved =
    { $has-until ->
        [yes] The goods of order { $order } are reserved until { $until }; please pay by then.
       *[no] The goods of order { $order } are reserved.
    }
    .short = The goods are reserved.
notification-order-shipped = Order { $order } is shipped.
    .short = The order is shipped.
notification-order-shipped-in-part = A part of order { $order } is shipped.
    .short = A part of the order is shipped.
notification-order-split = A part of order { $order } is reserved and costs { $sum }; the rest is an order of its own and waits for its goods.
    .short = A part of the order is reserved; the rest is an order of its own.
notification-order-step = Order { $order }: { $step }.
    .short = The order has moved on.
notification-order-trimmed = Order { $order } was cut to what is there; it costs { $sum } now.
    .short = The order was cut to what is there.
notification-payment-received = For order { $order } { $sum } is paid in all.
    .short = Your payment has come.
notification-registration-received = Your registration has come; the shop looks at it.
notification-registration-review = A registration waits for review.
notification-return-accepted =
    { $has-sum ->
        [yes] The return of order { $order } is accepted; { $sum } is owed no more.
       *[no] The return of order { $order } is accepted.
    }
    .short = The return is accepted.
notification-return-accepted-in-part =
    { $has-sum ->
        [yes] A part of order { $order } came back and is accepted; { $sum } is owed no more.
       *[no] A part of order { $order } came back and is accepted.
    }
    .short = A part of the order came back and is accepted.
notification-return-refused =
    { $has-reason ->
        [yes] The return of order { $order } is refused: { $reason }.
       *[no] The return of order { $order } is refused.
    }
    .short = The return is refused.
notification-return-requested =
    { $has-reason ->
        [yes] The client wants to return goods of order { $order }: { $reason }.
       *[no] The client wants to return goods of order { $order }.
    }
    .short = The client wants to return goods.

## What an order is called

label-new = new
label-processing = being processed
label-reserved = reserved
label-paid-in-part = paid in part
label-paid = paid
label-shipped-in-part = shipped in part
label-shipped = shipped
label-return = return
label-closed = closed

## Names of events, of states and of who acts; a policy's own stay as they are

event-name =
    { $event ->
        [place] placing
        [correct] correcting
        [consent] agreeing to the correction
        [decline] declining the correction
        [lapse-consent] ending the time to answer the correction
        [release] letting the order pass
        [confirm] confirming
        [escalate] reminding of the confirmation
        [reserve] reserving
        [grant-reservation] granting the reservation
        [grant-part] granting a part of the reservation
        [deny-reservation] denying the reservation
        [expire-reservation] ending the reservation
        [see-payment] recording a payment
        [ship] shipping
        [deliver] delivery
        [request-return] asking for a return
        [accept-return] accepting the return
        [refuse-return] refusing the return
        [cancel] cancelling
        [complete] completing
        [reopen] opening again
        [archive] archiving
       *[other] { $event }
    }
state-name =
    { $label ->
        [new] { label-new }
        [processing] { label-processing }
        [reserved] { label-reserved }
        [paid-in-part] { label-paid-in-part }
        [paid] { label-paid }
        [shipped-in-part] { label-shipped-in-part }
        [shipped] { label-shipped }
        [return] { label-return }
        [closed] { label-closed }
       *[other] { $label }
    }
who-name =
    { $who ->
        [buyer] the client
        [rep] the sales rep
        [staff] the shop's staff
        [system] the shop's programs
       *[other] { $who }
    }
who-role =
    { $role ->
        [manager] the manager
       *[other] the { $role }
    }
