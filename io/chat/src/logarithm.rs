//! The natural logarithm, by the name that C gives it, for SQLite.
//!
//! Its full-text search can rank with it, which is all that SQLite takes from libm; and a library that a program may need
//! is loaded at each of its starts (0.3 MiB), be it for a short `send`. With this one the linker leaves libm out.
//! Where libm is part of the C library there is nothing to gain, so this is for glibc only.
//!
//! Promises: right to a few units of the last place, and for what has no logarithm what C says.

use std::f64::consts::{LN_2, SQRT_2};

// SAFETY: it has the type that C gives this name, and does what C says it does.
#[expect(unsafe_code, reason = "the name is what SQLite asks for")]
#[unsafe(no_mangle)]
extern "C" fn log(x: f64) -> f64 {
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x.is_infinite() {
        return x;
    }
    let (mut m, mut e) = halves(x);
    if m > SQRT_2 {
        m /= 2.0;
        e += 1.0;
    }
    // ln m = 2 (s + s³/3 + s⁵/5 + …) with s = (m - 1) / (m + 1), here at most 0.172: s²¹/21 is past the last place.
    let s = (m - 1.0) / (m + 1.0);
    let mut sum = 0.0;
    for k in [21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
        sum = sum * s * s + 1.0 / k;
    }
    e * LN_2 + 2.0 * s * sum
}

/// x = m · 2^e with 1 <= m < 2, of a positive finite number.
fn halves(x: f64) -> (f64, f64) {
    const MANTISSA: u64 = (1 << 52) - 1;
    const ONE: u64 = 1023; // how the exponent 0 is written
    if !x.is_normal() {
        let (m, e) = halves(x * (1_u64 << 54) as f64);
        return (m, e - 54.0);
    }
    let bits = x.to_bits();
    let m = f64::from_bits((bits & MANTISSA) | (ONE << 52));
    (m, (bits >> 52) as f64 - ONE as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    // From tables, because std's logarithm would be the one under test.
    #[test]
    fn logarithms_are_those_of_the_tables() {
        for (x, ln) in [
            (1.0, 0.0),
            (0.5, -LN_2),
            (1.5, 0.405_465_108_108_164_4),
            (2.0, LN_2),
            (std::f64::consts::E, 1.0),
            (10.0, std::f64::consts::LN_10),
            (1.000_001, 9.999_994_999_180_668e-7),
            (f64::MAX, 709.782_712_893_384),
            (f64::MIN_POSITIVE, -708.396_418_532_264_1),
            (5e-324, -744.440_071_921_381_2),
        ] {
            let ours = log(x);
            assert!(
                (ours - ln).abs() <= 4.0 * f64::EPSILON * ln.abs(),
                "{x}: {ours}, not {ln}"
            );
        }
    }

    #[test]
    fn what_has_no_logarithm_gets_what_c_gives_it() {
        assert_eq!(log(0.0), f64::NEG_INFINITY);
        assert_eq!(log(-0.0), f64::NEG_INFINITY);
        assert_eq!(log(f64::INFINITY), f64::INFINITY);
        assert!(log(-1.0).is_nan() && log(f64::NEG_INFINITY).is_nan() && log(f64::NAN).is_nan());
    }
}
