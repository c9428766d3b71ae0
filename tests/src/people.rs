//! Questions about people, in plain Rust.

use comptoir::fixtures::people::{PeopleAsked, PeopleQuestion};
use comptoir_component::native::Native;

use super::native::{canonical, cross};

/// The answer to any question about people, as canonical JSON.
///
/// # Errors
/// A malformed call.
pub fn people(native: &Native, asked: &PeopleAsked) -> Result<String, String> {
    let (context, directory) = (cross(&asked.context), cross(&asked.directory));
    match &asked.question {
        PeopleQuestion::Register(request) => {
            canonical(native.register(context, directory, cross(&asked.contracts), cross(request)))
        }
        PeopleQuestion::Invite(request) => {
            canonical(native.invite(context, directory, cross(&asked.contracts), cross(request)))
        }
        PeopleQuestion::ManageEmployee(request) => {
            canonical(native.manage_employee(context, directory, cross(request)))
        }
        PeopleQuestion::Authorise(request) => {
            canonical(native.authorise(context, directory, cross(request)))
        }
        PeopleQuestion::AssignRep(request) => {
            canonical(native.assign_rep(context, directory, cross(request)))
        }
        PeopleQuestion::FindClients(request) => canonical(native.find_clients(
            context,
            directory,
            cross(&asked.standings),
            cross(request),
        )),
    }
}
