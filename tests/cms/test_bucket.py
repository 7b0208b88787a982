"""Media in a private bucket reach a browser from our own address, after our own check, and from nowhere else."""

import io

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from moto import mock_aws
from PIL import Image

from cms.adapters.bucket import PrivateBucketStorage

BUCKET = "orientir-media"


@pytest.fixture
def bucket(settings, monkeypatch):
    """Keep this test's media in a bucket that exists in memory only."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "cms.adapters.bucket.PrivateBucketStorage",
            "OPTIONS": {"bucket_name": BUCKET, "access_key": "a", "secret_key": "b", "region_name": "us-east-1"},
        },
    }
    monkeypatch.setattr("cms.adapters.bucket._silent_until", 0.0)
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=BUCKET)
        yield client
    storages._storages.clear()


@pytest.fixture
def picture() -> bytes:
    """A small picture."""
    data = io.BytesIO()
    Image.new("RGB", (4, 4), "green").save(data, "PNG")
    return data.getvalue()


@pytest.mark.pure
def test_the_address_of_a_file_is_ours():
    storage = PrivateBucketStorage(bucket_name=BUCKET, access_key="a", secret_key="b")
    assert storage.url("images/дерево 1.png") == "/media/images/%D0%B4%D0%B5%D1%80%D0%B5%D0%B2%D0%BE%201.png"


def test_a_picture_is_stored_privately_and_never_overwritten(bucket, picture):
    first = default_storage.save("images/tree.png", ContentFile(picture))
    second = default_storage.save("images/tree.png", ContentFile(b"another"))
    assert first == "images/tree.png" != second
    grants = bucket.get_object_acl(Bucket=BUCKET, Key=first)["Grants"]
    assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]
    assert bucket.get_object(Bucket=BUCKET, Key=first)["Body"].read() == picture


def test_a_picture_comes_through_our_view(bucket, picture, client):
    default_storage.save("images/tree.png", ContentFile(picture))
    answer = client.get("/media/images/tree.png")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == picture
    assert "location" not in answer.headers


@pytest.mark.parametrize("name", ["images/none.png", "images", "original_images/tree.png", "documents/list.pdf"])
def test_everything_else_is_404(bucket, picture, client, name):
    for stored in ("original_images/tree.png", "documents/list.pdf"):
        default_storage.save(stored, ContentFile(picture))
    assert client.get(f"/media/{name}").status_code == 404


def test_a_document_is_sent_by_us_and_not_by_a_redirect(bucket, client, db):
    from wagtail.documents import get_document_model

    document = get_document_model().objects.create(title="List", file=ContentFile(b"%PDF-1.4", name="list.pdf"))
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"


def test_a_store_that_is_away_is_an_outage_and_no_missing_picture(settings, client):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "cms.adapters.bucket.PrivateBucketStorage",
            "OPTIONS": {
                "bucket_name": BUCKET,
                "access_key": "a",
                "secret_key": "b",
                "region_name": "us-east-1",
                "endpoint_url": "http://127.0.0.1:9",
            },
        },
    }
    client.raise_request_exception = False
    answer = client.get("/media/images/tree.png")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
