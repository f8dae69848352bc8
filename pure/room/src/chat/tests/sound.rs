//! Whether a chat's tables agree with each other.

use crate::chat::Chat;
use crate::fold::fold;
use crate::modes::Trait;
use crate::room::Room;
use crate::settings;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What holds after every event.
pub(super) fn assert_sound(chat: &Chat) {
    for (who, person) in chat.people() {
        assert_eq!(chat.nicks.owner(&person.folded), Some(who));
        assert_eq!(*person.folded, *fold(&person.nick));
        let source = format!("{}!{}@{}", person.nick, person.user, person.host);
        assert_eq!(*person.source, *source);
        for id in &person.rooms {
            let room = chat
                .room(*id)
                .expect("whoever is in a room is in one that exists");
            assert!(
                room.status(who).is_some(),
                "{source} is not in {}",
                room.name
            );
        }
        assert_eq!(
            person.rooms.iter().collect::<BTreeSet<_>>().len(),
            person.rooms.len()
        );
        for id in &person.invitations {
            assert!(
                chat.room(*id)
                    .expect("invitations are to rooms")
                    .invited
                    .contains(&who)
            );
        }
        assert!(chat.watch.count(who) <= chat.rules.watched_a_person);
    }
    let people = chat.people().count();
    assert_eq!(chat.nicks.sizes().0, people);
    let looks = chat.nicks.sizes().1;
    assert!(looks <= 2 * people && (people == 0 || looks > 0));
    let count = |which| chat.people().filter(|(_, person)| person.is(which)).count();
    let census = chat.census();
    assert_eq!(
        (census.people, census.invisible, census.operators),
        (people, count(Trait::Invisible), count(Trait::Operator))
    );
    for (id, room) in chat.rooms.iter() {
        assert_eq!(chat.rooms.find(&room.folded), Some(id));
        assert_eq!(*room.folded, *fold(&room.name));
        assert_eq!(room.places.len(), room.members.len());
        for member in &room.members {
            let person = chat.person(member.session).expect("members are people");
            assert!(
                person.rooms.contains(&id),
                "{} does not know {}",
                person.nick,
                room.name
            );
            let place = room.places[&member.session] as usize;
            assert_eq!(room.members[place].session, member.session);
        }
        for who in &room.invited {
            let person = chat.person(*who).expect("the invited are people");
            assert!(person.invitations.contains(&id));
        }
        for (who, silenced) in &room.silenced {
            let person = chat.person(*who).expect("the silenced are people");
            assert_eq!(*silenced, room.bans(&fold(&person.source)));
        }
        let vacant = room.members.is_empty() && !room.lobby;
        assert_eq!(room.vacated > 0, vacant, "{}", room.name);
        assert!(
            !vacant || room.kept,
            "{} is empty and has nothing to lose",
            room.name
        );
    }
    let mut vacant: Vec<_> = chat.rooms.vacant().collect();
    let empty = chat.rooms.iter().filter(|(_, room)| room.vacated > 0);
    let mut empty: Vec<_> = empty.map(|(id, _)| id).collect();
    vacant.sort();
    empty.sort();
    assert_eq!(vacant, empty);
    let [one, other] = chat.watch.pairs();
    assert_eq!(one, other);
    assert!(one.iter().all(|(who, _)| chat.person(*who).is_some()));
}

/// The log has the settings of every room as they are, but of those that are as new rooms are.
pub(super) fn assert_kept(chat: &Chat, kept: &BTreeMap<Arc<str>, String>) {
    for (_, room) in chat.rooms.iter() {
        let now = settings::print(room);
        match room.kept {
            true => assert_eq!(kept.get(&room.folded), Some(&now)),
            false => {
                let new = Room::new(&room.name, &room.folded, room.created);
                assert_eq!(settings::print(&new), now);
            }
        }
    }
}
