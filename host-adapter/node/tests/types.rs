//! `types/contract.d.ts` says what `wit/` says.
//!
//! `COMPTOIR_BLESS=1 cargo test -p comptoir-node` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use wit_parser::{Docs, Resolve, SourceMap, Type, TypeDef, TypeDefKind, TypeOwner};

/// `request-id` as `requestId`.
fn camel(name: &str) -> String {
    let mut words = name.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &pascal(word))
}

/// `cart-line` as `CartLine`.
fn pascal(name: &str) -> String {
    name.split('-')
        .map(|word| {
            let (head, tail) = word.split_at(word.len().min(1));
            head.to_uppercase() + tail
        })
        .collect()
}

struct Writer<'a> {
    resolve: &'a Resolve,
    text: String,
}

impl Writer<'_> {
    fn docs(&mut self, docs: &Docs, indent: &str) {
        let Some(contents) = &docs.contents else {
            return;
        };
        let lines: Vec<&str> = contents.trim().lines().map(str::trim_end).collect();
        let safe = |line: &str| line.replace("*/", "* /");
        if let [line] = lines.as_slice() {
            let _ = writeln!(self.text, "{indent}/** {} */", safe(line));
            return;
        }
        let _ = writeln!(self.text, "{indent}/**");
        for line in lines {
            let _ = writeln!(
                self.text,
                "{}",
                format!("{indent} * {}", safe(line)).trim_end()
            );
        }
        let _ = writeln!(self.text, "{indent} */");
    }

    /// How TypeScript names a type.
    fn name(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "boolean".to_owned(),
            Type::U8 | Type::U16 | Type::U32 | Type::U64 => "number".to_owned(),
            Type::S8 | Type::S16 | Type::S32 | Type::S64 => "number".to_owned(),
            Type::Char | Type::String => "string".to_owned(),
            Type::Id(id) => {
                let def = &self.resolve.types[*id];
                match (&def.kind, &def.name) {
                    (TypeDefKind::Type(Type::Id(target)), Some(name))
                        if self.resolve.types[*target].name.as_deref() == Some(name) =>
                    {
                        self.name(&Type::Id(*target))
                    }
                    (_, Some(name)) => format!("{}.{}", self.house(def), pascal(name)),
                    (TypeDefKind::List(of), None) => {
                        let of = self.name(of);
                        let of = if of.contains('|') {
                            format!("({of})")
                        } else {
                            of
                        };
                        format!("{of}[]")
                    }
                    (TypeDefKind::Option(of), None) => format!("{} | null", self.name(of)),
                    (kind, None) => panic!("the contract has a {}", kind.as_str()),
                }
            }
            other => panic!("the contract has a {other:?}"),
        }
    }

    /// The interface that a type is at home in.
    fn house(&self, def: &TypeDef) -> String {
        match def.owner {
            TypeOwner::Interface(id) => {
                camel(self.resolve.interfaces[id].name.as_deref().expect("a name"))
            }
            _ => panic!("a type of no interface"),
        }
    }

    /// A field: an option may be absent.
    fn field(&mut self, name: &str, ty: &Type) {
        let optional = match ty {
            Type::Id(id) => matches!(self.resolve.types[*id].kind, TypeDefKind::Option(_)),
            _ => false,
        };
        let mark = if optional { "?" } else { "" };
        let _ = writeln!(self.text, "    {}{mark}: {};", camel(name), self.name(ty));
    }

    fn definition(&mut self, name: &str, def: &TypeDef) {
        // Our own types take the place of these: they print as people write them.
        let own = match (self.house(def).as_str(), name) {
            ("values", "decimal") => Some("string"),
            ("values", "local-date") => Some("string"),
            _ => None,
        };
        let what = match &def.kind {
            TypeDefKind::Type(Type::Id(target))
                if self.resolve.types[*target].name.as_deref() == Some(name) =>
            {
                return;
            }
            kind => kind,
        };
        self.docs(&def.docs, "  ");
        let name = pascal(name);
        if let Some(own) = own {
            let _ = writeln!(self.text, "  type {name} = {own};");
            return;
        }
        match what {
            TypeDefKind::Record(record) => {
                let _ = writeln!(self.text, "  interface {name} {{");
                for field in &record.fields {
                    self.docs(&field.docs, "    ");
                    self.field(&field.name, &field.ty);
                }
                let _ = writeln!(self.text, "  }}");
            }
            TypeDefKind::Enum(cases) => {
                let _ = writeln!(self.text, "  type {name} =");
                for case in &cases.cases {
                    self.docs(&case.docs, "    ");
                    let _ = writeln!(self.text, "    | '{}'", case.name);
                }
                self.end();
            }
            TypeDefKind::Variant(cases) => {
                let _ = writeln!(self.text, "  type {name} =");
                for case in &cases.cases {
                    self.docs(&case.docs, "    ");
                    let case = match &case.ty {
                        None => format!("'{}'", case.name),
                        Some(ty) => format!("{{ tag: '{}'; val: {} }}", case.name, self.name(ty)),
                    };
                    let _ = writeln!(self.text, "    | {case}");
                }
                self.end();
            }
            TypeDefKind::Type(ty) => {
                let ty = self.name(ty);
                let _ = writeln!(self.text, "  type {name} = {ty};");
            }
            other => panic!("the contract has a {}", other.as_str()),
        }
    }

    /// A semicolon behind the last case.
    fn end(&mut self) {
        self.text.pop();
        self.text.push_str(";\n");
    }
}

fn generate(wit: &Path) -> String {
    let mut files: Vec<_> = fs::read_dir(wit)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "wit"))
        .collect();
    files.sort();
    let mut sources = SourceMap::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("UTF-8");
        sources.push_str(&path.display().to_string(), text);
    }
    let group = sources
        .parse()
        .map_err(|(_, error)| error)
        .expect("the contract parses");
    let mut resolve = Resolve::default();
    let package = resolve.push_group(group).expect("the contract resolves");
    let mut interfaces: Vec<_> = resolve.packages[package].interfaces.iter().collect();
    interfaces.sort();
    let mut writer = Writer {
        resolve: &resolve,
        text: String::from(
            "// Generated from wit/0.1.0/; a test fails when it is stale. See README.md for how values are written.\n",
        ),
    };
    for (name, id) in interfaces {
        let interface = &resolve.interfaces[*id];
        writer.text.push('\n');
        writer.docs(&interface.docs, "");
        let _ = writeln!(writer.text, "export namespace {} {{", camel(name));
        for (name, id) in &interface.types {
            writer.definition(name, &resolve.types[*id]);
        }
        writer.text.push_str("}\n");
    }
    writer.text
}

#[test]
fn the_types_are_those_of_the_contract() {
    let node = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = node.join("types/contract.d.ts");
    let now = generate(&node.join("../../wit/0.1.0"));
    if std::env::var_os("COMPTOIR_BLESS").is_some() {
        fs::write(&path, &now).expect("written");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == now,
        "types/contract.d.ts is stale: COMPTOIR_BLESS=1 cargo test -p comptoir-node"
    );
    assert!(now.contains("    requestId: string;"));
    assert!(now.contains("    | { tag: 'pay'; val: values.Decimal }"));
    assert!(now.contains("    contract?: string | null;"));
}
