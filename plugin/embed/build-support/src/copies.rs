//! Short copies within the guest, instead of calls out of it.
//!
//! LLVM writes `memory.copy` wherever bytes are copied whose number is not known beforehand, and
//! wasmtime leaves the sandbox for each of them. That pays for pages, not for the name of a cell:
//! most copies here are texts of a few bytes. So each of these becomes a call of one function,
//! added to the module, that moves up to 64 bytes itself and leaves longer ones to `memory.copy`.
//! Where the number is a constant the instruction stays: wasmtime writes out short ones itself.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, Function, FunctionSection, InstructionSink, MemArg, MemArgTarget,
    Module, TypeSection, ValType,
};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Operator, Parser, TypeSectionReader,
};

use crate::error::BuildError;

/// A core module that imports nothing, with short copies done within it.
///
/// # Errors
///
/// [`BuildError::Unreadable`] where `core` is no module; `guest` names it.
pub fn shorten(guest: &str, core: &[u8]) -> Result<Vec<u8>, BuildError> {
    let mut module = Module::new();
    let parsed = Copies::default().parse_core_module(&mut module, Parser::new(0), core);
    parsed.map_err(|error| BuildError::Unreadable {
        guest: guest.to_owned(),
        reason: error.to_string(),
    })?;
    Ok(module.finish())
}

/// Where the added function is.
#[derive(Default)]
struct Copies {
    /// Index of its type.
    ty: u32,
    /// Its own index.
    function: u32,
}

impl Reencode for Copies {
    type Error = Infallible;

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        utils::parse_type_section(self, types, section)?;
        self.ty = types.len();
        types.ty().function([ValType::I32; 3], []);
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        utils::parse_function_section(self, functions, section)?;
        self.function = functions.len();
        functions.function(self.ty);
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        utils::parse_code_section(self, code, section)?;
        code.function(&copy());
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error<Infallible>> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let mut constant = false;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            match operator {
                Operator::MemoryCopy { .. } if !constant => {
                    function.instructions().call(self.function);
                }
                _ => {
                    function.instruction(&self.instruction(operator.clone())?);
                }
            }
            constant = matches!(operator, Operator::I32Const { .. });
        }
        code.function(&function);
        Ok(())
    }
}

const TO: u32 = 0;
const FROM: u32 = 1;
const LEN: u32 = 2;

/// `copy(to, from, len)`, as `memory.copy` does it: both may overlap, so that everything is read
/// before anything is written. Each size is covered by as many pieces from its start as from its
/// end, which meet or overlap in the middle.
fn copy() -> Function {
    let mut function = Function::new([]);
    let mut code = function.instructions();
    at_least(&mut code, 8);
    for (most, piece, pieces) in [
        (16, Piece::Long, 1),
        (32, Piece::Vector, 1),
        (64, Piece::Vector, 2),
    ] {
        at_most(&mut code, most);
        ends(&mut code, piece, pieces);
        code.return_().end();
    }
    code.local_get(TO).local_get(FROM).local_get(LEN);
    code.memory_copy(0, 0).return_().end();
    for (least, piece) in [(4, Piece::Word), (2, Piece::Half)] {
        at_least(&mut code, least);
        ends(&mut code, piece, 1);
        code.return_().end();
    }
    code.local_get(LEN).if_(BlockType::Empty);
    code.local_get(TO).local_get(FROM);
    Piece::Byte.load(&mut code, 0);
    Piece::Byte.store(&mut code, 0);
    code.end().end();
    function
}

/// Opens a branch for this many bytes or more.
fn at_least(code: &mut InstructionSink<'_>, bytes: i32) {
    code.local_get(LEN).i32_const(bytes).i32_ge_u();
    code.if_(BlockType::Empty);
}

/// Opens a branch for this many bytes or less.
fn at_most(code: &mut InstructionSink<'_>, bytes: i32) {
    code.local_get(LEN).i32_const(bytes).i32_le_u();
    code.if_(BlockType::Empty);
}

/// Copies so many pieces at the start, and as many at the end.
fn ends(code: &mut InstructionSink<'_>, piece: Piece, pieces: u64) {
    let bytes = piece.bytes();
    let all = bytes * pieces;
    let places = || (0..pieces).map(|index| index * bytes);
    // What is stored last lies deepest: address and value of each, then all stores.
    let address = |code: &mut InstructionSink<'_>, base: u32, end: bool| {
        code.local_get(base);
        if end {
            code.local_get(LEN).i32_add();
            code.i32_const(i32::try_from(all).unwrap_or(i32::MAX))
                .i32_sub();
        }
    };
    for end in [false, true] {
        for place in places() {
            address(code, TO, end);
            address(code, FROM, end);
            piece.load(code, place);
        }
    }
    for place in places()
        .chain(places())
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        piece.store(code, place);
    }
}

#[derive(Clone, Copy)]
enum Piece {
    Byte,
    Half,
    Word,
    Long,
    Vector,
}

impl Piece {
    fn bytes(self) -> u64 {
        match self {
            Self::Byte => 1,
            Self::Half => 2,
            Self::Word => 4,
            Self::Long => 8,
            Self::Vector => 16,
        }
    }

    fn load(self, code: &mut InstructionSink<'_>, offset: u64) {
        let at = at(offset);
        match self {
            Self::Byte => code.i32_load8_u(at),
            Self::Half => code.i32_load16_u(at),
            Self::Word => code.i32_load(at),
            Self::Long => code.i64_load(at),
            Self::Vector => code.v128_load(at),
        };
    }

    fn store(self, code: &mut InstructionSink<'_>, offset: u64) {
        let at = at(offset);
        match self {
            Self::Byte => code.i32_store8(at),
            Self::Half => code.i32_store16(at),
            Self::Word => code.i32_store(at),
            Self::Long => code.i64_store(at),
            Self::Vector => code.v128_store(at),
        };
    }
}

/// Anywhere: no address is known to be a multiple of anything.
fn at(offset: u64) -> MemArg {
    MemArg {
        offset,
        align: 0,
        target: MemArgTarget::Memory(0),
        ordering: None,
    }
}
