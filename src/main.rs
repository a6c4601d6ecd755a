//! The program: hands its arguments to [`c2sim::cli`].

fn main() {}
