//! How the allocator deals with large blocks: each goes back to the system when it is freed.
//!
//! glibc learns from the first large block freed that such blocks had better come from the heap (mallopt(3),
//! M_MMAP_THRESHOLD), where small ones soon stand behind them and keep them from being given back: a host would stay as
//! large as its busiest moment made it.

/// From so many bytes on a block is the system's own; glibc begins with this, too.
#[cfg(target_env = "gnu")]
const LARGE: libc::c_int = 128 * 1024;

/// To be called before other threads are started.
#[cfg(target_env = "gnu")]
#[expect(unsafe_code, reason = "no safe wrapper knows mallopt")]
pub(crate) fn give_back_large_blocks() {
    // SAFETY: sets a number of the allocator's. Where it cannot, memory is given back later, which harms nothing.
    let _ = unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE) };
}

/// Other allocators need no telling.
#[cfg(not(target_env = "gnu"))]
pub(crate) fn give_back_large_blocks() {}
