//! The input cut into datagrams of one size: one by one, or in bundles that the kernel cuts (GSO). Once the path has taken
//! a bundle, a file goes on by splice(2), without being copied.

use crate::input::Input;
use crate::send::answers::failed;
use crate::send::saying::{AT_ONCE, Saying};
use hullo_net::{Error, Pipe, Reader};

/// Bytes of the input in one read, about: large enough that its cost is small.
const READ: usize = 256 * 1024;

/// Reads the input and sends it in pieces of `size` bytes, the last perhaps shorter.
pub(crate) async fn read(
    saying: &mut Saying<'_>,
    reader: &mut Reader,
    size: usize,
    bundle: bool,
) -> Result<(), Error> {
    // Whole bundles, so that no read ends in a small one: it would cost as much as a full one.
    let whole_bundle = size * at_once(saying, size, bundle);
    let mut buffer = vec![0; (READ / whole_bundle).max(1) * whole_bundle];
    let mut filled = 0;
    loop {
        let count = saying.read(reader, &mut buffer[filled..]).await?;
        filled += count;
        let whole = match count {
            0 => filled,
            _ => filled / size * size,
        };
        let mut bundled = false;
        if whole > 0 {
            bundled = say(saying, &buffer[..whole], size, bundle).await?;
            buffer.copy_within(whole..filled, 0);
            filled -= whole;
        }
        if count == 0 {
            return Ok(());
        }
        if bundled && let Some(pipe) = pipe_for(saying, size) {
            return splice(saying, reader, size, &pipe, &buffer[..filled]).await;
        }
    }
}

/// How many pieces the kernel takes as one.
fn at_once(saying: &Saying<'_>, size: usize, bundle: bool) -> usize {
    match bundle {
        true => saying.datagrams.bundle(size),
        false => 1,
    }
}

/// Sends these bytes in pieces; true if the path took them in bundles.
pub(crate) async fn say(
    saying: &mut Saying<'_>,
    bytes: &[u8],
    size: usize,
    bundle: bool,
) -> Result<bool, Error> {
    let at_once = at_once(saying, size, bundle);
    if at_once == 1 {
        for some in bytes.chunks(size * AT_ONCE) {
            let datagrams: Vec<&[u8]> = some.chunks(size).collect();
            saying.send_each(&datagrams).await?;
        }
        return Ok(false);
    }
    let mut bundled = true;
    for some in bytes.chunks(size * at_once) {
        let sent = saying.datagrams.send_bundle(saying.peer, some, size).await;
        if sent.map_err(|error| failed(saying.config, &error))? {
            saying.count(some.len().div_ceil(size), some.len());
        } else {
            bundled = false;
            let datagrams: Vec<&[u8]> = some.chunks(size).collect();
            saying.send_each(&datagrams).await?;
        }
    }
    Ok(bundled)
}

/// A pipe to splice by, where the input is a file, the socket takes it, and the pipe has room for bundles.
fn pipe_for(saying: &Saying<'_>, size: usize) -> Option<Pipe> {
    if !matches!(saying.config.input, Input::File(_)) {
        return None;
    }
    let pipe = Pipe::take().ok().filter(|pipe| pipe.capacity() >= READ)?;
    saying.datagrams.splice_bundles(size).then_some(pipe)
}

/// Sends `rest`, which was read already, and the rest of the file, bundle by bundle.
async fn splice(
    saying: &mut Saying<'_>,
    reader: &mut Reader,
    size: usize,
    pipe: &Pipe,
    rest: &[u8],
) -> Result<(), Error> {
    let bundle = size * at_once(saying, size, true);
    pipe.put(rest).map_err(|error| saying.unreadable(&error))?;
    let mut standing = rest.len();
    loop {
        let count = reader.splice_into(pipe).await;
        let count = count.map_err(|error| saying.unreadable(&error))?;
        standing += count;
        while standing >= bundle || (count == 0 && standing > 0) {
            let some = standing.min(bundle);
            let sent = saying.datagrams.splice(pipe, some).await;
            sent.map_err(|error| failed(saying.config, &error))?;
            saying.count(some.div_ceil(size), some);
            standing -= some;
        }
        if count == 0 {
            return Ok(());
        }
    }
}
