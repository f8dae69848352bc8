//! Changes of a room's lists of masks.

use crate::chat::Chat;
use crate::chat::modes::Outcome;
use crate::fold::fold;
use crate::id::{RoomId, SessionId};
use crate::mask::complete;
use crate::modes::{Changed, List, Switch};
use crate::now::Now;
use crate::refusal::Refusal;
use crate::room::Mask;

/// The longest mask in bytes, completed: room for the longest nick, user and host, and some stars.
const MASK_LENGTH: usize = 200;

impl Chat {
    /// A mask that is there already, or is not, in whatever case, changes nothing.
    pub(crate) fn change_list(
        &mut self,
        who: SessionId,
        id: RoomId,
        name: &str,
        (switch, list, mask): (Switch, List, &str),
        now: Now,
    ) -> Outcome {
        let limit = self.rules.masks_a_list;
        let (Some(person), Some(room)) =
            (self.people[who.index()].as_ref(), self.rooms.get_mut(id))
        else {
            return Ok(None);
        };
        let gap = |c: char| c.is_whitespace() || c.is_control();
        let word = mask.split(gap).next().unwrap_or_default();
        if word.is_empty() {
            return Ok(None);
        }
        let mask = complete(word);
        let folded = fold(&mask).into_owned();
        let masks = room.list_mut(list);
        let place = masks.iter().position(|one| one.folded == folded);
        let changed = match (switch, place) {
            (Switch::On, Some(_)) | (Switch::Off, None) => return Ok(None),
            (Switch::Off, Some(place)) => Changed::List(switch, list, masks.remove(place).mask),
            (Switch::On, None) if masks.len() >= limit || mask.len() > MASK_LENGTH => {
                let room = name.to_owned();
                return Err(Refusal::ListFull { room, list, mask });
            }
            (Switch::On, None) => {
                masks.push(Mask {
                    mask: mask.clone(),
                    folded,
                    by: person.source.clone(),
                    at: now.unix_seconds(),
                });
                Changed::List(switch, list, mask)
            }
        };
        room.silenced.clear();
        Ok(Some(changed))
    }
}
