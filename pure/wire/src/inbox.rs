//! Bytes that arrived and are not yet used: pushed at the end, taken from the front.
//!
//! Promises: taking is cheap however many small takes a push is split into; what is taken is forgotten at
//! the next push, so memory is what stands unused plus one push.

/// ```text
///        taken            what stands
/// [------------------|=====================]
/// 0                start               bytes.len()
/// ```
#[derive(Debug, Default)]
pub(crate) struct Inbox {
    bytes: Vec<u8>,
    start: usize,
}

impl Inbox {
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.start);
        self.start = 0;
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.start == self.bytes.len()
    }

    /// Takes the first `count` bytes, or all if there are fewer.
    pub(crate) fn take(&mut self, count: usize) -> Vec<u8> {
        let count = count.min(self.bytes().len());
        let taken = self.bytes()[..count].to_vec();
        self.skip(count);
        taken
    }

    /// Forgets the first `count` bytes, or all if there are fewer.
    pub(crate) fn skip(&mut self, count: usize) {
        self.start = (self.start + count).min(self.bytes.len());
    }
}
