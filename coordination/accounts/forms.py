"""The forms of signing in, of one's own account, of people and of set-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from coordination.accounts.commands.passwords import LONGEST, SHORTEST
from coordination.accounts.models import POST_LABELS, ROLE_LABELS, PostKind
from coordination.directory.fields import AgencyField
from coordination.directory.models import AGENCY_KIND_LABELS, AgencyKind
from coordination.kernel.forms import Form
from coordination.lang import say
from coordination.lang.fields import CleanStringField, JalaliDateField
from coordination.lang.identifiers import check_email, email

LTR = {"dir": "ltr"}
LANGUAGES = [("fa", "فارسی"), ("en", "English")]


def required() -> InputRequired:
    """Something has to be typed or chosen."""
    return InputRequired(_l("This is missing."))


def at_most(characters: int) -> Length:
    """The field takes so many characters."""
    return Length(max=characters, message=_l("This is too long for the field. Shorten it."))


class EmailField(CleanStringField):
    """An address as it is stored: small letters, ASCII digits, no spaces."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Typed by hand, it comes with spaces and Persian digits."""
        if valuelist:
            self.data = email(str(valuelist[0]))

    def pre_validate(self, form: Any) -> None:
        """Whether it has the form of an address."""
        if self.data and check_email(self.data):
            raise ValidationError(_("This is no e-mail address. For example: %(sample)s", sample="name@example.org"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["render_kw"] = {"dir": "ltr", "inputmode": "email", "autocapitalize": "none"} | (
            kwargs.get("render_kw") or {}
        )
        super().__init__(*args, **kwargs)


def new_password(label: Any) -> PasswordField:
    """A password to be chosen; whether it is good enough the command says."""
    return PasswordField(
        label,
        [required(), Length(max=LONGEST)],
        description=_l("At least 10 characters, without your name. Three or four words that do not belong together."),
        render_kw={"autocomplete": "new-password", "dir": "ltr", "minlength": SHORTEST},
    )


class SignInForm(FlaskForm):
    """E-mail address and password, and the page that was wanted."""

    email = EmailField(_l("E-mail address"), [required()], render_kw={"autocomplete": "username", "autofocus": True})
    password = PasswordField(_l("Password"), [required()], render_kw={"autocomplete": "current-password", **LTR})
    next = HiddenField()


class LostForm(FlaskForm):
    """The address of an account whose password was lost."""

    email = EmailField(_l("E-mail address"), [required()], render_kw={"autocomplete": "username"})


class CodeForm(FlaskForm):
    """A code from a paper or a mail."""

    code = CleanStringField(
        _l("Code"),
        [required(), at_most(60)],
        description=_l("Sixteen letters and digits, as they stand on the paper or in the mail."),
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false", **LTR},
    )


class ChoosePasswordForm(FlaskForm):
    """The password that a code was for."""

    code = HiddenField()
    password = new_password(_l("New password"))


class PasswordForm(FlaskForm):
    """One's own password, changed."""

    old_password = PasswordField(
        _l("Present password"), [required()], render_kw={"autocomplete": "current-password", **LTR}
    )
    password = new_password(_l("New password"))


class ProfileForm(Form):
    """What people say of themselves."""

    name = CleanStringField(_l("Name"), [required(), at_most(120)], render_kw={"autocomplete": "name"})
    name_en = CleanStringField(_l("Name in Latin letters"), [Optional(), at_most(120)])
    language = RadioField(_l("Language"), choices=LANGUAGES)
    mail_notices = BooleanField(
        _l("Tell me by mail too"),
        description=_l("What waits for you stands on your pages in any case. Mails never hold a child's name."),
    )


class PersonForm(Form):
    """What others correct of a person."""

    name = CleanStringField(_l("Name"), [required(), at_most(120)])
    name_en = CleanStringField(_l("Name in Latin letters"), [Optional(), at_most(120)])
    email = EmailField(_l("E-mail address"), [required(), at_most(254)], description=_l("The sign-in name."))
    mobile = CleanStringField(_l("Mobile number"), [Optional(), at_most(20)], render_kw={**LTR, "inputmode": "tel"})


def post_kind() -> SelectField:
    """One of the posts at an agency."""
    return SelectField(_l("Post"), [required()], choices=[(k.value, _l(v)) for k, v in POST_LABELS.items()])


class PostForm(Form):
    """A post to be proposed."""

    agency = AgencyField(_l("Agency"), [required()])
    kind = post_kind()
    from_on = JalaliDateField(_l("First day"), [required()])
    to_on = JalaliDateField(_l("Last day"), [Optional()], description=_l("Empty: no end is known."))


class InviteForm(Form):
    """Somebody new, and the first post."""

    name = CleanStringField(_l("Name"), [required(), at_most(120)])
    name_en = CleanStringField(_l("Name in Latin letters"), [Optional(), at_most(120)])
    email = EmailField(
        _l("E-mail address"),
        [required(), at_most(254)],
        description=_l("The sign-in name; the invitation is sent there, and you can print it too."),
    )
    language = RadioField(_l("Language"), choices=LANGUAGES, default="fa")
    agency = AgencyField(_l("Agency"), [required()])
    kind = post_kind()
    from_on = JalaliDateField(_l("First day"), [required()])


class EndPostForm(Form):
    """The last day of a post."""

    to_on = JalaliDateField(_l("Last day"), [required()])


class RoleForm(Form):
    """A role beside all agencies."""

    kind = SelectField(_l("Role"), [required()], choices=[(k.value, _l(v)) for k, v in ROLE_LABELS.items()])
    from_on = JalaliDateField(_l("First day"), [required()])


class _ColleagueForm(Form):
    """A form that names a colleague; the choice holds the people of the same agencies only."""

    def offer(self, field: str, people: Sequence[Any], said: Any) -> None:
        """Fill the choice: public id and name."""
        self[field].choices = [("", _("Choose…")), *((row.public_id, said(row)) for row in people)]


class AbsenceForm(_ColleagueForm):
    """Days away, and who acts meanwhile."""

    deputy = SelectField(_l("Deputy"), [required()])
    from_on = JalaliDateField(_l("First day"), [required()])
    to_on = JalaliDateField(_l("Last day"), [required()])


class HandOverForm(_ColleagueForm):
    """Who takes everything open on."""

    to = SelectField(_l("Goes over to"), [required()])


class PeopleFilter(FlaskForm):
    """What the list of people is narrowed by; it stands in the address."""

    class Meta:
        csrf = False

    q = CleanStringField(_l("Name begins with"))
    agency = CleanStringField(_l("Agency begins with"))
    post = SelectField(_l("Post"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.post.choices = [("", _("All")), *((kind.value, say.message(POST_LABELS[kind])) for kind in PostKind)]


class SetupForm(FlaskForm):
    """Everything that an installation needs to begin."""

    code = CleanStringField(
        _l("Code of the set-up"),
        [required(), at_most(60)],
        description=_l("Run the set-up command on the server: it prints a code that is good for half an hour."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", **LTR},
    )
    name_fa = CleanStringField(_l("Name of this installation in Persian"), [required(), at_most(120)])
    name_en = CleanStringField(_l("Name of this installation in English"), [Optional(), at_most(120)])
    agency_fa = CleanStringField(
        _l("Host agency in Persian"),
        [required(), at_most(200)],
        description=_l("The body that runs this installation; its head confirms the heads of the others."),
    )
    agency_en = CleanStringField(_l("Host agency in English"), [Optional(), at_most(200)])
    agency_kind = SelectField(
        _l("Kind of the host agency"), [required()], choices=[(k.value, _l(v)) for k, v in AGENCY_KIND_LABELS.items()],
        coerce=AgencyKind, default=AgencyKind.WELFARE,
    )  # fmt: skip
    admin_name = CleanStringField(_l("Name of the administrator"), [required(), at_most(120)])
    admin_email = EmailField(_l("E-mail address of the administrator"), [required(), at_most(254)])
    password = new_password(_l("Password of the administrator"))
    head_name = CleanStringField(
        _l("Name of the host agency's head"),
        [required(), at_most(120)],
        description=_l("Another person, who opens the own account by an invitation."),
    )
    head_email = EmailField(_l("E-mail address of the head"), [required(), at_most(254)])
