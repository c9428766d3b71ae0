//! Where boxes, arrows and words go.
//!
//! States stand in a column, in the order in which an order reaches them. An arrow leaves its box
//! to the right, runs along a lane of its own and comes back; its words stand on its own line
//! beside the box it leaves. So neither words nor lines can lie on each other, whatever a policy says.

use unicode_width::UnicodeWidthStr;

use super::Graph;

/// Width of a letter of the words, in points.
const LETTER: usize = 6;
/// Height of a line of words.
pub(super) const LINE: usize = 16;
/// Distance of two lanes.
const LANE: usize = 12;
/// Space between two boxes.
const GAP: usize = 14;
const MARGIN: usize = 12;

/// A state.
pub(super) struct State {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
    pub name: String,
}

/// An arrow: out of a box at `from`, along `lane`, into a box at `to`.
pub(super) struct Line {
    pub left: usize,
    pub from: usize,
    pub lane: usize,
    pub to: usize,
    pub labels: Vec<String>,
}

/// A graph with its places, its upper left corner at 0.
pub(super) struct Placed {
    pub title: &'static str,
    pub boxes: Vec<State>,
    pub lines: Vec<Line>,
    pub width: usize,
    pub height: usize,
}

fn wide(text: &str) -> usize {
    text.width().saturating_mul(LETTER)
}

/// Places a graph.
pub(super) fn place(graph: &Graph) -> Placed {
    let width = graph
        .states
        .iter()
        .map(|state| wide(state))
        .max()
        .unwrap_or(0)
        + 24;
    // Each arrow has a line of its own at either end: what leaves first, then what arrives.
    let mut ports: Vec<Vec<(usize, bool)>> = vec![Vec::new(); graph.states.len()];
    for (index, arrow) in graph.arrows.iter().enumerate() {
        ports[arrow.from].push((index, true));
    }
    for (index, arrow) in graph.arrows.iter().enumerate() {
        ports[arrow.to].push((index, false));
    }
    let mut top = 2 * LINE;
    let mut boxes = Vec::new();
    let mut ends = vec![(0, 0); graph.arrows.len()];
    for (state, ports) in graph.states.iter().zip(&ports) {
        // What leaves takes a line for each of its events, and goes out at the last of them.
        let mut rows = 0;
        for (arrow, leaves) in ports {
            rows += match graph.arrows.get(*arrow) {
                Some(arrow) if *leaves => arrow.labels.len(),
                _ => 1,
            };
            let y = top + 4 + rows * LINE - LINE / 2;
            let end = &mut ends[*arrow];
            *(if *leaves { &mut end.0 } else { &mut end.1 }) = y;
        }
        let height = rows.max(1) * LINE + 8;
        boxes.push(State {
            x: MARGIN,
            y: top,
            width,
            height,
            name: state.clone(),
        });
        top += height + GAP;
    }
    let left = MARGIN + width;
    let words = graph
        .arrows
        .iter()
        .flat_map(|arrow| &arrow.labels)
        .map(|words| wide(words))
        .max();
    let first = left + words.unwrap_or(0) + 20;
    let lanes = lanes(&ends);
    let most = lanes.iter().max().map_or(0, |most| most + 1);
    let lines = graph
        .arrows
        .iter()
        .zip(&ends)
        .zip(&lanes)
        .map(|((arrow, (from, to)), lane)| Line {
            left,
            from: *from,
            lane: first + lane * LANE,
            to: *to,
            labels: arrow.labels.clone(),
        })
        .collect();
    Placed {
        title: graph.title,
        boxes,
        lines,
        width: first + most * LANE + MARGIN,
        height: top,
    }
}

/// A lane for each arrow: short ones inside, none shared by two that pass the same height.
fn lanes(ends: &[(usize, usize)]) -> Vec<usize> {
    let span = |(from, to): (usize, usize)| (from.min(to), from.max(to));
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by_key(|arrow| {
        let (top, bottom) = span(ends[*arrow]);
        (bottom - top, top)
    });
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut lanes = vec![0; ends.len()];
    for arrow in order {
        let (top, bottom) = span(ends[arrow]);
        let free = |lane: &Vec<(usize, usize)>| {
            lane.iter()
                .all(|(above, below)| bottom + 4 < *above || *below + 4 < top)
        };
        let lane = taken.iter().position(free).unwrap_or(taken.len());
        if lane == taken.len() {
            taken.push(Vec::new());
        }
        taken[lane].push((top, bottom));
        lanes[arrow] = lane;
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::super::Arrow;
    use super::*;

    fn graph(arrows: &[(usize, usize)]) -> Graph {
        Graph {
            title: "order",
            states: (0..5).map(|state| format!("state-{state}")).collect(),
            arrows: arrows
                .iter()
                .map(|(from, to)| Arrow {
                    from: *from,
                    to: *to,
                    labels: vec![format!("from {from} to {to}"); 1 + from % 2],
                })
                .collect(),
        }
    }

    #[test]
    fn no_two_lines_share_a_height_and_no_two_arrows_a_lane_where_they_pass() {
        let mut all = Vec::new();
        for from in 0..5 {
            all.extend((0..5).filter(|to| *to != from).map(|to| (from, to)));
        }
        let placed = place(&graph(&all));
        let mut heights: Vec<usize> = placed
            .lines
            .iter()
            .flat_map(|line| [line.from, line.to])
            .collect();
        heights.sort_unstable();
        assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= LINE));
        for (index, one) in placed.lines.iter().enumerate() {
            for other in placed.lines.iter().skip(index + 1) {
                let apart = one.from.max(one.to) < other.from.min(other.to)
                    || other.from.max(other.to) < one.from.min(one.to);
                assert!(one.lane != other.lane || apart);
            }
            let words = one.labels.iter().map(|words| one.left + wide(words)).max();
            assert!(words < Some(one.lane), "words reach a lane");
        }
        let boxes = &placed.boxes;
        assert!(
            boxes
                .windows(2)
                .all(|pair| pair[0].y + pair[0].height < pair[1].y)
        );
    }
}
