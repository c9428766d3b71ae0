//! The same answers without a sandbox: what the tests compare with, and the benchmark's yardstick.

use comptoir_rules::{accounts, cart, catalogue, checkout, documents, loyalty, orders, policy};

use crate::bindings::comptoir::rules::facts::{Buyer, Contract, Loyalty, Products};
use crate::bindings::comptoir::rules::types::{Context, RuleError};
use crate::bindings::exports::comptoir::rules::{
    accounts as accounts_w, cart as cart_w, catalogue as catalogue_w, checkout as checkout_w,
    delivery as delivery_w, documents as documents_w, loyalty as loyalty_w, orders as orders_w,
    policy as policy_w,
};
use crate::convert::{self, FactGroups};

mod papers;

/// A policy, ready to decide.
#[derive(Clone)]
pub struct Native {
    policy: policy::Policy,
}

impl Native {
    /// The policy that `text` holds, with the report of loading it.
    ///
    /// # Errors
    /// Every issue, when at least one is an error.
    pub fn load(text: &str) -> Result<(Self, policy_w::Report), Vec<policy_w::Issue>> {
        let loaded = policy::load(text).map_err(convert::policy::issues)?;
        let report = convert::policy::report(&loaded);
        Ok((
            Self {
                policy: loaded.policy,
            },
            report,
        ))
    }

