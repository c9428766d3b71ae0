//! The same for documents that draw Mermaid: one composite state an axis.

use std::fmt::Write as _;

use super::Graph;

/// A state diagram.
pub(super) fn draw(graphs: &[Graph]) -> String {
    let mut text = String::from("stateDiagram-v2\n");
    for (number, graph) in graphs.iter().enumerate() {
        let _ = writeln!(text, "    state \"{}\" as axis{number} {{", graph.title);
        for (at, state) in graph.states.iter().enumerate() {
            let _ = writeln!(text, "        state \"{state}\" as a{number}s{at}");
        }
        let _ = writeln!(text, "        [*] --> a{number}s0");
        for arrow in &graph.arrows {
            // A colon would end the words.
            let label = arrow
                .labels
                .join(" · ")
                .replace(": ", " ")
                .replace(':', " ");
            let _ = writeln!(
                text,
                "        a{number}s{} --> a{number}s{} : {label}",
                arrow.from, arrow.to
            );
        }
        text.push_str("    }\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::Arrow;
    use super::*;

    #[test]
    fn one_composite_state_an_axis_and_no_colon_inside_the_words() {
        let graph = Graph {
            title: "payment",
            states: vec!["unpaid".to_owned(), "full".to_owned()],
            arrows: vec![Arrow {
                from: 0,
                to: 1,
                labels: vec!["see-payment (role:till)".to_owned()],
            }],
        };
        assert_eq!(
            draw(&[graph]),
            "stateDiagram-v2\n    state \"payment\" as axis0 {\n        state \"unpaid\" as a0s0\n        state \"full\" as a0s1\n        [*] --> a0s0\n        a0s0 --> a0s1 : see-payment (role till)\n    }\n"
        );
    }
}
