//! Killed at each point between decision and letter: after a restart the order is there once or not at all, the
//! stock is reserved or free, and the letter goes out.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn shop(database: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comptoir-sqlite-shop"));
    command.arg(database).args(words);
    command
}

fn run(database: &Path, words: &[&str]) -> Output {
    shop(database, words).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn database(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("crash-{name}.db"));
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.clone().into_os_string();
        file.push(suffix);
        let _ = std::fs::remove_file(file);
    }
    path
}

/// Runs `words` up to `point`, and kills the process there, as `kill -9` does.
fn killed_at(database: &Path, point: &str, words: &[&str]) {
    let mut child = shop(database, words)
        .env("SQLITE_SHOP_PAUSE_AT", point)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let reached = lines.any(|line| line.unwrap() == format!("at {point}"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(reached, "never came to `{point}`");
}

const ORDER: [&str; 5] = ["place", "req-1", "anna", "LAMP-1", "5"];

#[test]
fn before_the_commit_there_is_nothing_and_the_lamps_are_free() {
    for point in ["decided", "written"] {
        let database = database(point);
        killed_at(&database, point, &ORDER);
        let books = run(&database, &["books"]);
        assert!(books.status.success(), "{point}: {}", text(&books));
        assert!(
            text(&books).starts_with("0 order(s), 0 letter(s) unsent, 0 audited"),
            "{}",
            text(&books)
        );
        // All five are still to be had.
        let again = run(&database, &ORDER);
        assert!(
            text(&again).starts_with("order 1 is confirmed"),
            "{}",
            text(&again)
        );
    }
}

#[test]
fn after_the_commit_the_order_is_there_once_and_its_letters_go_out() {
    let database = database("committed");
    killed_at(&database, "committed", &ORDER);
    let books = text(&run(&database, &["books"]));
    assert!(books.starts_with("1 order(s), "), "{books}");
    assert!(!books.contains(" 0 letter(s)"), "{books}");
    let again = text(&run(&database, &ORDER));
    assert!(again.starts_with("it is order 1 already"), "{again}");
    let other = run(&database, &["place", "req-2", "bruno", "LAMP-1", "1"]);
    assert!(text(&other).starts_with("refused"), "{}", text(&other));

    // Killed between sending and marking: the letter goes out once more, with the same key.
    killed_at(&database, "sent", &["send"]);
    let sent = text(&run(&database, &["send"]));
    assert!(sent.contains("for order 1"), "{sent}");
    assert!(text(&run(&database, &["send"])).starts_with("0 sent"));
    let books = run(&database, &["books"]);
    assert!(books.status.success(), "{}", text(&books));
    assert!(
        text(&books).starts_with("1 order(s), 0 letter(s) unsent, 1 audited"),
        "{}",
        text(&books)
    );
}
