"""What is told of consents, of posts, and of what was done to people's accounts."""

from __future__ import annotations

from coordination.kernel.messages import N_
from coordination.notices.words.telling import Telling

CASE: dict[str, Telling] = {
    "consent.expire": Telling(N_("A consent or legal basis of a case of yours has expired.")),
    "consent.withdraw": Telling(N_("A consent of a case of yours was withdrawn.")),
}

POST: dict[str, Telling] = {
    "post.proposed": Telling(N_("A post at %(agency)s waits for your confirmation: %(person)s.")),
    "post.confirmed": Telling(N_("Your post at %(agency)s has taken effect.")),
    "post.refused": Telling(N_("The post proposed for you at %(agency)s was refused.")),
}

PERSON: dict[str, Telling] = {
    "absence.recorded": Telling(N_("%(person)s is away; the deputy named acts in these posts meanwhile.")),
    "person.handed_over": Telling(N_("The open work of %(person)s was handed over to a colleague.")),
    "person.reset": Telling(N_("A code for a new password of %(person)s was made.")),
    "person.readdressed": Telling(N_("The e-mail address of %(person)s was changed.")),
}
