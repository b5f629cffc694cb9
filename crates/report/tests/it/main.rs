//! Reports of determinations made by hand: what they say, and how they are laid out.

mod consignment;
mod html;
mod json;
mod law;
mod magnet;
mod make;
mod text;
mod timeline;
