"""Everything that is kept about one person, part by part, in a constant number of queries."""

from django.db.models import Model

from neuguong.base.accounts.models import User
from neuguong.base.journal.models import Entry
from neuguong.base.journal.queries import ADOPTED, history
from neuguong.base.orgs.models import Person, SensitiveRecord
from neuguong.fronts.desk.queries import doings, identity, taking_part
from neuguong.fronts.desk.queries.part import Part, upto


def data_of(
    person: Person | None,
    user: User | None,
    *,
    most: int | None = None,
    sees_sensitive: bool = True,
    keeper: User | None = None,
) -> list[Part]:
    """The parts, each with `most` rows at most (all of them for None). `user` is the person's login, if she has one; a
    login without a person has its own parts alone. Without `sees_sensitive` it only says that something is kept; a
    `keeper` who prints it for her is shown the words of those registrations that he may read."""
    if person is None:
        return _of_login(user, most)
    kept = SensitiveRecord.objects.filter(person=person).first()
    record = kept or SensitiveRecord(person=person)
    registrations = doings.registrations_of(person, most)
    readable = doings.readable(person, keeper)
    shown = None if keeper is None else set(readable.values_list("pk", flat=True))
    return [
        identity.person_part(person, _load(person)),
        identity.cells_part(person),
        identity.posts_part(person),
        identity.sensitive_part(kept, _load(record), sees_sensitive),
        doings.registrations_part(registrations, most),
        doings.texts_part([one for one in registrations if shown is None or one.pk in shown], most),
        doings.items_part(readable, most),
        doings.progress_part(readable, most),
        *taking_part.parts_of(person, user, most, keeper),
        *_of_login(user, most),
        doings.consents_part(person),
        doings.requests_part(person),
        doings.looks_part(_newest(person, most), _newest(record, most), most),
        doings.exports_part(person, most),
        doings.papers_part(person, most),
    ]


def _of_login(user: User | None, most: int | None) -> list[Part]:
    return [
        identity.login_part(user),
        identity.rights_part(user),
        doings.files_part(user, most),
        doings.notices_part(user, most),
    ]


def _load(obj: Model) -> Entry | None:
    return history(obj).filter(step=ADOPTED).last()


def _newest(obj: Model, most: int | None) -> list[Entry]:
    return list(history(obj).reverse()[upto(most)])
