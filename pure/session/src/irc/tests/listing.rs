//! LIST.

use super::with;

#[test]
fn list_has_conditions() {
    let mut host = with(&[("ann", ""), ("bob", "")]);
    host.hear("ann", b"JOIN #tea,#coffee,#secret");
    host.hear("bob", b"JOIN #tea");
    host.hear("ann", b"TOPIC #tea :with milk?");
    host.hear("ann", b"MODE #secret +s");
    host.read();
    host.play(
        "bob> LIST
         bob< :hullo.test 321 bob Channel :Users  Name
         bob< :hullo.test 322 bob #coffee 1 :
         bob< :hullo.test 322 bob #lobby 0 :
         bob< :hullo.test 322 bob #tea 2 :with milk?
         bob< :hullo.test 323 bob :End of /LIST
         ann> LIST #SECRET
         ann< :hullo.test 321 ann Channel :Users  Name
         ann< :hullo.test 322 ann #secret 1 :
         ann< :hullo.test 323 ann :End of /LIST
         bob> LIST >1
         bob< :hullo.test 321 bob Channel :Users  Name
         bob< :hullo.test 322 bob #tea 2 :with milk?
         bob< :hullo.test 323 bob :End of /LIST
         bob> LIST <1
         bob< :hullo.test 321 bob Channel :Users  Name
         bob< :hullo.test 322 bob #lobby 0 :
         bob< :hullo.test 323 bob :End of /LIST
         bob> LIST *e*,!*f*
         bob< :hullo.test 321 bob Channel :Users  Name
         bob< :hullo.test 322 bob #tea 2 :with milk?
         bob< :hullo.test 323 bob :End of /LIST
         bob> LIST #tea,#coffee
         bob< :hullo.test 321 bob Channel :Users  Name
         bob< :hullo.test 322 bob #coffee 1 :
         bob< :hullo.test 322 bob #tea 2 :with milk?
         bob< :hullo.test 323 bob :End of /LIST
         bob> LIST C<0
         bob< :hullo.test 321 bob Channel :Users  Name
         bob< :hullo.test 323 bob :End of /LIST
         bob> LIST C>0
         bob< :hullo.test 321 bob Channel :Users  Name
         bob< :hullo.test 322 bob #coffee 1 :
         bob< :hullo.test 322 bob #lobby 0 :
         bob< :hullo.test 322 bob #tea 2 :with milk?
         bob< :hullo.test 323 bob :End of /LIST
         bob> LIST C<5,>0
         bob< :hullo.test 321 bob Channel :Users  Name
         bob< :hullo.test 322 bob #coffee 1 :
         bob< :hullo.test 322 bob #tea 2 :with milk?
         bob< :hullo.test 323 bob :End of /LIST
         bob> LIST T<5
         bob< :hullo.test 321 bob Channel :Users  Name
         bob< :hullo.test 322 bob #tea 2 :with milk?
         bob< :hullo.test 323 bob :End of /LIST
         bob> LIST T>5
         bob< :hullo.test 321 bob Channel :Users  Name
         bob< :hullo.test 323 bob :End of /LIST
         bob> LIST >0,#tea
         bob< :hullo.test 321 bob Channel :Users  Name
         bob< :hullo.test 322 bob #tea 2 :with milk?
         bob< :hullo.test 323 bob :End of /LIST
        ",
    );
}
