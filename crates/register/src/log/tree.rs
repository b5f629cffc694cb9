//! The Merkle tree over the log, after RFC 6962: its leaves are the hashes of the events.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use sha2::digest::Output;

use crate::canonical::{hex, unhex};
use crate::error::{RegisterError, Result};

/// The tree over a log.
#[derive(Default)]
pub struct Tree(MemoryBackedTree<Sha256, Vec<u8>>);

impl Tree {
    /// Adds the hash of the next event.
    ///
    /// # Errors
    /// It is no hash.
    pub fn push(&mut self, hash: &str) -> Result<()> {
        self.0.push(leaf(hash)?);
        Ok(())
    }

    /// How many events it is over.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.0.len()
    }

    /// The hash that stands for all of them.
    #[must_use]
    pub fn root(&self) -> String {
        hex(self.0.root().as_bytes())
    }

    /// That the event with this sequence is in the tree.
    ///
    /// # Errors
    /// There is no such event.
    pub fn inclusion(&self, sequence: i64) -> Result<String> {
        let index = sequence
            .checked_sub(1)
            .and_then(|index| usize::try_from(index).ok())
            .filter(|index| self.0.get(*index).is_some())
            .ok_or_else(|| RegisterError::NotFound {
                what: "event",
                id: sequence.to_string(),
            })?;
        Ok(hex(self.0.prove_inclusion(index).as_bytes()))
    }

    /// That the first `size` events of the tree are a smaller tree, to which only something was added.
    ///
    /// # Errors
    /// The tree is not that large, or nothing comes before.
    pub fn consistency(&self, size: u64) -> Result<String> {
        let added = self
            .size()
            .checked_sub(size)
            .filter(|added| *added > 0 && size > 0)
            .and_then(|added| usize::try_from(added).ok())
            .ok_or_else(|| {
                RegisterError::Wrong(format!(
                    "there is nothing to prove between {size} events and {}",
                    self.size()
                ))
            })?;
        Ok(hex(self.0.prove_consistency(added).as_bytes()))
    }
}

fn leaf(hash: &str) -> Result<Vec<u8>> {
    unhex(hash)
        .filter(|bytes| bytes.len() == 32)
        .ok_or_else(|| RegisterError::Damaged(format!("`{hash}` is no hash")))
}

fn root(root: &str, size: u64) -> Option<RootHash<Sha256>> {
    let bytes = unhex(root).filter(|bytes| bytes.len() == 32)?;
    let digest = Output::<Sha256>::try_from(bytes.as_slice()).ok()?;
    Some(RootHash::new(digest, size))
}

/// Whether a proof shows that the event with this hash and sequence is under this root.
#[must_use]
pub fn inclusion_holds(root_hash: &str, size: u64, sequence: i64, hash: &str, proof: &str) -> bool {
    let parts = (|| {
        let index = u64::try_from(sequence.checked_sub(1)?).ok()?;
        let proof = InclusionProof::try_from_bytes(unhex(proof)?).ok()?;
        Some((root(root_hash, size)?, index, leaf(hash).ok()?, proof))
    })();
    parts.is_some_and(|(root, index, leaf, proof)| {
        index < size && root.verify_inclusion(&leaf, index, &proof).is_ok()
    })
}

/// Whether a proof shows that the tree under the new root begins with the tree under the old one.
#[must_use]
pub fn consistency_holds(old: (&str, u64), new: (&str, u64), proof: &str) -> bool {
    let parts = (|| {
        let proof = ConsistencyProof::try_from_bytes(unhex(proof)?).ok()?;
        Some((root(old.0, old.1)?, root(new.0, new.1)?, proof))
    })();
    parts.is_some_and(|(old, new, proof)| new.verify_consistency(&old, &proof).is_ok())
}

/// What somebody signed: that the log had this length and this root at this instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// The instant.
    pub at: String,
    /// The public key, Ed25519, in hexadecimal digits.
    pub key: String,
    /// The root of the tree.
    pub root: String,
    /// The signature over [`SignedHead::line`].
    pub signature: String,
    /// How many events.
    pub size: u64,
}

impl SignedHead {
    /// The text that is signed.
    #[must_use]
    pub fn line(&self) -> String {
        format!(
            "exeat-log-head-1\n{}\n{}\n{}\n",
            self.size, self.root, self.at
        )
    }

    /// Whether the signature is that of the key.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        let parts = (|| {
            let key: [u8; 32] = unhex(&self.key)?.try_into().ok()?;
            let signature: [u8; 64] = unhex(&self.signature)?.try_into().ok()?;
            Some((
                VerifyingKey::from_bytes(&key).ok()?,
                Signature::from_bytes(&signature),
            ))
        })();
        parts.is_some_and(|(key, signature)| {
            key.verify_strict(self.line().as_bytes(), &signature)
                .is_ok()
        })
    }
}

/// A key that signs heads.
pub struct Key(SigningKey);

impl Key {
    /// The key of this secret: 32 bytes from a source of randomness.
    #[must_use]
    pub fn new(secret: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&secret))
    }

    /// The key that was written down as [`Key::to_text`] does.
    ///
    /// # Errors
    /// The text is not that of a key.
    pub fn of_text(text: &str) -> Result<Self> {
        unhex(text.trim())
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .map(Self::new)
            .ok_or_else(|| RegisterError::Wrong("a key is 64 hexadecimal digits".to_owned()))
    }

    /// The secret, to be kept where only its owner reads.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}\n", hex(&self.0.to_bytes()))
    }

    /// The public half, to be given to everybody.
    #[must_use]
    pub fn public(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }

    /// Signs the head of a tree.
    #[must_use]
    pub fn sign(&self, tree: &Tree, at: &str) -> SignedHead {
        let mut head = SignedHead {
            at: at.to_owned(),
            key: self.public(),
            root: tree.root(),
            signature: String::new(),
            size: tree.size(),
        };
        head.signature = hex(&self.0.sign(head.line().as_bytes()).to_bytes());
        head
    }
}
