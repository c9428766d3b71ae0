//! The drawing: the order itself on the left, the other axes beside it, on one page.

use std::fmt::Write as _;

use super::Graph;
use super::layout::{LINE, Placed, place};

const STYLE: &str = "text{font:11px sans-serif;fill:#222}.title{font-weight:bold;font-size:13px}\
.box{fill:#eef3fb;stroke:#46648c}.line{fill:none;stroke:#777}.words{fill:#333;font-size:10px}";

/// Space between two axes.
const GAP: usize = 24;
const TOP: usize = 40;

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The axes of an order as one SVG.
pub(super) fn draw(name: &str, graphs: &[Graph], combinations: u32) -> String {
    let placed: Vec<Placed> = graphs.iter().map(place).collect();
    let columns = columns(&placed);
    let mut body = String::new();
    let (mut left, mut bottom) = (0, 0);
    for column in &columns {
        let mut top = TOP;
        for at in column {
            let Some(graph) = placed.get(*at) else {
                continue;
            };
            one(&mut body, graph, left, top);
            top += graph.height + GAP;
        }
        bottom = bottom.max(top);
        let width = column
            .iter()
            .filter_map(|at| placed.get(*at))
            .map(|graph| graph.width);
        left += width.max().unwrap_or(0) + GAP;
    }
    let title = escape(name);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{left}\" height=\"{bottom}\" viewBox=\"0 0 {left} {bottom}\">\n\
         <style>{STYLE}</style>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0,0L8,4L0,8z\" fill=\"#777\"/></marker></defs>\n\
         <rect width=\"{left}\" height=\"{bottom}\" fill=\"white\"/>\n\
         <text class=\"title\" x=\"12\" y=\"24\">{title}: the life of an order, {combinations} combinations of states. In brackets who fires an event; without, it follows from another axis.</text>\n\
         {body}</svg>\n"
    )
}

/// Which graphs stand in which column: the first alone, the others below each other as long as
/// they are no taller than it.
fn columns(placed: &[Placed]) -> Vec<Vec<usize>> {
    let mut columns: Vec<Vec<usize>> = Vec::new();
    let room = placed.first().map_or(0, |first| first.height);
    let mut height = 0;
    for (at, graph) in placed.iter().enumerate() {
        let fits = height + graph.height <= room && columns.len() > 1;
        match columns.last_mut().filter(|_| fits) {
            Some(column) => {
                column.push(at);
                height += graph.height + GAP;
            }
            None => {
                columns.push(vec![at]);
                height = graph.height + GAP;
            }
        }
    }
    columns
}

fn one(body: &mut String, graph: &Placed, left: usize, top: usize) {
    let _ = writeln!(body, "<g transform=\"translate({left},{top})\">");
    let _ = writeln!(
        body,
        "<text class=\"title\" x=\"12\" y=\"{LINE}\">{}</text>",
        escape(graph.title)
    );
    for line in &graph.lines {
        let (x, lane, from, to) = (line.left, line.lane, line.from, line.to);
        let _ = writeln!(
            body,
            "<path class=\"line\" d=\"M{x},{from}H{lane}V{to}H{}\" marker-end=\"url(#tip)\"/>",
            x + 1
        );
        // The last of its words stands on the line, the others above it.
        for (above, words) in line.labels.iter().rev().enumerate() {
            let _ = writeln!(
                body,
                "<text class=\"words\" x=\"{}\" y=\"{}\">{}</text>",
                x + 8,
                from.saturating_sub(3 + above * LINE),
                escape(words)
            );
        }
    }
    for state in &graph.boxes {
        let _ = writeln!(
            body,
            "<rect class=\"box\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"5\"/>",
            state.x, state.y, state.width, state.height
        );
        let _ = writeln!(
            body,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            state.x + state.width / 2,
            state.y + state.height / 2 + 4,
            escape(&state.name)
        );
    }
    body.push_str("</g>\n");
}
