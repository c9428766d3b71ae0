//! A component's exported function, its type compared once and not at every call.
//!
//! Looking a function up in an instance compares its type with the caller's, field by field
//! and name by name. With records as large as a shop's facts that took 13 of the 34 µs that
//! a fresh instance costs, and it comes to the same for every instance of one component.
//!
//! This crate holds the only unsafe code that is written by hand on the host's side.

use std::marker::PhantomData;

use wasmtime::component::{
    ComponentExportIndex, ComponentNamedList, Func, InstancePre, Lift, Lower, TypedFunc,
};
use wasmtime::{AsContextMut, Result, error::format_err};

/// The type of a function: parameters by reference, a result by value.
pub trait Signature: 'static {
    /// A tuple, one element a parameter.
    type Params<'a>: ComponentNamedList + Lower + Copy;
    /// A tuple of one, or of none.
    type Return: ComponentNamedList + Lift;
}

/// A function of every instance of one component, of a type that was compared.
pub struct TypedExport<T: 'static, S> {
    pre: InstancePre<T>,
    index: ComponentExportIndex,
    signature: PhantomData<fn() -> S>,
}

impl<T, S: Signature> TypedExport<T, S> {
    /// The function `name` of `interface`, in what `pre` instantiates.
    ///
    /// Its type is compared on an instance of its own, made in `store`: code that a component
    /// runs as it starts is bounded by what the store is bounded by.
    ///
    /// # Errors
    /// Where instantiating fails, there is no such function, or its type is another.
    pub fn new(
        pre: &InstancePre<T>,
        mut store: impl AsContextMut<Data = T>,
        interface: &str,
        name: &str,
    ) -> Result<Self> {
        let missing = || format_err!("`{interface}` has no function `{name}`");
        let component = pre.component();
        let parent = component.get_export_index(None, interface);
        let parent = parent.ok_or_else(missing)?;
        let index = component.get_export_index(Some(&parent), name);
        let index = index.ok_or_else(missing)?;
        let instance = pre.instantiate(&mut store)?;
        let _compared: TypedFunc<S::Params<'_>, S::Return> =
            instance.get_typed_func(&mut store, index)?;
        Ok(Self {
            pre: pre.clone(),
            index,
            signature: PhantomData,
        })
    }

    /// The function of a fresh instance in `store`.
    ///
    /// # Errors
    /// Where instantiating fails.
    pub fn instantiate(&self, mut store: impl AsContextMut<Data = T>) -> Result<Function<S>> {
        let instance = self.pre.instantiate(&mut store)?;
        let function = instance
            .get_func(&mut store, self.index)
            .ok_or_else(|| format_err!("an instance lacks what its component exports"))?;
        Ok(Function {
            function,
            signature: PhantomData,
        })
    }
}

/// A function of one instance. Made by [`TypedExport::instantiate`] alone.
pub struct Function<S> {
    function: Func,
    signature: PhantomData<fn() -> S>,
}

impl<S: Signature> Function<S> {
    /// Calls it. `store` is the one it was instantiated in.
    ///
    /// # Errors
    /// Whatever ended the call.
    pub fn call(&self, store: impl AsContextMut, params: S::Params<'_>) -> Result<S::Return> {
        // SAFETY: `TypedExport::new` compared this export's type with the signature, on an
        // instance of the `pre` that `function` is from. Which type an export has is settled by
        // the component and by what is linked to it, and a `pre` holds both; lifetimes are no
        // part of it.
        let function: TypedFunc<S::Params<'_>, S::Return> =
            unsafe { TypedFunc::new_unchecked(self.function) };
        function.call(store, params)
    }
}

#[cfg(test)]
mod tests {
    use wasmtime::component::{Component, Linker};
    use wasmtime::{Engine, Store};

    use super::*;

    /// Gives back the number it is given.
    const ECHO: &str = r#"(component
        (core module $m (func (export "echo") (param i32) (result i32) local.get 0))
        (core instance $i (instantiate $m))
        (func $echo (param "n" u32) (result u32) (canon lift (core func $i "echo")))
        (instance $out (export "echo" (func $echo)))
        (export "numbers" (instance $out)))"#;

    struct Echo;

    impl Signature for Echo {
        type Params<'a> = (u32,);
        type Return = (u32,);
    }

    struct Widen;

    impl Signature for Widen {
        type Params<'a> = (u32,);
        type Return = (u64,);
    }

    fn pre(engine: &Engine) -> InstancePre<()> {
        let bytes = wat::parse_str(ECHO).expect("text of a component");
        let component = Component::new(engine, bytes).expect("a component");
        Linker::new(engine)
            .instantiate_pre(&component)
            .expect("no imports")
    }

    #[test]
    fn a_function_is_called_in_one_instance_after_another() {
        let engine = Engine::default();
        let pre = pre(&engine);
        let mut store = Store::new(&engine, ());
        let echo: TypedExport<(), Echo> =
            TypedExport::new(&pre, &mut store, "numbers", "echo").expect("of this type");
        for number in [0, 7, u32::MAX] {
            let mut store = Store::new(&engine, ());
            let function = echo.instantiate(&mut store).expect("an instance");
            assert_eq!(
                function.call(&mut store, (number,)).expect("no trap"),
                (number,)
            );
        }
    }

    #[test]
    fn another_type_and_another_name_are_refused() {
        let engine = Engine::default();
        let pre = pre(&engine);
        let mut store = Store::new(&engine, ());
        let mut refused = |interface, name| {
            let found = TypedExport::<(), Widen>::new(&pre, &mut store, interface, name);
            format!("{:#}", found.err().expect("refused"))
        };
        assert!(refused("numbers", "echo").contains("expected `u64` found `u32`"));
        for (interface, name) in [("numbers", "ekko"), ("letters", "echo")] {
            assert_eq!(
                refused(interface, name),
                format!("`{interface}` has no function `{name}`")
            );
        }
    }
}
