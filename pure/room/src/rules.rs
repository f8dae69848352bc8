//! The limits and customs of one chat.

/// The limits and customs of one chat. Lengths are in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The rooms that are always there; the first is where plain clients come in.
    pub lobbies: Vec<String>,
    /// The longest nick.
    pub nick_length: usize,
    /// The longest room name, `#` included.
    pub room_length: usize,
    /// The longest topic.
    pub topic_length: usize,
    /// The longest away message.
    pub away_length: usize,
    /// The longest reason of a kick, a part or a quit.
    pub reason_length: usize,
    /// The longest realname.
    pub realname_length: usize,
    /// The longest key.
    pub key_length: usize,
    /// Rooms that one person may be in.
    pub rooms_a_person: usize,
    /// Rooms there may be.
    pub rooms: usize,
    /// Masks in one list of a room.
    pub masks_a_list: usize,
    /// Nicks that one person may watch.
    pub watched_a_person: usize,
    /// How many who have left WHOWAS remembers.
    pub remembered_people: usize,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            lobbies: vec!["#lobby".to_owned()],
            nick_length: 32,
            room_length: 64,
            topic_length: 390,
            away_length: 200,
            reason_length: 300,
            realname_length: 150,
            key_length: 32,
            rooms_a_person: 100,
            rooms: 10_000,
            masks_a_list: 100,
            watched_a_person: 100,
            remembered_people: 1_000,
        }
    }
}
