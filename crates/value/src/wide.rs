//! Whole numbers of up to 384 bits, for the sums and products that exceed
//! 128 bits on the way to an exact answer.

use std::cmp::Ordering;

/// The bits of one limb.
const LIMB: u128 = 0xFFFF_FFFF_FFFF_FFFF;

/// How many limbs there are. Six hold every value that `decimal` forms: two
/// 96-bit mantissas multiplied (below 2^192), then scaled by at most 10^56
/// (below 2^187), stay below 2^379.
const LIMBS: usize = 6;

/// The largest power of ten that fits one limb.
const LARGEST_STEP: u32 = 19;

/// A whole number of 384 bits: limbs of 64 bits, the least first, each kept in
/// a `u128` so that a product of two limbs and its carry need no second word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wide([u128; LIMBS]);

impl Wide {
    /// The number itself, wider.
    pub(crate) fn new(number: u128) -> Self {
        Self([number & LIMB, number >> 64, 0, 0, 0, 0])
    }

    /// The product of two numbers, always exact.
    pub(crate) fn product(left: u128, right: u128) -> Self {
        let (left_high, left_low) = (left >> 64, left & LIMB);
        let (right_high, right_low) = (right >> 64, right & LIMB);
        let low = left_low * right_low;
        let cross = left_low * right_high;
        let other_cross = left_high * right_low;
        let high = left_high * right_high;
        let second = (low >> 64) + (cross & LIMB) + (other_cross & LIMB);
        let third = (second >> 64) + (cross >> 64) + (other_cross >> 64) + (high & LIMB);
        let fourth = (third >> 64) + (high >> 64);
        Self([low & LIMB, second & LIMB, third & LIMB, fourth, 0, 0])
    }

    /// This number times ten to `exponent`. The caller stays within the bound
    /// stated at [`LIMBS`].
    pub(crate) fn times_power_of_ten(mut self, mut exponent: u32) -> Self {
        while exponent > 0 {
            let step = exponent.min(LARGEST_STEP);
            let factor = 10u128.pow(step);
            let mut carry = 0;
            for limb in &mut self.0 {
                let product = *limb * factor + carry;
                *limb = product & LIMB;
                carry = product >> 64;
            }
            debug_assert_eq!(carry, 0, "the caller exceeded 384 bits");
            exponent -= step;
        }
        self
    }

    /// The sum of two numbers. The caller stays within 384 bits.
    pub(crate) fn plus(mut self, other: Self) -> Self {
        let mut carry = 0;
        for (limb, addend) in self.0.iter_mut().zip(other.0) {
            let sum = *limb + addend + carry;
            *limb = sum & LIMB;
            carry = sum >> 64;
        }
        debug_assert_eq!(carry, 0, "the caller exceeded 384 bits");
        self
    }

    /// This number less `other`, which is no greater.
    pub(crate) fn minus(mut self, other: Self) -> Self {
        debug_assert!(self >= other, "the difference would be negative");
        let mut borrow = 0;
        for (limb, subtrahend) in self.0.iter_mut().zip(other.0) {
            // One unit borrowed from the next limb keeps the difference
            // positive; it is given back if it was not needed.
            let difference = *limb + LIMB + 1 - subtrahend - borrow;
            *limb = difference & LIMB;
            borrow = 1 - (difference >> 64);
        }
        self
    }

    /// A tenth of this number, if that is whole.
    pub(crate) fn tenth(self) -> Option<Self> {
        let mut quotient = [0; LIMBS];
        let mut remainder = 0;
        for (limb, digit) in self.0.iter().zip(&mut quotient).rev() {
            let dividend = (remainder << 64) | *limb;
            *digit = dividend / 10;
            remainder = dividend % 10;
        }
        (remainder == 0).then_some(Self(quotient))
    }

    /// The number in 128 bits, if it fits.
    pub(crate) fn narrow(self) -> Option<u128> {
        let [first, second, rest @ ..] = self.0;
        rest.iter()
            .all(|limb| *limb == 0)
            .then_some((second << 64) | first)
    }
}

impl Ord for Wide {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.iter().rev().cmp(other.0.iter().rev())
    }
}

impl PartialOrd for Wide {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
