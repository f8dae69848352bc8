//! Whether what a chat shows of itself is one picture.

use hullo_room::{Chat, Trait, fold};

/// Panics unless people, nicks and rooms agree with each other.
pub(crate) fn assert_sound(chat: &Chat) {
    for (who, person) in chat.people() {
        assert_eq!(chat.find(&person.nick).map(|(found, _)| found), Some(who));
        assert_eq!(person.folded(), fold(&person.nick));
        let source = format!("{}!{}@{}", person.nick, person.user, person.host);
        assert_eq!(*person.source, *source);
        for id in &person.rooms {
            let room = chat.room(*id).expect("people are in rooms that exist");
            assert!(room.status(who).is_some(), "{source}, {}", room.name);
        }
        let rules = chat.rules();
        assert!(person.rooms.len() <= rules.rooms_a_person);
        assert!(person.nick.len() <= rules.nick_length);
        for (id, room) in chat.invitations(who) {
            assert_eq!(chat.room(id).map(|room| &room.name), Some(&room.name));
        }
    }
    for (id, room) in chat.rooms() {
        assert_eq!(chat.find_room(&room.name).map(|(found, _)| found), Some(id));
        assert_eq!(*room.folded, *fold(&room.name));
        for member in room.members() {
            let person = chat.person(member.session).expect("members are people");
            assert!(person.rooms.contains(&id), "{}, {}", person.nick, room.name);
        }
    }
    let count = |which| chat.people().filter(|(_, person)| person.is(which)).count();
    let census = chat.census();
    assert_eq!(census.people, chat.people().count());
    assert_eq!(census.operators, count(Trait::Operator));
    assert_eq!(census.invisible, count(Trait::Invisible));
}
