//! Telnet: where the stream is cut makes no difference, and text that was made safe comes back whole.

use hullo_wire::telnet::Stripper;

use crate::cuts::cuts;

/// `data` is a number that decides the cuts, and the stream.
pub fn telnet(data: &[u8]) {
    let [seed, stream @ ..] = data else {
        return;
    };
    let whole = gather([stream]);
    assert_eq!(gather(cuts(stream, *seed)), whole);
    assert_eq!(gather(stream.chunks(1)), whole);

    let (text, refusals) = whole;
    assert!(text.len() + refusals.len() <= stream.len());
    assert!(
        refusals
            .chunks(3)
            .all(|refusal| matches!(refusal, [255, 252 | 254, _]))
    );
    if !stream.contains(&255) {
        assert_eq!(text, stream);
    }

    let mut safe = Vec::new();
    for byte in stream {
        // Between any two bytes a command may stand.
        safe.extend_from_slice(&[255, 241]);
        safe.extend(std::iter::repeat_n(*byte, 1 + usize::from(*byte == 255)));
    }
    assert_eq!(gather([&safe[..]]), (stream.to_vec(), Vec::new()));
}

/// The text in `chunks`, and what refuses their options.
fn gather<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> (Vec<u8>, Vec<u8>) {
    let mut stripper = Stripper::new();
    let (mut text, mut refusals) = (Vec::new(), Vec::new());
    for chunk in chunks {
        text.extend_from_slice(stripper.strip(&mut chunk.to_vec(), &mut refusals));
    }
    (text, refusals)
}