    /// `catalogue.offers`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn offers(
        &self,
        context: Context,
        groups: FactGroups,
        request: catalogue_w::OffersRequest,
    ) -> Result<catalogue_w::OffersAnswer, RuleError> {
        let (context, facts) = (convert::context(context)?, convert::facts(groups)?);
        let catalogue_w::OffersRequest {
            contract,
            warehouses,
            detail,
        } = request;
        let answer = catalogue::offers(
            &self.policy,
            &context,
            &facts,
            (
                contract.as_deref(),
                warehouses.as_slice(),
                convert::detail(detail),
            ),
            convert::offer,
        );
        Ok(convert::offers_answer(answer))
    }

    /// `cart.evaluate`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn evaluate(
        &self,
        context: Context,
        groups: FactGroups,
        request: cart_w::CartRequest,
    ) -> Result<cart_w::CartAnswer, RuleError> {
        let (context, facts) = (convert::context(context)?, convert::facts(groups)?);
        let request = convert::cart_request(request)?;
        Ok(convert::cart_answer(cart::evaluate(
            &self.policy,
            &context,
            &facts,
            &request,
        )))
    }

    /// `cart.reorder`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn reorder(
        &self,
        context: Context,
        groups: FactGroups,
        request: cart_w::ReorderRequest,
    ) -> Result<cart_w::ReorderAnswer, RuleError> {
        let (context, facts) = (convert::context(context)?, convert::facts(groups)?);
        let request = convert::reorder_request(request)?;
        Ok(convert::reorder_answer(cart::reorder(
            &self.policy,
            &context,
            &facts,
            request,
        )))
    }

    /// `checkout.place`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn place(
        &self,
        context: Context,
        groups: FactGroups,
        (history, working): (
            Option<orders_w::OrderHistory>,
            Option<Vec<orders_w::WorkingTime>>,
        ),
        request: checkout_w::PlaceRequest,
    ) -> Result<checkout_w::PlaceAnswer, RuleError> {
        let (context, facts) = (convert::context(context)?, convert::facts(groups)?);
        let history = convert::orders::history(history)?;
        let working = convert::orders::working(working)?;
        let request = convert::place_request(request)?;
        Ok(convert::place_answer(checkout::place(
            &self.policy,
            &context,
            &facts,
            (working.as_deref(), history.as_ref()),
            request,
        )))
    }

    /// `accounts.register`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn register(
        &self,
        context: Context,
        directory: accounts_w::Directory,
        contracts: Vec<Contract>,
        request: accounts_w::RegistrationRequest,
    ) -> Result<accounts_w::RegisterAnswer, RuleError> {
        let context = convert::context(context)?;
        let directory = convert::accounts::directory(directory)?;
        let contracts = convert::accounts::contracts(contracts)?;
        let request = convert::accounts::registration(request, &directory)?;
        let answer = accounts::register(&self.policy, &context, &directory, &contracts, &request);
        Ok(convert::accounts::register_answer(answer, &directory))
    }

    /// `accounts.invite`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn invite(
        &self,
        context: Context,
        directory: accounts_w::Directory,
        contracts: Vec<Contract>,
        request: accounts_w::InviteRequest,
    ) -> Result<accounts_w::InviteAnswer, RuleError> {
        let context = convert::context(context)?;
        let directory = convert::accounts::directory(directory)?;
        let contracts = convert::accounts::contracts(contracts)?;
        let (entity, email) = convert::employees::invitation(request, &directory)?;
        let answer = accounts::invite(
            &self.policy,
            &context,
            &directory,
            &contracts,
            entity,
            &email,
        );
        Ok(convert::employees::invite_answer(answer))
    }

    /// `accounts.manage-employee`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn manage_employee(
        &self,
        context: Context,
        directory: accounts_w::Directory,
        request: accounts_w::EmployeeChange,
    ) -> Result<accounts_w::EmployeeAnswer, RuleError> {
        let context = convert::context(context)?;
        let directory = convert::accounts::directory(directory)?;
        let change = convert::employees::change(request, &directory)?;
        let answer = accounts::manage_employee(&self.policy, &context, &directory, &change);
        Ok(convert::employees::employee_answer(answer))
    }

    /// `accounts.authorise`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn authorise(
        &self,
        context: Context,
        directory: accounts_w::Directory,
        request: accounts_w::AuthoriseRequest,
    ) -> Result<accounts_w::AuthoriseAnswer, RuleError> {
        let (acting, principal) = (context.acting.clone(), context.principal.clone());
        let context = convert::context(context)?;
        let directory = convert::accounts::directory(directory)?;
        let wish = convert::accounts::wish(request)?;
        let answer = accounts::authorise(&self.policy, &context, &directory, wish);
        Ok(convert::accounts::authorise_answer(
            answer, acting, principal,
        ))
    }

    /// `accounts.assign-rep`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn assign_rep(
        &self,
        context: Context,
        directory: accounts_w::Directory,
        request: accounts_w::AssignRequest,
    ) -> Result<accounts_w::AssignAnswer, RuleError> {
        let context = convert::context(context)?;
        let directory = convert::accounts::directory(directory)?;
        let (client, outlet) = convert::accounts::place(&request, &directory)?;
        let answer = accounts::assign_rep(&self.policy, &context, &directory, client, outlet);
        Ok(convert::accounts::assign_answer(answer, &directory))
    }

    /// `accounts.find-clients`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn find_clients(
        &self,
        context: Context,
        directory: accounts_w::Directory,
        standings: Vec<accounts_w::Standing>,
        request: accounts_w::FindRequest,
    ) -> Result<accounts_w::FindAnswer, RuleError> {
        let context = convert::context(context)?;
        let directory = convert::accounts::directory(directory)?;
        let standings = convert::accounts::standings(standings, &directory)?;
        let page = (request.offset, request.limit);
        let answer = accounts::find_clients(
            &self.policy,
            &context,
            &directory,
            &standings,
            &request.text,
            page,
        );
        Ok(convert::accounts::find_answer(answer))
    }

    /// `delivery.list-methods`.
    #[must_use]
    pub fn list_methods(&self) -> delivery_w::Methods {
        convert::directory(&self.policy)
    }

    /// `documents.demo-invoice`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn demo_invoice(
        &self,
        context: Context,
        products: Products,
        request: documents_w::DemoInvoiceRequest,
    ) -> Result<documents_w::DemoInvoiceAnswer, RuleError> {
        let (context, products) = (
            convert::context(context)?,
            convert::public_products(products)?,
        );
        let request = convert::demo_invoice_request(request)?;
        Ok(convert::demo_invoice_answer(documents::demo_invoice(
            &self.policy,
            &context,
            &products,
            request,
        )))
    }

    /// `loyalty.account`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn account(
        &self,
        context: Context,
        buyer: Buyer,
        facts: Option<Loyalty>,
    ) -> Result<loyalty_w::AccountAnswer, RuleError> {
        let (context, buyer) = (convert::context(context)?, convert::lone_buyer(buyer)?);
        let facts = facts.map(convert::loyalty::facts).transpose()?;
        let answer = loyalty::account(&self.policy, &context, &buyer, facts.as_ref());
        Ok(convert::loyalty::account_answer(answer))
    }

    /// `loyalty.settle`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn settle(
        &self,
        context: Context,
        facts: Loyalty,
        occasion: loyalty_w::Occasion,
    ) -> Result<loyalty_w::SettleAnswer, RuleError> {
        let (context, facts) = (convert::context(context)?, convert::loyalty::facts(facts)?);
        let lots = facts
            .account
            .as_ref()
            .map_or(0, |account| account.lots.len());
        let occasion = convert::loyalty::occasion(occasion, lots)?;
        let answer = loyalty::settle(&self.policy, &context, &facts, &occasion);
        Ok(convert::loyalty::settle_answer(answer))
    }

    /// `orders.fire`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn fire(
        &self,
        context: Context,
        groups: FactGroups,
        (order, working, history): (
            orders_w::Order,
            Option<Vec<orders_w::WorkingTime>>,
            Option<orders_w::OrderHistory>,
        ),
        request: orders_w::FireRequest,
    ) -> Result<orders_w::FireAnswer, RuleError> {
        let (context, facts) = (convert::context(context)?, convert::facts(groups)?);
        let order = convert::orders::order(order).map_err(|malformed| malformed.within("order"))?;
        let working = convert::orders::working(working)?;
        let history = convert::orders::history(history)?;
        let request = convert::orders::fire_request(request)?;
        Ok(convert::orders::fire_answer(orders::fire(
            &self.policy,
            &context,
            &facts,
            &order,
            (working.as_deref(), history.as_ref()),
            &request,
        )))
    }

    /// `orders.due`.
    ///
    /// # Errors
    /// A malformed call.
    pub fn due(
        &self,
        context: Context,
        orders: Vec<orders_w::Order>,
        working: Option<Vec<orders_w::WorkingTime>>,
    ) -> Result<orders_w::DueAnswer, RuleError> {
        let context = convert::context(context)?;
        let orders = convert::orders::orders(orders)?;
        let working = convert::orders::working(working)?;
        Ok(convert::orders::due_answer(orders::due(
            &self.policy,
            &context,
            &orders,
            working.as_deref(),
        )))
    }

    /// `orders.label`.
    #[must_use]
    pub fn label(&self, states: orders_w::States) -> orders_w::LabelAnswer {
        convert::machine::label(&self.policy.life, states)
    }

    /// `orders.describe`.
    #[must_use]
    pub fn machine(&self) -> orders_w::Machine {
        convert::machine::machine(&self.policy.life)
    }
}
