"""The recipe for several machines, followed word for word, all of them this one.

PostgreSQL, Redis, a bucket, two web processes behind nginx, Celery's worker and beat; the database is made from
nothing.
"""

import io
import re
import subprocess
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import boto3
import psycopg
import pytest

from benchmarks.installation import Installation, settings_in
from benchmarks.server import ROOT, ServerFailed, free_port
from tests.operations.archives import tar_of
from tests.packs.small_pack import small_pack, zipped
from tests.recipes.recipe import blocks, follow, started_units
from tests.recipes.site import (
    Browser,
    assert_keeps_quiet,
    assert_serves,
    assert_takes_no_large_form,
    remains,
    wait_until,
)

pytestmark = pytest.mark.recipe

PASSWORD = "correct-horse-battery"
LESSON = "/en/small-course/part-1/small-lesson-1/"
ASK_FOR_WORK = (
    "from jobs.services import enqueue; "
    "enqueue(kind='jobs.delete_old', payload={}, owner_id=None, unique_key='asked by the recipe')"
)


@pytest.fixture
def services(monkeypatch) -> Iterator[dict[str, str]]:
    """PostgreSQL, Redis and a picture store that nobody will miss."""
    command = ROOT / "scripts" / "services"
    printed = subprocess.run([command, "start", "--s3"], capture_output=True, text=True, check=True).stdout
    found = dict(re.findall(r"^export (\w+)=(\S+)$", printed, re.MULTILINE))
    monkeypatch.setenv("ORIENTIR_SERVICES", found.pop("ORIENTIR_SERVICES"))
    yield found
    subprocess.run([command, "stop"], check=True)


@pytest.fixture
def site(services, tmp_path):
    """An empty folder that stands for a server."""
    with Installation(tmp_path, code=None, host="learn.example.org") as installation:
        yield installation


def take_the_shared_settings(site: Installation, services: dict[str, str]) -> None:
    """Write the lines of the recipe into the settings, with the addresses that there are here."""
    (shared,) = blocks("Several machines", "ini")
    lines = settings_in(shared)
    assert services.keys() <= lines.keys()
    text = site.placed(site.settings_file.read_text())
    # Where it is afternoon: what is due every night is due already.
    afternoon = "Etc/GMT-12" if datetime.now(UTC).hour < 12 else "UTC"
    for name, value in (lines | services | {"HOST": "127.0.0.1", "TIME_ZONE": afternoon}).items():
        text, count = re.subn(rf"^#?{name}=.*$", lambda _line, line=f"{name}={value}": line, text, flags=re.MULTILINE)
        assert count == 1, f"deploy/orientir.env.example has no line for {name}"
    site.settings_file.write_text(text)


def test_a_country_follows_the_recipe(site, services):
    get_code, write_settings, _fill, certify, _start = blocks("One machine")
    fill, *machines = blocks("Several machines")
    for block in (get_code, write_settings, certify):
        follow(site, block)
    take_the_shared_settings(site, services)
    pack = site.folder / "pack.zip"
    pack.write_bytes(zipped(small_pack()))
    # Two lessons with a picture in place of ten without.
    follow(
        site, fill.replace("content/personal-dignity", f"{pack} --accept-unsigned"), typed=f"{PASSWORD}\n{PASSWORD}\n"
    )

    units = [unit for block in machines for unit in started_units(follow(site, block))]
    assert units == ["orientir-web.service", "orientir-celery.service", "orientir-beat.service"]
    ports = [free_port(), free_port()]
    web = [site.start(units[0], PORT=str(port), WEB_PROCESSES="1") for port in ports]
    for unit in units[1:]:
        site.start(unit)
    site.nginx(web_ports=ports)

    browser = Browser(site)
    assert_serves(site, browser)
    assert_takes_no_large_form(browser)
    assert_keeps_quiet(site, browser)
    assert_pictures_come_from_us(site, services, browser)
    assert_work_is_done(site, services)
    assert_a_backup_holds_the_pictures(site)

    # One machine fails: nobody notices.
    web[0].stop()
    assert [browser.status("/staff/sign-in/") for _ in range(6)] == [200] * 6
    assert_refuses_a_careless_database(site, services)
    site.stop()
    assert remains(site) == []


def assert_pictures_come_from_us(site: Installation, services: dict[str, str], browser: Browser) -> None:
    """The picture lies in the bucket and nowhere else, and the browser neither meets nor hears of the store."""
    answer, page = browser.get(LESSON)
    assert answer.status == 200
    picture = re.search(rb'src="(/media/(images/[^"]+\.webp))"', page)
    answer, data = browser.get(picture[1].decode())
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/webp")
    store = boto3.client(
        "s3",
        endpoint_url=services["S3_ENDPOINT"],
        region_name=services["S3_REGION"],
        aws_access_key_id=services["S3_ACCESS_KEY"],
        aws_secret_access_key=services["S3_SECRET_KEY"],
    )
    kept = store.get_object(Bucket=services["S3_BUCKET"], Key=picture[2].decode())
    assert kept["Body"].read() == data
    assert not (site.folder / "var/lib/orientir/media").exists()
    port = services["S3_ENDPOINT"].rpartition(":")[2].encode()
    assert port not in page
    assert port not in str(answer.headers).encode()
    assert browser.status("/media/original_images/tree.png") == 404


def assert_a_backup_holds_the_pictures(site: Installation) -> None:
    """The database and every file of the bucket are in one file, although none of them lies on this computer."""
    made = Path(site.manage("backup").strip())
    with tarfile.open(fileobj=io.BytesIO(tar_of(made.read_bytes()))) as archive:
        parts = archive.extractfile("parts.json").read().decode()
        sizes = {member.name: member.size for member in archive}
    assert '"original_images/tree' in parts
    assert all(size for name, size in sizes.items() if name.startswith("media/"))


def assert_work_is_done(site: Installation, services: dict[str, str]) -> None:
    """What a page asks for is rung through Redis; what nobody asks for is started by the clock."""
    site.manage("shell", "--command", ASK_FOR_WORK)
    with psycopg.connect(services["DATABASE_URL"], autocommit=True) as database:
        question = "SELECT unique_key FROM jobs_job WHERE status = 'done'"

        def done() -> list[str]:
            return [key for (key,) in database.execute(question)]

        wait_until(lambda: "asked by the recipe" in done())
        wait_until(lambda: any(key.startswith("operations.retention") for key in done()))


def assert_refuses_a_careless_database(site: Installation, services: dict[str, str]) -> None:
    """No process of a production site starts on a PostgreSQL that would forget in a power cut."""
    with psycopg.connect(services["DATABASE_URL"], autocommit=True) as database:
        database.execute("ALTER SYSTEM SET fsync = off")
        database.execute("SELECT pg_reload_conf()")
        wait_until(lambda: database.execute("SHOW fsync").fetchone() == ("off",))
    with pytest.raises(ServerFailed, match="fsync switched off: answers would be lost"):
        site.start("orientir-web.service", PORT=str(free_port()))
    with pytest.raises(ServerFailed, match="fsync switched off: answers would be lost"):
        site.manage("migrate")
