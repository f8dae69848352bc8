//! What a session may ask of the server that it is in.

use crate::about::{About, Origin};
use crate::way::Way;
use hullo_room::{Chat, Event, Now, Query, SessionId};

/// The server as one session sees it, while that session is hearing a line.
pub trait Hall {
    /// Which session this is.
    fn id(&self) -> SessionId;

    /// The time.
    fn now(&self) -> Now;

    /// What the server says of itself.
    fn about(&self) -> &About;

    /// Where this client came from.
    fn origin(&self) -> Origin;

    /// Whether this is the server's password; true for any where none is asked for.
    fn admits(&self, password: &str) -> bool;

    /// The chat, to look at.
    fn chat(&self) -> &Chat;

    /// Something happened: handled and carried out at once, so that the chat shows it when this returns.
    fn event(&mut self, event: Event<'_>);

    /// What an answer is made from, and where it is written.
    fn page(&mut self) -> Page<'_>;

    /// Where bytes for this client are written. They go out in order with what [`Hall::event`] brings.
    fn reply(&mut self) -> &mut Vec<u8> {
        self.page().out
    }

    /// How this client wants to read from now on.
    fn set_way(&mut self, way: Way);

    /// A question to the log. The answer comes to the session later; until then nothing more is heard of it.
    fn ask(&mut self, query: Query);

    /// What is written to this client from now on belongs to a labelled command (IRCv3 labeled-response), until
    /// `end_label` hands it back.
    fn begin_label(&mut self);

    /// Ends what `begin_label` began: all that was written since, which has not gone out.
    fn end_label(&mut self) -> Vec<u8>;

    /// Something that only the server as a whole can do.
    fn order(&mut self, ask: Ask<'_>);
}

/// What an answer is made from, and where it is written: borrowed together, since most answers need all of it.
#[derive(Debug)]
pub struct Page<'h> {
    /// The chat, to look at.
    pub chat: &'h Chat,
    /// What the server says of itself.
    pub about: &'h About,
    /// Bytes for this client, in order with what [`Hall::event`] brings.
    pub out: &'h mut Vec<u8>,
}

/// What only the server as a whole can do.
#[expect(missing_docs, reason = "the fields are what their names say")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask<'a> {
    /// Say goodbye to this client and close; the reason is told to others.
    Leave { reason: &'a str },
    /// Check this operator's password; the answer is [`hullo_room::Told::NowOperator`] or nothing.
    Oper { name: &'a str, password: &'a str },
    /// Read the configuration again (REHASH).
    Reload,
}
