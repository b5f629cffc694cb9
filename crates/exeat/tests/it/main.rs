//! The command from end to end: the built program, its arguments, files and streams.
//!
//! Most tests use invented law of their own (`tests/data/law`), so that they stay as they are when
//! a rulebook changes. Those of the examples use the rulebooks that are compiled in.

mod ask;
mod book;
mod browser;
mod check;
mod check_screening;
mod classify;
mod evidence;
mod examples;
mod facts;
mod fetch;
mod law;
mod lists;
mod on_server;
mod owners;
mod portfolio;
mod portfolio_stopped;
mod register;
mod replay;
mod run;
mod screen;
mod screen_files;
mod serve;
mod sweep_parties;
mod sweep_screening;
mod sweeping;
mod swept;
mod usage;
