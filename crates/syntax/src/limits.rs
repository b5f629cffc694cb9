//! What is too much. Every limit is far above any rulebook and far below any harm.

/// Levels of blocks, parentheses and components within each other.
pub(crate) const DEPTH_MAX: usize = 64;

/// Limbs of one block.
pub(crate) const LIMBS_MAX: usize = 4096;

/// Bytes of one file. Positions in the tree are 32-bit numbers, so some limit there must be.
pub(crate) const FILE_BYTES_MAX: usize = 16 * 1024 * 1024;
