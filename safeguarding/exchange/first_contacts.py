"""Contacts found in published sources, by country. That a line was published does not prove that it works today."""

from dataclasses import dataclass, field

from safeguarding.enums import ContactKind

ROUND_THE_CLOCK = {"en": "day and night", "uk": "цілодобово", "ro": "non-stop", "ru": "круглосуточно"}
EVERY_DAY = {"en": "every day", "uk": "щодня", "ro": "zilnic", "ru": "ежедневно"}
CHILD_LINE = {
    "en": "Line for children and young people",
    "uk": "Лінія для дітей та молоді",
    "ro": "Linia pentru copii și tineri",
    "ru": "Линия для детей и молодёжи",
}
MIGRATION_LINE = {
    "en": "Line on safe travel and against human trafficking",
    "uk": "Лінія з безпеки поїздок і протидії торгівлі людьми",
    "ro": "Linia pentru călătorii sigure și împotriva traficului de persoane",
    "ru": "Линия по безопасным поездкам и против торговли людьми",
}
STATE_LINE = {
    "en": "State line on trafficking, violence and rights of children",
    "uk": "Урядова лінія з протидії торгівлі людьми, насильству та з прав дітей",
    "ro": "Linia statului privind traficul, violența și drepturile copiilor",
    "ru": "Государственная линия по торговле людьми, насилию и правам детей",
}
TRUST_LINE = {
    "en": "Trust line of La Strada",
    "uk": "Лінія довіри «Ла Страда»",
    "ro": "Linia de încredere La Strada",
    "ru": "Линия доверия «Ла Страда»",
}
POLICE = {"en": "Police", "uk": "Поліція", "ro": "Poliția", "ru": "Полиция"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstContact:
    """One number as a source gives it; what no source says stays empty."""

    country: str
    kind: ContactKind
    names: dict[str, str]
    number: str
    source: str
    organisation: str = ""
    number_from_abroad: str = ""
    is_free: bool = False
    works_from_mobile: bool = False
    is_anonymous: bool = False
    hours: dict[str, str] = field(default_factory=dict)
    languages: str = ""


CHILDREN, MIGRATION, IN_DANGER = ContactKind.CHILDREN, ContactKind.MIGRATION, ContactKind.EMERGENCY

# 112 is not here: the page shows it in every country, whatever the directory says.
FIRST_CONTACTS = (
    FirstContact(country="UA", kind=IN_DANGER, names=POLICE, number="102", source="Local pages"),
    FirstContact(
        country="UA", kind=CHILDREN, names=CHILD_LINE, number="116 111", is_free=True,
        source="Press 01.06.2017 (start), pages of 2015-2020; the timetable of 2015 is outdated",
    ),
    FirstContact(
        country="UA", kind=CHILDREN, names=CHILD_LINE, number="0 800 500 225", is_free=True,
        source="Press 01.06.2017 (start), pages of 2015-2020; the timetable of 2015 is outdated",
    ),
    FirstContact(
        country="UA", kind=MIGRATION, names=MIGRATION_LINE, number="527", is_free=True, is_anonymous=True,
        hours=EVERY_DAY, source="Regional news 15.05.2024, official local pages 2025; hours not seen",
    ),
    FirstContact(
        country="UA", kind=MIGRATION, names=MIGRATION_LINE, number="0 800 505 501", is_free=True, is_anonymous=True,
        hours=EVERY_DAY, source="Page without a date; the same line as 527",
    ),
    FirstContact(
        country="UA", kind=MIGRATION, names=STATE_LINE, number="1547", is_free=True, is_anonymous=True,
        hours=ROUND_THE_CLOCK, source="Ministry plan 2020, local pages 2024-2025; hours from reports",
    ),
    FirstContact(
        country="UA", kind=MIGRATION, names=TRUST_LINE, organisation="La Strada-Ukraine", number="116 123",
        source="Municipal page 2025; hours not seen",
    ),
    FirstContact(
        country="UA", kind=MIGRATION, names=TRUST_LINE, organisation="La Strada-Ukraine", number="0 800 500 335",
        source="Municipal page 2025; hours not seen",
    ),
    FirstContact(
        country="MD", kind=CHILDREN, names=CHILD_LINE, number="116 111", is_free=True, is_anonymous=True,
        hours=ROUND_THE_CLOCK, source="Press, telefonulcopilului.md, campaign 2024; also an online chat",
    ),
    FirstContact(
        country="MD", kind=MIGRATION, names=TRUST_LINE, organisation="La Strada Moldova", number="0 800 77777",
        number_from_abroad="+373 22 23 33 09", is_free=True, is_anonymous=True,
        source="lastrada.md, treime.md; hours not seen",
    ),
    FirstContact(
        country="MD", kind=MIGRATION, names=POLICE, organisation="Centrul pentru combaterea traficului de persoane",
        number="+373 22 254 998", hours=ROUND_THE_CLOCK, source="stefan-voda.md 2022",
    ),
    FirstContact(
        country="MD", kind=MIGRATION, names=MIGRATION_LINE, number="0 800 88888", number_from_abroad="+373 533 86030",
        is_free=True, hours=dict.fromkeys(("en", "uk", "ro", "ru"), "8:00-23:00"),
        source="Old page of an organisation; free in Transnistria",
    ),
    FirstContact(
        country="KG", kind=MIGRATION, names=MIGRATION_LINE, number="189",
        source="Newsletter of June 2011 only; a campaign names 1899 instead: call both first",
    ),
    FirstContact(
        country="KG", kind=MIGRATION, names=MIGRATION_LINE, number="1899",
        source="Campaign for migrants; an older newsletter names 189 instead: call both first",
    ),
    FirstContact(country="KG", kind=CHILDREN, names=CHILD_LINE, number="111", source="No source seen"),
    FirstContact(
        country="AL", kind=MIGRATION, names=MIGRATION_LINE, number="116 006", is_free=True, works_from_mobile=True,
        source="Launch of 16.06.2014, network page; the older 0800 1212 was replaced",
    ),
    FirstContact(country="AL", kind=CHILDREN, names=CHILD_LINE, number="116 111", source="No source seen"),
    FirstContact(
        country="CZ", kind=MIGRATION, names=TRUST_LINE, organisation="La Strada Česká republika",
        number="+420 222 71 71 71", languages="cs, en, ro, ru, bg",
        hours={
            "en": "Monday to Thursday, not all day",
            "uk": "з понеділка до четверга, не весь день",
            "ro": "de luni până joi, nu toată ziua",
            "ru": "с понедельника по четверг, не весь день",
        },
        source="strada.cz, without a date: ro and ru on Mondays, bg on Thursdays",
    ),
    FirstContact(
        country="CZ", kind=MIGRATION, names=TRUST_LINE, organisation="La Strada Česká republika", number="800 077 777",
        is_free=True, languages="cs, en, ro, ru, bg", source="strada.cz, without a date",
    ),
    FirstContact(
        country="RO", kind=CHILDREN, names=CHILD_LINE, number="119", is_free=True, hours=ROUND_THE_CLOCK,
        source="Press",
    ),
    FirstContact(
        country="RO", kind=MIGRATION, names=MIGRATION_LINE,
        organisation="Agenția Națională Împotriva Traficului de Persoane", number="0 800 800 678", is_free=True,
        source="Radio 18.10.2022",
    ),
)  # fmt: skip
