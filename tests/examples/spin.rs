//! spin
use comptoir::{Compilation, Comptoir, EngineOptions};
use comptoir_tests::synthetic;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let lines: u32 = a[1].parse().unwrap();
    let n: u32 = a[2].parse().unwrap();
    let kr: usize = a[3].parse().unwrap();
    let scan = a[4] == "scan";
    let warm = a.get(5).is_some();
    let comptoir = Comptoir::builder()
        .policy_text("s", synthetic::POLICY)
        .engine_options(EngineOptions {
            compilation: Compilation::Optimized,
            keep_resident: kr * 1024,
            keep_resident_scanned: kr * 1024,
            pagemap_scan: scan,
            ..Default::default()
        })
        .build()
        .unwrap();
    let (c, f, r) = (
        synthetic::context(),
        synthetic::facts(lines),
        synthetic::cart(lines),
    );
    let mut w = comptoir.warm().unwrap();
    let t = std::time::Instant::now();
    for _ in 0..n {
        if warm {
            std::hint::black_box(w.evaluate(&c, &f, &r).unwrap());
        } else {
            std::hint::black_box(comptoir.cart().evaluate(&c, &f, &r).unwrap());
        }
    }
    println!("{} us", t.elapsed().as_secs_f64() * 1e6 / f64::from(n));
}
