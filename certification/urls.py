"""URLs of certification: the public check, what verifiers fetch, the holder's own, the certifier's."""

from django.urls import path

from certification.views import checking, ending, holding, published

urlpatterns = [
    path("v/", checking.check, name="certificate_check_start"),
    path("v/status/<int:list_number>.json", published.status_list, name="certificate_status_list"),
    path("v/<str:certificate_number>/", checking.checked, name="certificate_check"),
    path("v/<str:certificate_number>/credential.json", checking.credential, name="certificate_credential"),
    path(".well-known/orientir/keys.json", published.keys, name="issuer_keys"),
    path("my/cert/", holding.certificates, name="own_certificates"),
    path("my/cert/<str:certificate_id>/name/", holding.name, name="own_certificate_name"),
    path("my/cert/<str:certificate_id>/<str:language>.pdf", holding.page, name="own_certificate_page"),
    path("cert/ending/", ending.certificates_ending, name="certificates_ending"),
    path("cert/certificates/<str:certificate_id>/<str:language>.pdf", ending.page, name="certificate_page"),
]
