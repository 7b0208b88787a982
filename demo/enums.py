"""Closed lists of the demonstration: the cast, and the invented places and names around it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from institutions.enums import CentreKind, Role

# Nobody else's user name begins like this.
PREFIX = "demo-"


class CastRole(TextChoices):
    """Whom a visitor can be; the value is the last part of the door's address."""

    STUDENT = "student", _("Student")
    NUMBERED_STUDENT = "numbered-student", _("Student without a name")
    TEACHER = "teacher", _("Teacher")
    CO_TEACHER = "co-teacher", _("Co-teacher")
    HEAD = "head", _("Head of institution")
    SAFEGUARDING_LEAD = "safeguarding-lead", _("Child protection lead")
    COORDINATOR = "coordinator", _("Coordinator")
    AUTHOR = "author", _("Author")
    PROTECTION_REVIEWER = "child-protection-reviewer", _("Child protection reviewer")
    LANGUAGE_REVIEWER = "language-reviewer", _("Language reviewer")
    TRAINER = "trainer", _("Trainer")
    CANDIDATE = "candidate", _("Candidate")
    CERTIFIER = "certifier", _("Certifier")
    SITE_ADMIN = "site-admin", _("Site administrator")


# Each member of staff: role and invented name.
STAFF: dict[CastRole, tuple[Role, str]] = {
    CastRole.TEACHER: (Role.TEACHER, "Ірина Ясенова"),
    CastRole.CO_TEACHER: (Role.TEACHER, "Павло Дубенко"),
    CastRole.HEAD: (Role.HEAD, "Галина Тополь"),
    CastRole.SAFEGUARDING_LEAD: (Role.SAFEGUARDING_LEAD, "Ольга Калинівна"),
    CastRole.COORDINATOR: (Role.COORDINATOR, "Марія Липова"),
    CastRole.AUTHOR: (Role.AUTHOR, "Андрій Вербний"),
    CastRole.PROTECTION_REVIEWER: (Role.SAFEGUARDING_REVIEWER, "Софія Осика"),
    CastRole.LANGUAGE_REVIEWER: (Role.LANGUAGE_REVIEWER, "Тарас Явір"),
    CastRole.TRAINER: (Role.TRAINER, "Наталія Кленова"),
    CastRole.CANDIDATE: (Role.CANDIDATE, "Роман Береза"),
    CastRole.CERTIFIER: (Role.CERTIFIER, "Лідія Горобина"),
    CastRole.SITE_ADMIN: (Role.SITE_ADMIN, "Степан Граб"),
}

COUNTRY = "UA"
URBAN, RURAL = CentreKind.URBAN, CentreKind.RURAL
# The four regions of the pilot programme of 2009; every town and village in them is invented.
CENTRES: dict[str, tuple[tuple[str, CentreKind], ...]] = {
    "Львівська область": (
        ("Ясеногора", URBAN),
        ("Срібнопіль", URBAN),
        ("Тихоброди", RURAL),
        ("Медогаївка", RURAL),
    ),
    "Донецька область": (
        ("Світлостеп", URBAN),
        ("Вугледзвін", URBAN),
        ("Маковерби", RURAL),
        ("Терносвіт", RURAL),
    ),
    "Івано-Франківська область": (
        ("Смерекоград", URBAN),
        ("Полонинець", URBAN),
        ("Дзвіночари", RURAL),
        ("Яворопад", RURAL),
    ),
    "Автономна Республіка Крим": (
        ("Лавандополь", URBAN),
        ("Мореяр", URBAN),
        ("Мигдалесад", RURAL),
        ("Чабрецівка", RURAL),
    ),
}
HOME_REGION, HOME_CENTRE, BOARDING_CENTRE = "Львівська область", "Ясеногора", "Тихоброди"
SCHOOL = "Ясеногірська школа"
BOARDING_SCHOOL = "Тихобродівська школа-інтернат"
SERVICE = "Ясеногірський центр соціальних послуг"
CLASS_NAME, BOARDING_CLASS, TRAINING_GROUP = "8-Б", "8-І", "Група 1"
BOARDING_SEATS = 12
LANGUAGE = "uk"

GIVEN_NAMES = (
    "Аліна", "Андрій", "Богдана", "Вадим", "Віра", "Данило К.", "Данило П.", "Діана", "Єва", "Злата", "Ілля", "Катря",
    "Левко", "Любава", "Максим", "Марійка", "Матвій", "Назар", "Оленка", "Остап", "Соломія", "Тарас", "Уляна", "Юрко",
)  # fmt: skip
# Whose chair the visitor takes; and whose card is printed anew for a visitor who wants to type a number.
STUDENT_SEAT, CARD_SEAT = 1, len(GIVEN_NAMES)

# Titles and introductions of the front pages: neutral, like everything a browser's history shows.
FRONT_PAGES: dict[str, tuple[str, str]] = {
    "en": ("Orientir", "Lessons on respect, safe choices and skills for work, for schools and boarding schools."),
    "uk": ("Орієнтир", "Заняття про повагу, безпечний вибір і навички для роботи: для шкіл та шкіл-інтернатів."),
    "ro": ("Orientir", "Lecții despre respect, alegeri sigure și abilități pentru muncă, pentru școli și internate."),
    "ru": ("Ориентир", "Занятия об уважении, безопасном выборе и навыках для работы: для школ и школ-интернатов."),
}
